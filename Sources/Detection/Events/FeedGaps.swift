import Vocabulary

/// Stretches in which a feed brought no rows: not zero orders, but nothing to judge.
enum FeedGaps {
  /// Shorter holes, and fewer missing steps in a row, are named nowhere but in the counts.
  private static let leastSeconds = 1800
  private static let leastSteps = 2

  /// Gaps that touch `window`, each with the series that show just it.
  static func find(in series: [Series], during window: TimeWindow) -> [TimeWindow: [SeriesKey]] {
    var found: [TimeWindow: [SeriesKey]] = [:]
    for one in series {
      for gap in gaps(of: one, during: window) { found[gap, default: []].append(one.key) }
    }
    return found
  }

  /// Gaps of one series that touch `window`, ascending.
  static func gaps(of series: Series, during window: TimeWindow) -> [TimeWindow] {
    let counts = series.orders.storage
    var index = min(counts.count, max(0, series.index(of: window.start)))
    while index > 0, counts[index - 1] == Samples.hole { index -= 1 }
    var gaps: [TimeWindow] = []
    while index < counts.count, series.time(at: index) < window.end {
      guard counts[index] == Samples.hole else {
        index += 1
        continue
      }
      let first = index
      while index < counts.count, counts[index] == Samples.hole { index += 1 }
      let gap = TimeWindow(
        start: series.time(at: first), seconds: (index - first) * series.stepSeconds)
      if index - first >= leastSteps, gap.seconds >= leastSeconds, gap.overlaps(window) {
        gaps.append(gap)
      }
    }
    return gaps
  }

  /// As reports name them, by time.
  static func stretches(_ gaps: [TimeWindow: [SeriesKey]]) -> [DismissedStretch] {
    gaps.sorted { ($0.key.start, $0.key.end) < ($1.key.start, $1.key.end) }.map {
      DismissedStretch(kind: .feedGap, window: $0.key, series: $0.value.sorted(), depth: nil)
    }
  }
}

/// Moments at which local clocks changed.
enum ScheduleChanges {
  /// Changes inside the block; the stretch named is the day from the change on.
  static func find(in series: Watched, block: TimeWindow) -> [DismissedStretch] {
    series.line.clock.changes.map { series.time(at: $0) }
      .filter { block.contains($0) }
      .map { start in
        DismissedStretch(
          kind: .scheduleChange, window: TimeWindow(start: start, seconds: 86_400),
          series: [series.series.key], depth: nil)
      }
  }
}
