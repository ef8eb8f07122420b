import Vocabulary

/// Judges many series one by one: each is read, screened block by block, and where the screen tells of
/// a fall judged alone as any series is. One series a core is held at a time.
struct ServiceJudge {
  let source: SeriesSource
  let window: TimeWindow
  /// What summaries are about.
  let summarized: TimeWindow
  let blocks: [TimeWindow]
  let events: [CalendarEvent]
  let settings: DetectionSettings
  /// End of the day that overviews show.
  let overviewEnd: Timestamp
  /// Weeks that are not screened again.
  let screened: ScreenedWeeks

  /// Series that one core judges in a row.
  private static let batch = 16

  /// What was found in some series, by key.
  struct Findings {
    var drops: [(drop: Drop, trace: Trace?)] = []
    var dismissed: [DismissedStretch] = []
    var watch: [WatchedFall] = []
    /// By begin of the block.
    var shortWeeks: [Timestamp: [SeriesKey: Int]] = [:]
    var summaries: [SeriesSummary] = []
    var gaps: [TimeWindow: [SeriesKey]] = [:]
    /// What was judged closely, by begin of the block.
    var closely: ScreenedWeeks = [:]

    mutating func add(_ other: Findings) {
      drops += other.drops
      dismissed += other.dismissed
      watch += other.watch
      shortWeeks.merge(other.shortWeeks) { $0.merging($1) { min($0, $1) } }
      summaries += other.summaries
      gaps.merge(other.gaps, uniquingKeysWith: +)
      closely.merge(other.closely) { $0.union($1) }
    }
  }

  /// - Parameter progress: told the share done.
  func judge(progress: @Sendable (Double) -> Void) async throws -> Findings {
    let count = source.keys.count
    let batches = stride(from: 0, to: count, by: ServiceJudge.batch).map { first in
      first..<min(count, first + ServiceJudge.batch)
    }
    return try await withThrowingTaskGroup(of: (Int, Findings).self) { group in
      for (number, batch) in batches.enumerated() {
        group.addTask { (number, try judge(batch)) }
      }
      var parts = [Findings](repeating: Findings(), count: batches.count)
      var done = 0
      for try await (number, found) in group {
        parts[number] = found
        done += 1
        progress(Double(done) / Double(batches.count))
      }
      return parts.reduce(into: Findings()) { $0.add($1) }
    }
  }

  private func judge(_ batch: Range<Int>) throws -> Findings {
    var findings = Findings()
    for index in batch {
      let open = openBlocks(ofSeriesAt: index)
      let needed = open.map { lookBack(from: ($0.first ?? window).start) }
      guard let series = try source.series(at: index, from: needed) else { continue }
      judge(series, in: open ?? blocks, &findings)
    }
    return findings
  }

  /// The blocks without those in which a screen told of nothing before; `nil` if one of them may have
  /// short history, which counts that came later may stand in for.
  private func openBlocks(ofSeriesAt index: Int) -> [TimeWindow]? {
    guard let first = blocks.first, source.starts[index] < lookBack(from: first.start) else {
      return nil
    }
    return blocks.filter { screened[$0.start]?.contains(source.keys[index]) ?? true }
  }

  private func lookBack(from start: Timestamp) -> Timestamp {
    start.advanced(bySeconds: -settings.lookBackWeeks * DetectionModel.blockSeconds)
  }

  private func judge(_ series: Series, in blocks: [TimeWindow], _ findings: inout Findings) {
    findings.summaries.append(SeriesSummary(series, during: summarized))
    for gap in FeedGaps.gaps(of: series, during: window) {
      findings.gaps[gap, default: []].append(series.key)
    }
    var gathered = Gathered()
    for block in blocks {
      guard let plan = WindowPlan(series, block: block, settings: settings) else { continue }
      if plan.isShort {
        findings.shortWeeks[block.start, default: [:]][series.key] = plan.historyDays
      }
      guard let stretches = stretches(in: block) else { continue }
      let screen = Screen(
        series, block: block, hasShortHistory: plan.isShort, stretches: stretches, events: events,
        settings: settings)
      // Later counts, which stand in for short history, may have come since.
      let known = plan.isShort ? nil : screened[block.start]?.contains(series.key)
      guard known ?? screen.isTelling else { continue }
      findings.closely[block.start, default: []].insert(series.key)
      let judge = BlockJudge(alone: series, block: block, events: events, settings: settings)
      gathered.add(judge.judge(overviewEnd: overviewEnd))
    }
    let found = gathered.found(touching: window)
    findings.drops += found.drops
    findings.dismissed += found.dismissed
    findings.watch += found.watch
  }

  /// Those of `block` that may show a fall which touches the window; `nil` if none may.
  private func stretches(in block: TimeWindow) -> Screen.Stretches? {
    let margin = DetectionModel.blockMarginSeconds
    let from = max(block.start, window.start)
    let first = from.advanced(bySeconds: -DetectionModel.longestSeconds - margin)
    let last = min(block.end, window.end).advanced(bySeconds: margin)
    return TimeWindow(start: first, end: last).flatMap { starts in
      starts.seconds > 0
        ? Screen.Stretches(starts: starts, endAfter: from.advanced(bySeconds: -margin))
        : nil
    }
  }
}
