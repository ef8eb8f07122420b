extension Timestamp {
  /// A gap longer than this before the last few moments means that a clock or a year was wrong: records of
  /// one database do not pause for so long and then go on with a few rows. As long as the gap that cuts a
  /// series in two.
  private static let longestGap = 400 * 86_400

  /// A few rows of orders beyond a gap of more seconds than this have a wrong date.
  public static let strayGap = 28 * 86_400

  /// Whether it lies more than 400 days after `other`.
  fileprivate func isFarAhead(of other: Timestamp) -> Bool {
    seconds(since: other) > Timestamp.longestGap
  }
}

extension [Timestamp] {
  /// Where there are many others, a few moments so long after them have a mistyped year: 365 days, less what has
  /// passed since.
  private static let mistyped = (seconds: 300 * 86_400, most: 3, others: 100)

  /// The newest moment but for those that lie more than 400 days after most others, or for a few more than 300
  /// days after many; `nil` of none.
  public var newestButFarAhead: Timestamp? {
    let sorted = sorted()
    var count = sorted.count
    for index in sorted.indices.dropFirst().reversed() {
      let (behind, before) = (sorted.count - index, sorted[index - 1])
      let isMistyped =
        behind <= Self.mistyped.most && index >= Self.mistyped.others
        && sorted[index].seconds(since: before) > Self.mistyped.seconds
      if isMistyped || behind < index && sorted[index].isFarAhead(of: before) { count = index }
    }
    return count > 0 ? sorted[count - 1] : nil
  }
}
