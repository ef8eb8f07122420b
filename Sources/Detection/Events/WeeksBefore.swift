/// What the same hours brought in the weeks before.
///
/// The level follows the last seven days. Behind a week of more orders than usual, around a payday or a sale, it
/// stands too high for some days, and what is usual looks like a fall that lasts as long.
struct WeeksBefore {
  private let series: Watched

  private static let weeks = 6
  /// Of fewer weeks nothing is told.
  private static let fewestWeeks = 3
  /// After so many days the level has begun to follow a fall.
  private static let daysToFollow = 2

  init(_ series: Watched) { self.series = series }

  /// The share of orders missing over `steps` against the week that brought most but one; `nil` if too few were
  /// counted. One week may have been such a week.
  func fall(_ steps: Range<Int>) -> Double? {
    let week = 7 * 86_400 / series.stepSeconds
    let shares = (1...WeeksBefore.weeks).compactMap { share(steps, of: $0 * week) }
    guard week > 0, shares.count >= WeeksBefore.fewestWeeks else { return nil }
    return 1 - shares.sorted()[1]
  }

  /// The share of orders that was still missing in the day after a fall of days, if half of the fall was; `nil` if
  /// they came back, or that day was not counted.
  func stillMissing(after part: FallEvent.Part) -> Double? {
    let day = max(1, 86_400 / series.stepSeconds)
    let end = part.end.mode
    guard !part.isOpen, part.fall.steps.count >= WeeksBefore.daysToFollow * day,
      end + day <= series.scan.dataEnd, let missing = fall(end..<end + day),
      missing >= part.fall.depth / 2
    else { return nil }
    return missing
  }

  /// Orders over `steps` as a share of those so many steps before, both counted.
  private func share(_ steps: Range<Int>, of before: Int) -> Double? {
    var (seen, then, counted) = (0.0, 0.0, 0)
    let observed = series.line.observed
    for step in steps where step >= before {
      let (now, old) = (observed[step], observed[step - before])
      guard !now.isNaN, !old.isNaN, !series.masked[step - before] else { continue }
      seen += now
      then += old
      counted += 1
    }
    return then > 0 && 2 * counted >= steps.count ? seen / then : nil
  }
}
