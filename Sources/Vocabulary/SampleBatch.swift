/// A run of order samples of one series in columns, so that millions of rows need no object each.
///
/// Strictly ascending by time.
public struct SampleBatch: Hashable, Sendable {
  /// Marks a row that gives no number of errors.
  public static let noErrors: Int32 = -1

  public let key: SeriesKey
  /// Start of the step in seconds since 1970, one a row.
  public var time: [Int64]
  /// One a row, each ≥ 0.
  public var orders: [Int32]
  /// One a row, each ≥ 0 or `noErrors`.
  public var errors: [Int32]
  /// Milliseconds, one a row, NaN where none was given; `nil` if no row gives any.
  public var latency: [Float]?

  public init(
    key: SeriesKey, time: [Int64] = [], orders: [Int32] = [], errors: [Int32] = [],
    latency: [Float]? = nil
  ) {
    self.key = key
    self.time = time
    self.orders = orders
    self.errors = errors
    self.latency = latency
  }

  public var count: Int { time.count }
}
