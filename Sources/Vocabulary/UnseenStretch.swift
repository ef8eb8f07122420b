/// A stretch in which series that are usually complete had so few rows that no drop could be seen.
public struct UnseenStretch: Hashable, Sendable {
  public enum Cause: Hashable, Sendable {
    case noRows
    /// All rows hold the same count.
    case oneCount
    /// All rows came so much further apart than the step of the series.
    case rowsApart(seconds: Int, stepSeconds: Int)
    /// Steps for which no row came, of so many.
    case fewRows(missing: Int, of: Int)
  }

  public let window: TimeWindow
  /// By key.
  public let series: [SeriesKey]
  public let cause: Cause

  public init(window: TimeWindow, series: [SeriesKey], cause: Cause) {
    self.window = window
    self.series = series.sorted()
    self.cause = cause
  }

  /// With another of a cause of the same kind, around both.
  public func joined(with other: UnseenStretch) -> UnseenStretch? {
    guard let cause = cause.joined(with: other.cause),
      let window = TimeWindow(
        start: min(window.start, other.window.start), end: max(window.end, other.window.end))
    else { return nil }
    return UnseenStretch(
      window: window, series: Set(series).union(other.series).sorted(), cause: cause)
  }
}

extension UnseenStretch.Cause {
  /// `nil` if the other is of another kind; numbers of rows add up.
  fileprivate func joined(with other: Self) -> Self? {
    switch (self, other) {
    case (.fewRows(let missing, let all), .fewRows(let others, let allOthers)):
      .fewRows(missing: missing + others, of: all + allOthers)
    default: self == other ? self : nil
    }
  }
}
