import Statistics
public import Vocabulary

/// A half-year of changes and linked drops with planted ratios, without the orders behind it: the drops
/// that a tool would find and the probabilities it would give, calibrated and as ambiguous as its own.
public struct TrendWorld: Sendable {
  public struct Plan: Hashable, Sendable {
    /// How much more often AI-assisted, and undocumented, changes fail than others like them.
    public let aiRatio: Double
    public let undocumentedRatio: Double

    public init(aiRatio: Double, undocumentedRatio: Double) {
      self.aiRatio = aiRatio
      self.undocumentedRatio = undocumentedRatio
    }
  }

  public let plan: Plan
  public let window: TimeWindow
  /// Of the systems compared.
  public let changes: [Change]
  /// Starts of the others.
  public let otherStarts: [Timestamp]
  /// By onset.
  public let drops: [LinkedDrop]
  /// The change behind each drop; `nil` for none that is recorded.
  public let causes: [ChangeID?]

  public static let priorShare = Probability(clamping: 0.65)
  public static let lookBackSeconds = 48 * 3600

  public init(_ plan: Plan, seed: UInt64) {
    var builder = TrendWorldBuilder(plan, seed: seed)
    self = builder.world()
  }

  init(
    plan: Plan, window: TimeWindow, changes: [Change], otherStarts: [Timestamp],
    drops: [LinkedDrop], causes: [ChangeID?]
  ) {
    self.plan = plan
    self.window = window
    self.changes = changes
    self.otherStarts = otherStarts
    self.drops = drops
    self.causes = causes
  }
}
