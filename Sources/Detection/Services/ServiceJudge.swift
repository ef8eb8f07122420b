import Vocabulary

/// Judges many series one by one, so that one series a core is held at a time.
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
  /// What runs before left; `nil` if none will come after this one either.
  let memory: ScreenMemory?

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
    var learnt: [SeriesKey: [SeriesBaseline]] = [:]

    mutating func add(_ other: Findings) {
      drops += other.drops
      dismissed += other.dismissed
      watch += other.watch
      shortWeeks.merge(other.shortWeeks) { $0.merging($1) { min($0, $1) } }
      summaries += other.summaries
      gaps.merge(other.gaps, uniquingKeysWith: +)
      closely.merge(other.closely) { $0.union($1) }
      learnt.merge(other.learnt, uniquingKeysWith: +)
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
    try batch.reduce(into: Findings()) {
      $0.add(try ServiceLook(run: self, index: $1).findings())
    }
  }

  /// Those of `block` that may show a fall which touches the window; `nil` if none may.
  func stretches(in block: TimeWindow) -> Screen.Stretches? {
    let margin = DetectionModel.blockMarginSeconds
    let from = max(block.start, window.start)
    let first = from.advanced(bySeconds: -DetectionModel.daySeconds - margin)
    let last = min(block.end, window.end).advanced(bySeconds: margin)
    return TimeWindow(start: first, end: last).flatMap { starts in
      starts.seconds > 0
        ? Screen.Stretches(starts: starts, endAfter: from.advanced(bySeconds: -margin))
        : nil
    }
  }
}
