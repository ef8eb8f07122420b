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
    /// Pairs of series and block that were judged closely.
    var closely = 0

    mutating func add(_ other: Findings) {
      drops += other.drops
      dismissed += other.dismissed
      watch += other.watch
      shortWeeks.merge(other.shortWeeks) { $0.merging($1) { min($0, $1) } }
      summaries += other.summaries
      gaps.merge(other.gaps, uniquingKeysWith: +)
      closely += other.closely
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
      if let series = try source.series(at: index) { judge(series, &findings) }
    }
    return findings
  }

  private func judge(_ series: Series, _ findings: inout Findings) {
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
        series, block: block, stretches: stretches, events: events, settings: settings)
      guard screen.isTelling else { continue }
      findings.closely += 1
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
    let first = max(
      block.start.advanced(bySeconds: -DetectionModel.followSeconds),
      window.start.advanced(bySeconds: -DetectionModel.longestSeconds - margin))
    let last = min(block.end, window.end).advanced(bySeconds: margin)
    return TimeWindow(start: first, end: last).flatMap { starts in
      starts.seconds > 0
        ? Screen.Stretches(starts: starts, endAfter: window.start.advanced(bySeconds: -margin))
        : nil
    }
  }
}
