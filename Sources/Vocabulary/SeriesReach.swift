/// When a series was counted: in all, and before some moment.
public struct SeriesReach: Hashable, Sendable {
  /// Start of the first step.
  public let start: Timestamp
  /// Length of a step in seconds.
  public let stepSeconds: Int
  /// End of the last step with a row that begins before the moment; `nil` if there is none.
  public let endBefore: Timestamp?
  /// End of the last step.
  public let end: Timestamp

  public init(start: Timestamp, stepSeconds: Int, endBefore: Timestamp?, end: Timestamp) {
    self.start = start
    self.stepSeconds = stepSeconds
    self.endBefore = endBefore
    self.end = end
  }

  /// `nil` of a series without steps.
  public init?(_ series: Series, cutAt moment: Timestamp) {
    guard series.count > 0 else { return nil }
    let before = max(0, min(series.count, series.index(of: moment.advanced(bySeconds: -1)) + 1))
    let last = series.orders.storage[..<before].lastIndex { $0 != Samples.hole }
    self.init(
      start: series.start, stepSeconds: series.stepSeconds,
      endBefore: last.map { series.time(at: $0 + 1) }, end: series.window.end)
  }
}
