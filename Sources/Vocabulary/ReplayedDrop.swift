/// What a replay needs of a drop: when it came, what it cost, and what was behind it.
public struct ReplayedDrop: Hashable, Sendable {
  public struct Link: Hashable, Sendable {
    public let change: ChangeID
    public let probability: Double

    public init(change: ChangeID, probability: Double) {
      self.change = change
      self.probability = probability
    }
  }

  /// `nil` if it has no name that a reader knows.
  public let id: DropID?
  /// The most likely one.
  public let onset: Timestamp
  public let lostOrders: Estimate
  /// With `noRecordedChange` the probabilities sum to 1.
  public let links: [Link]
  public let noRecordedChange: Double

  public init(
    id: DropID? = nil, onset: Timestamp, lostOrders: Estimate, links: [Link],
    noRecordedChange: Double
  ) {
    self.id = id
    self.onset = onset
    self.lostOrders = lostOrders
    self.links = links
    self.noRecordedChange = noRecordedChange
  }
}

extension ReplayedDrop {
  /// The drop as a run linked it, unless people know better: what they named as its cause has all of
  /// the probability; `nil` for what a team found to be no drop.
  ///
  /// - Parameter confirmed: The change that an incident of the drop names as its confirmed cause.
  public init?(_ drop: RecordedDrop, verdict: TeamVerdict?, confirmed: ChangeID?) {
    let links: [Link]
    let noRecordedChange: Double
    switch TeamVerdict.Conclusion(verdict, confirmed: confirmed) {
    case .notADrop: return nil
    case .noRecordedChange: (links, noRecordedChange) = ([], 1)
    case .cause(let change): (links, noRecordedChange) = ([Link(change: change, probability: 1)], 0)
    case nil:
      links = drop.suspects.map { Link(change: $0.change, probability: $0.probability.value) }
      noRecordedChange = drop.noRecordedChange.value
    }
    self.init(
      id: drop.id, onset: drop.window.start, lostOrders: drop.lostOrders, links: links,
      noRecordedChange: noRecordedChange)
  }

  /// What a trend over many changes knows of it.
  public init(_ drop: LinkedDrop) {
    self.init(
      id: drop.id, onset: drop.window.start, lostOrders: drop.lostOrders,
      links: drop.links.map { Link(change: $0.change, probability: $0.probability) },
      noRecordedChange: drop.noRecordedChange)
  }
}
