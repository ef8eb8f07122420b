/// A moment that is known only in distribution, on an even grid.
public struct TimeDistribution: Hashable, Sendable {
  /// The moment of the first weight.
  public let first: Timestamp
  public let stepSeconds: Int
  /// At least one, each ≥ 0, summing to 1.
  public let weights: [Double]

  /// `nil` unless some weight is positive and none is negative or NaN. Scales the sum to 1.
  public init?(first: Timestamp, stepSeconds: Int, weights: [Double]) {
    let total = weights.reduce(0, +)
    guard stepSeconds > 0, total > 0, total.isFinite, !weights.contains(where: { !($0 >= 0) })
    else { return nil }
    self.first = first
    self.stepSeconds = stepSeconds
    self.weights = weights.map { $0 / total }
  }

  /// A moment known exactly.
  public init(certain moment: Timestamp, stepSeconds: Int) {
    self.first = moment
    self.stepSeconds = max(1, stepSeconds)
    self.weights = [1]
  }

  /// The moment of weight `index`.
  public func time(at index: Int) -> Timestamp { first.advanced(bySeconds: index * stepSeconds) }

  /// The moment of the largest weight, the earliest of equals.
  public var mode: Timestamp {
    var best = 0
    for index in weights.indices where weights[index] > weights[best] { best = index }
    return time(at: best)
  }

  /// The first moment at which the cumulated weight reaches `level`.
  public func quantile(_ level: Double) -> Timestamp {
    var sum = 0.0
    for index in weights.indices {
      sum += weights[index]
      if sum >= level - 1e-12 { return time(at: index) }
    }
    return time(at: weights.count - 1)
  }

  /// The central range that holds `level` of the weight, for instance 0.9.
  public func range(_ level: Double) -> (low: Timestamp, high: Timestamp) {
    (quantile((1 - level) / 2), quantile((1 + level) / 2))
  }
}
