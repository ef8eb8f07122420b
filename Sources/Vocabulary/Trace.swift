/// Orders against expectation around a drop, summed over the series hit: what a figure draws.
public struct Trace: Hashable, Sendable {
  public let start: Timestamp
  public let stepSeconds: Int
  /// `nil` where a series of the sum had no row.
  public let observed: [Int?]
  /// As many as `observed`.
  public let expected: [Double]
  /// Lower edge of the band that single steps keep to on quiet days.
  public let low: [Double]
  public let high: [Double]
  /// The level of the band, for instance 0.99.
  public let bandLevel: Double
  /// Orders lost from the onset to the end of each step of the drop, with intervals.
  public let runningLoss: [Estimate]
  /// The step at which `runningLoss` begins.
  public let runningLossFirst: Int

  public init(
    start: Timestamp, stepSeconds: Int, observed: [Int?], expected: [Double], low: [Double],
    high: [Double], bandLevel: Double, runningLoss: [Estimate], runningLossFirst: Int
  ) {
    self.start = start
    self.stepSeconds = stepSeconds
    self.observed = observed
    self.expected = expected
    self.low = low
    self.high = high
    self.bandLevel = bandLevel
    self.runningLoss = runningLoss
    self.runningLossFirst = runningLossFirst
  }
}

/// How one series fared over the last day of a report's window.
public struct SeriesOverview: Hashable, Sendable {
  public let series: SeriesKey
  public let window: TimeWindow
  /// Orders of equal parts of the window; `nil` where rows were missing.
  public let observed: [Double?]
  /// As many as `observed`; `nil` before any expectation could be formed.
  public let expected: [Double?]
  /// Which parts lie inside a drop.
  public let inDrop: [Bool]
  /// The part that stood lowest against expectation, as a fall (0.52 is −52 %), with its start.
  public let lowest: (at: Timestamp, fall: Share)?
  /// Start of the last step with a row, whole history; `nil` if the series is empty.
  public let newestRow: Timestamp?
  /// Steps without a row inside the window.
  public let missingSteps: Int

  public init(
    series: SeriesKey, window: TimeWindow, observed: [Double?], expected: [Double?],
    inDrop: [Bool], lowest: (at: Timestamp, fall: Share)?, newestRow: Timestamp?, missingSteps: Int
  ) {
    self.series = series
    self.window = window
    self.observed = observed
    self.expected = expected
    self.inDrop = inDrop
    self.lowest = lowest
    self.newestRow = newestRow
    self.missingSteps = missingSteps
  }

  public static func == (lhs: SeriesOverview, rhs: SeriesOverview) -> Bool {
    lhs.series == rhs.series && lhs.window == rhs.window && lhs.observed == rhs.observed
      && lhs.expected == rhs.expected && lhs.inDrop == rhs.inDrop
      && lhs.lowest?.at == rhs.lowest?.at && lhs.lowest?.fall == rhs.lowest?.fall
      && lhs.newestRow == rhs.newestRow && lhs.missingSteps == rhs.missingSteps
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(series)
    hasher.combine(window)
  }
}
