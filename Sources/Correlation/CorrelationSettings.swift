public import Vocabulary

/// What a user may set about linking.
public struct CorrelationSettings: Hashable, Sendable {
  /// How long before an onset changes are considered; at least an hour.
  public let lookBackSeconds: Int
  /// The share of drops that recorded changes explain, before anything is known of the drop.
  public let priorShare: Probability
  /// The ends of the plausible range of `priorShare`, for which the top probability is also given.
  public let priorShareRange: (low: Probability, high: Probability)
  /// Factor on every weight of evidence; below 1 if links have proved overconfident.
  public let evidenceScale: Double
  /// Whether delays and the prior share follow what people concluded about earlier drops.
  public let learns: Bool

  /// The look-back is raised to an hour, shares are held inside 0.01…0.99, and a scale that is
  /// not positive becomes 1.
  ///
  /// Defaults: 48 hours, because leaks and nightly jobs show within two days; 0.5, on the careful side
  /// of the middle of the published range of 1/3 to 0.9 of incidents that changes explain: the best of
  /// thousands of changes fits a little better than the model allows for.
  public init(
    lookBackSeconds: Int = 48 * 3600,
    priorShare: Probability = Probability(clamping: 0.5),
    priorShareRange: (low: Probability, high: Probability) = (
      Probability(clamping: 1.0 / 3), Probability(clamping: 0.9)
    ),
    evidenceScale: Double = 1, learns: Bool = true
  ) {
    func inside(_ share: Probability) -> Probability {
      Probability(clamping: min(0.99, max(0.01, share.value)))
    }
    self.lookBackSeconds = max(3600, lookBackSeconds)
    self.priorShare = inside(priorShare)
    self.priorShareRange = (inside(priorShareRange.low), inside(priorShareRange.high))
    self.evidenceScale = evidenceScale > 0 && evidenceScale.isFinite ? evidenceScale : 1
    self.learns = learns
  }

  public static func == (lhs: CorrelationSettings, rhs: CorrelationSettings) -> Bool {
    lhs.lookBackSeconds == rhs.lookBackSeconds && lhs.priorShare == rhs.priorShare
      && lhs.priorShareRange.low == rhs.priorShareRange.low
      && lhs.priorShareRange.high == rhs.priorShareRange.high
      && lhs.evidenceScale == rhs.evidenceScale && lhs.learns == rhs.learns
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(lookBackSeconds)
    hasher.combine(priorShare)
    hasher.combine(evidenceScale)
  }
}

extension CorrelationSettings {
  var lookBackMinutes: Double { Double(lookBackSeconds) / 60 }
}
