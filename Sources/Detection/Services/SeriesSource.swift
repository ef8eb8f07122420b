public import Vocabulary

/// Series that are read one after the other, so that not all need to be held at once.
public struct SeriesSource: Sendable {
  /// Ascending.
  public let keys: [SeriesKey]
  private let read: @Sendable (Int) throws -> Series?

  /// - Parameter read: the series of the key at a position; `nil` if it has no sample. Called from
  ///   several threads.
  public init(keys: [SeriesKey], read: @escaping @Sendable (Int) throws -> Series?) {
    self.keys = keys
    self.read = read
  }

  public init(_ series: [Series]) {
    let sorted = series.sorted { $0.key < $1.key }
    self.init(keys: sorted.map(\.key)) { sorted[$0] }
  }

  /// The series of the key at a position; `nil` if it has no sample.
  public func series(at index: Int) throws -> Series? {
    try read(index).flatMap { $0.count > 0 ? $0 : nil }
  }
}

/// What remains known of a series that was read and not held.
public struct SeriesSummary: Hashable, Sendable {
  public let key: SeriesKey
  public let stepSeconds: Int
  /// From the start of the first step to the end of the last.
  public let window: TimeWindow
  /// Start of the last step with a row.
  public let newestRow: Timestamp?
  /// Steps inside the window that was looked at, and how many of them have no row.
  public let steps: Int
  public let missing: Int

  public init(_ series: Series, during window: TimeWindow) {
    key = series.key
    stepSeconds = series.stepSeconds
    self.window = series.window
    newestRow = series.newestRow
    let first = max(0, series.index(of: window.start))
    let last = max(first, min(series.count, series.index(of: window.end)))
    steps = last - first
    missing = series.orders.storage[min(first, series.count)..<min(last, series.count)]
      .count { $0 == Samples.hole }
  }
}
