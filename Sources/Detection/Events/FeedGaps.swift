import Vocabulary

/// Stretches in which a feed brought no rows: not zero orders, but nothing to judge.
enum FeedGaps {
  /// Shorter holes, and fewer missing steps in a row, are named nowhere but in the counts.
  private static let leastSeconds = 1800
  private static let leastSteps = 2

  /// Gaps of each series that touch `window`; equal gaps of several series are one entry.
  static func find(in series: [Series], during window: TimeWindow) -> [DismissedStretch] {
    var gaps: [TimeWindow: [SeriesKey]] = [:]
    for one in series {
      var index = 0
      while index < one.count {
        guard one.orders[index] == nil else {
          index += 1
          continue
        }
        let first = index
        while index < one.count, one.orders[index] == nil { index += 1 }
        let gap = TimeWindow(
          start: one.time(at: first), seconds: (index - first) * one.stepSeconds)
        if index - first >= leastSteps, gap.seconds >= leastSeconds, gap.overlaps(window) {
          gaps[gap, default: []].append(one.key)
        }
      }
    }
    return gaps.sorted { ($0.key.start, $0.key.end) < ($1.key.start, $1.key.end) }.map {
      DismissedStretch(kind: .feedGap, window: $0.key, series: $0.value.sorted(), depth: nil)
    }
  }
}

/// Moments at which local clocks changed.
enum ScheduleChanges {
  /// Changes inside the block; the stretch named is the day from the change on.
  static func find(in series: Watched, block: TimeWindow) -> [DismissedStretch] {
    let shift = series.line.clockShift
    return shift.indices.dropFirst().compactMap { index in
      guard shift[index] != shift[index - 1], block.contains(series.time(at: index)) else {
        return nil
      }
      return DismissedStretch(
        kind: .scheduleChange,
        window: TimeWindow(start: series.time(at: index), seconds: 86_400),
        series: [series.series.key], depth: nil)
    }
  }
}
