/// A row of deploys, incidents or the register that came, or came otherwise, after a run had linked
/// drops of its time.
public struct LateRecord: Hashable, Sendable {
  public let feed: Feed
  /// The deploy, the incident or the service.
  public let id: String
  /// Whether an earlier load had it otherwise.
  public let isCorrection: Bool
  /// What it speaks of, now and before: the moments of a rollout step, or an incident's time.
  /// Empty for the register, whose rows have no time.
  public let times: [TimeWindow]
  /// Where an incident was, now and before; empty if it may have been anywhere.
  public let marketplaces: [Marketplace]
  /// Changes or deploys that it names, now and before.
  public let changes: [String]
  /// Services that an incident or the register names, now and before.
  public let services: [Service]
  /// `nil` if the version that loaded it did not keep it.
  public let place: SourcePlace?

  public init(
    feed: Feed, id: String, isCorrection: Bool, times: [TimeWindow] = [],
    marketplaces: [Marketplace] = [], changes: [String] = [], services: [Service] = [],
    place: SourcePlace?
  ) {
    self.feed = feed
    self.id = id
    self.isCorrection = isCorrection
    self.times = times
    self.marketplaces = marketplaces
    self.changes = changes
    self.services = services
    self.place = place
  }
}
