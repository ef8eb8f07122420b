public import Vocabulary

/// What people concluded about a drop.
public struct KnownCase: Hashable, Sendable {
  public enum Source: Hashable, Sendable {
    /// Says of every kind of cause how often it is behind drops.
    case verdict
    /// Names causes and never says that there was none, so that it tells of delays alone.
    case incident
  }

  /// Later conclusions about the same drop replace earlier ones.
  public let drop: DropID
  public let onset: Timestamp
  public let marketplaces: [Marketplace]
  /// `nil` if no recorded change was behind it.
  public let cause: ChangeID?
  public let source: Source
  /// When the conclusion was recorded: drops that began earlier are judged without it.
  public let knownAt: Timestamp

  public init(
    drop: DropID, onset: Timestamp, marketplaces: [Marketplace], cause: ChangeID?,
    source: Source, knownAt: Timestamp
  ) {
    self.drop = drop
    self.onset = onset
    self.marketplaces = marketplaces
    self.cause = cause
    self.source = source
    self.knownAt = knownAt
  }
}
