/// From when on the rows of a series come in finer steps than before, and are added up to the steps of before.
public struct FinerRows: Hashable, Sendable {
  public let series: SeriesKey
  public let since: Timestamp
  /// Of the rows since then.
  public let stepSeconds: Int
  /// Of the rows before, and of the series.
  public let seriesStepSeconds: Int

  public init(series: SeriesKey, since: Timestamp, stepSeconds: Int, seriesStepSeconds: Int) {
    self.series = series
    self.since = since
    self.stepSeconds = stepSeconds
    self.seriesStepSeconds = seriesStepSeconds
  }
}
