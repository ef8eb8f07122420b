/// A fall at the end of the data that is not sure enough to be a drop yet: the next orders decide.
public struct WatchedFall: Hashable, Sendable {
  public let series: SeriesKey
  public let since: Timestamp
  /// Share of expected orders missing.
  public let depth: Share
  /// Depth over its standard error.
  public let signal: Double
  /// The signal that a drop takes; `nil` if this one would do, and what it cost may still be nothing.
  public let needed: Double?

  public init(
    series: SeriesKey, since: Timestamp, depth: Share, signal: Double, needed: Double?
  ) {
    self.series = series
    self.since = since
    self.depth = depth
    self.signal = signal
    self.needed = needed
  }
}

/// Rows of orders that came, or were corrected, after a run had looked at their time.
public struct LateRows: Hashable, Sendable {
  /// The earliest moment whose orders may have changed.
  public let earliest: Timestamp
  /// By key, at least one.
  public let series: [SeriesKey]
  /// The files that brought them, or may have, in the order of loading.
  public let files: [String]

  public init(earliest: Timestamp, series: [SeriesKey], files: [String]) {
    self.earliest = earliest
    self.series = series
    self.files = files
  }
}
