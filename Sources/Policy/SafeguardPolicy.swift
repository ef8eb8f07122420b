public import Vocabulary

/// What the code safety reset asks of changes, and of which.
public struct SafeguardPolicy: Hashable, Sendable {
  /// Reviewers besides the author: one may share the author's blind spot, two seldom do.
  public let reviewersNeeded: Int
  /// Services up to this tier are audited: Tier 1 directly affects customers.
  public let deepestTier: Int
  /// Services audited whatever their tier.
  public let alwaysAudited: Set<Service>
  /// When the reset began; `nil` if none is running.
  public let resetStartsAt: Timestamp?
  /// Days that a reset lasts: 90, a quarter.
  public let resetDays: Int

  /// Numbers below their least (0 reviewers, tier 1, 1 day) are raised to it.
  public init(
    reviewersNeeded: Int = 2, deepestTier: Int = 1, alwaysAudited: Set<Service> = [],
    resetStartsAt: Timestamp? = nil, resetDays: Int = 90
  ) {
    self.reviewersNeeded = max(0, reviewersNeeded)
    self.deepestTier = max(1, deepestTier)
    self.alwaysAudited = alwaysAudited
    self.resetStartsAt = resetStartsAt
    self.resetDays = max(1, resetDays)
  }

  /// The time of the reset, half-open; `nil` if none is running.
  public var reset: TimeWindow? {
    resetStartsAt.map { TimeWindow(start: $0, seconds: resetDays * 86_400) }
  }

  /// Whether a change that starts at `moment` falls into the reset.
  public func isInReset(_ moment: Timestamp) -> Bool { reset?.contains(moment) ?? false }
}
