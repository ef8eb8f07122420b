/// A run of order samples in columns, so that millions of rows need no object each.
///
/// Ascending by series index, then by time; no two rows share both.
public struct SampleBatch: Hashable, Sendable {
  /// Marks a row that gives no number of errors.
  public static let noErrors: Int32 = -1

  /// What the numbers in `series` point to; ordered by key, the same in all batches of a file.
  public let seriesTable: [SeriesKey]
  /// One index into `seriesTable` a row.
  public var series: [Int32]
  /// Start of the step in seconds since 1970, one a row.
  public var time: [Int64]
  /// One a row, each ≥ 0.
  public var orders: [Int32]
  /// One a row, each ≥ 0 or `noErrors`.
  public var errors: [Int32]
  /// Milliseconds, one a row, NaN where none was given; `nil` if no row of the file gives any.
  public var latency: [Float]?

  public init(
    seriesTable: [SeriesKey], series: [Int32] = [], time: [Int64] = [], orders: [Int32] = [],
    errors: [Int32] = [], latency: [Float]? = nil
  ) {
    self.seriesTable = seriesTable
    self.series = series
    self.time = time
    self.orders = orders
    self.errors = errors
    self.latency = latency
  }

  public var count: Int { series.count }
}
