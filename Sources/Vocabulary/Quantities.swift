/// A probability from 0 to 1.
public struct Probability: Hashable, Comparable, Sendable {
  public let value: Double

  /// `nil` outside 0…1 and for NaN.
  public init?(_ value: Double) {
    guard value >= 0, value <= 1 else { return nil }
    self.value = value
  }

  /// The nearest probability to `value`; NaN becomes 0.
  public init(clamping value: Double) { self.value = value.isNaN ? 0 : min(1, max(0, value)) }

  public static let zero = Probability(clamping: 0)
  public static let one = Probability(clamping: 1)

  public static func < (lhs: Probability, rhs: Probability) -> Bool { lhs.value < rhs.value }
}

/// A weight of evidence: the natural logarithm of a likelihood ratio. Positive speaks for.
public struct LogOdds: Hashable, Comparable, Sendable {
  public let value: Double
  public init(_ value: Double) { self.value = value }
  public static let neutral = LogOdds(0)
  public static func < (lhs: LogOdds, rhs: LogOdds) -> Bool { lhs.value < rhs.value }
  public static func + (lhs: LogOdds, rhs: LogOdds) -> LogOdds { LogOdds(lhs.value + rhs.value) }
}

/// A part of a whole, 1 being all of it: a fall of 0.08 is a fall by 8 %.
public struct Share: Hashable, Comparable, Sendable {
  public let value: Double
  public init(_ value: Double) { self.value = value }
  public static func < (lhs: Share, rhs: Share) -> Bool { lhs.value < rhs.value }
}

/// An estimated amount, which never travels without its interval.
public struct Estimate: Hashable, Sendable {
  /// The best single guess.
  public let value: Double
  public let low: Double
  public let high: Double
  /// The share of such intervals that should hold the truth, for instance 0.9.
  public let level: Double

  /// `low`, `value` and `high` are put in ascending order.
  public init(value: Double, low: Double, high: Double, level: Double) {
    self.low = min(low, value, high)
    self.high = max(low, value, high)
    self.value = value
    self.level = level
  }

  /// As far below as above.
  public init(_ value: Double, plusMinus half: Double, level: Double) {
    self.init(value: value, low: value - half, high: value + half, level: level)
  }
}

/// How often an interval held when it was tried where the answer was known.
public struct Coverage: Hashable, Sendable {
  /// Windows that held the truth inside the interval.
  public let held: Int
  /// Windows tried.
  public let tried: Int
  /// The level that the interval promised.
  public let level: Double

  public init(held: Int, tried: Int, level: Double) {
    self.held = held
    self.tried = tried
    self.level = level
  }
}
