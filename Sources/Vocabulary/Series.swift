/// Counts at a fixed step, with holes kept as holes.
public struct Samples: Hashable, Sendable {
  /// Marks a step for which no row came. Zero is a value; this is not.
  public static let hole: Int32 = -1

  /// One element a step; `hole` where no row came, otherwise ≥ 0.
  public var storage: [Int32]

  public init(storage: [Int32]) { self.storage = storage }

  public var count: Int { storage.count }

  /// The value of a step, `nil` where no row came.
  public subscript(index: Int) -> Int? {
    storage[index] == Samples.hole ? nil : Int(storage[index])
  }
}

/// Orders (and errors beside them) of one counter at a fixed step.
public struct Series: Hashable, Sendable {
  public let key: SeriesKey
  /// Start of the first step.
  public let start: Timestamp
  /// Length of a step, 1 to 86,400 seconds.
  public let stepSeconds: Int
  public let orders: Samples
  /// As many as `orders`; `nil` if the input has no such column for this series.
  public let errors: Samples?

  public init(
    key: SeriesKey, start: Timestamp, stepSeconds: Int, orders: Samples, errors: Samples? = nil
  ) {
    self.key = key
    self.start = start
    self.stepSeconds = stepSeconds
    self.orders = orders
    self.errors = errors
  }

  public var count: Int { orders.count }

  /// Start of step `index`.
  public func time(at index: Int) -> Timestamp { start.advanced(bySeconds: index * stepSeconds) }

  /// From the start of the first step to the end of the last.
  public var window: TimeWindow { TimeWindow(start: start, seconds: count * stepSeconds) }

  /// Start of the last step with a row; `nil` if no step has one.
  public var newestRow: Timestamp? {
    orders.storage.lastIndex { $0 != Samples.hole }.map { time(at: $0) }
  }

  /// The step that holds `moment`; outside 0..<count if `moment` is outside the series.
  public func index(of moment: Timestamp) -> Int {
    Series.index(of: moment, start: start, stepSeconds: stepSeconds)
  }

  /// The same of any series whose steps of `stepSeconds` begin at `start`.
  public static func index(of moment: Timestamp, start: Timestamp, stepSeconds: Int) -> Int {
    Int(Int64(moment.seconds(since: start)).flooredDivision(by: Int64(stepSeconds)))
  }

  /// The part before `moment`; a step that holds it is left out.
  public func before(_ moment: Timestamp) -> Series {
    let kept = max(0, min(count, index(of: moment)))
    guard kept < count else { return self }
    return Series(
      key: key, start: start, stepSeconds: stepSeconds,
      orders: Samples(storage: Array(orders.storage[..<kept])),
      errors: errors.map { Samples(storage: Array($0.storage[..<kept])) })
  }
}
