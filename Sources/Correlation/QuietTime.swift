public import Vocabulary

/// Since when there are records, and the drops known in them: what tells quiet minutes from others.
public struct QuietTime: Hashable, Sendable {
  /// From when on orders or changes are recorded.
  let since: Timestamp
  /// All drops known, the ones to be linked included, ordered by onset.
  let disturbances: [Disturbance]

  /// A drop reduced to when and where.
  public struct Disturbance: Hashable, Sendable {
    let id: DropID
    let window: TimeWindow
    let marketplaces: [Marketplace]

    public init(id: DropID, window: TimeWindow, marketplaces: [Marketplace]) {
      self.id = id
      self.window = window
      self.marketplaces = marketplaces
    }
  }

  /// - Parameter others: known drops beside `drops`.
  public init(since: Timestamp, drops: [Drop], others: [Disturbance] = []) {
    self.since = since
    self.disturbances =
      (drops
      .map { Disturbance(id: $0.id, window: $0.window, marketplaces: $0.marketplaces) } + others)
      .sorted { ($0.window.start, $0.id) < ($1.window.start, $1.id) }
  }
}
