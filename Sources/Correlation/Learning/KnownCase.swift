public import Vocabulary

/// What people concluded about a drop.
public struct KnownCase: Hashable, Sendable {
  /// Later conclusions about the same drop replace earlier ones.
  public let drop: DropID
  public let onset: Timestamp
  public let marketplaces: [Marketplace]
  /// `nil` if no recorded change was behind it.
  public let cause: ChangeID?
  /// When the conclusion was recorded: drops that began earlier are judged without it.
  public let knownAt: Timestamp

  public init(
    drop: DropID, onset: Timestamp, marketplaces: [Marketplace], cause: ChangeID?,
    knownAt: Timestamp
  ) {
    self.drop = drop
    self.onset = onset
    self.marketplaces = marketplaces
    self.cause = cause
    self.knownAt = knownAt
  }
}
