public import Vocabulary

/// Series that are read one after the other, so that not all need to be held at once.
public struct SeriesSource: Sendable {
  /// Ascending.
  public let keys: [SeriesKey]
  /// By key: the first sample, or later if that is not known.
  public let starts: [Timestamp]
  private let read: @Sendable (Int, Timestamp?) throws -> Series?

  /// - Parameters:
  ///   - starts: for each key its first sample, or the end of time if that is not known.
  ///   - read: the series of the key at a position; `nil` if it has no sample. Called from several
  ///     threads. Of a moment it may leave out what lies before: the series then begins there, be it
  ///     with holes.
  public init(
    keys: [SeriesKey], starts: [Timestamp],
    read: @escaping @Sendable (_ position: Int, _ moment: Timestamp?) throws -> Series?
  ) {
    self.keys = keys
    self.starts = starts
    self.read = read
  }

  public init(_ series: [Series]) {
    let sorted = series.sorted { $0.key < $1.key }
    self.init(keys: sorted.map(\.key), starts: sorted.map(\.start)) { index, _ in sorted[index] }
  }

  /// The series of the key at a position, at least from `moment` on; `nil` if it has no sample at all.
  public func series(at index: Int, from moment: Timestamp? = nil) throws -> Series? {
    let part = try moment.flatMap { try read(index, $0) }
    return try (part ?? read(index, nil)).flatMap { $0.count > 0 ? $0 : nil }
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
