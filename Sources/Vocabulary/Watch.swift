/// A fall at the end of the data that is not sure enough to be a drop yet: the next orders decide.
public struct WatchedFall: Hashable, Sendable {
  /// What it lacks for a drop.
  public enum Lack: Hashable, Sendable {
    /// A drop takes this signal.
    case signal(Double)
    /// What it cost may be nothing.
    case loss
    /// Counts of the last minutes may come in yet.
    case counts
  }

  public let series: SeriesKey
  public let since: Timestamp
  /// Share of expected orders missing.
  public let depth: Share
  /// Depth over its standard error.
  public let signal: Double
  public let lack: Lack

  public init(
    series: SeriesKey, since: Timestamp, depth: Share, signal: Double, lack: Lack
  ) {
    self.series = series
    self.since = since
    self.depth = depth
    self.signal = signal
    self.lack = lack
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
