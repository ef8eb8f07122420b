import Vocabulary

/// When in a period changes began: rates drift, and a reset changes what is made and how it fares at once, so that a
/// group that became rarer with it must not pass for the one that fails more.
struct TrendClock: Sendable {
  let window: TimeWindow
  /// The day from which a reset holds; `nil` without one.
  let reset: Timestamp?

  /// From −1 at the begin of the period to 1 at its end.
  func place(_ moment: Timestamp) -> Double {
    let share = Double(moment.seconds(since: window.start)) / Double(max(1, window.seconds))
    return 2 * min(1, max(0, share)) - 1
  }

  func isSince(_ moment: Timestamp) -> Bool { reset.map { moment >= $0 } ?? false }

  /// Changes of one part of the period, on one side of the day, count as alike.
  func part(_ moment: Timestamp) -> Int {
    let parts = TrendModel.timeParts
    let number = Int((place(moment) + 1) / 2 * Double(parts))
    return min(parts - 1, number) + (isSince(moment) ? parts : 0)
  }
}
