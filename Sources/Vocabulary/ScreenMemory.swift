/// Of weeks whose services were screened to their end, by begin: the services in which that told of a
/// fall.
public typealias ScreenedWeeks = [Timestamp: Set<SeriesKey>]

/// What a series usually does, as a screen learnt it from its counts up to a moment: numbers that only the
/// detection can read, and need not make again.
public struct SeriesBaseline: Hashable, Sendable {
  /// Counts from here on have no part in it.
  public let learntUntil: Timestamp
  public let numbers: [Float]

  public init(learntUntil: Timestamp, numbers: [Float]) {
    self.learntUntil = learntUntil
    self.numbers = numbers
  }
}

/// What screens of services told and learnt, as one run leaves it to the next.
public struct ScreenMemory: Hashable, Sendable {
  public var weeks: ScreenedWeeks
  /// No two of a series were learnt up to the same moment.
  public var baselines: [SeriesKey: [SeriesBaseline]]

  public init(weeks: ScreenedWeeks = [:], baselines: [SeriesKey: [SeriesBaseline]] = [:]) {
    self.weeks = weeks
    self.baselines = baselines
  }
}
