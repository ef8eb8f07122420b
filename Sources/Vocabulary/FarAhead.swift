extension Timestamp {
  /// A gap longer than this before the last few moments means that a clock or a year was wrong: records of
  /// one database do not pause for so long and then go on with a few rows. As long as the gap that cuts a
  /// series in two.
  private static let longestGap = 400 * 86_400

  /// Whether it lies more than 400 days after `other`.
  public func isFarAhead(of other: Timestamp) -> Bool {
    seconds(since: other) > Timestamp.longestGap
  }
}

extension [Timestamp] {
  /// The newest moment but for those that lie more than 400 days after most others; `nil` of none.
  public var newestButFarAhead: Timestamp? {
    let sorted = sorted()
    var count = sorted.count
    for index in sorted.indices.dropFirst().reversed()
    where sorted[index].isFarAhead(of: sorted[index - 1])
      && sorted.count - index < index
    {
      count = index
    }
    return count > 0 ? sorted[count - 1] : nil
  }
}
