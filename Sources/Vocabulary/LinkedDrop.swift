/// A drop reduced to what a trend over many changes needs: when, how much, and what it is linked to.
public struct LinkedDrop: Hashable, Sendable {
  public struct Link: Hashable, Sendable {
    public let change: ChangeID
    public let probability: Double
    public let grade: Grade

    public init(change: ChangeID, probability: Double, grade: Grade) {
      self.change = change
      self.probability = probability
      self.grade = grade
    }
  }

  public let id: DropID
  public let window: TimeWindow
  /// Still below expectation where the data end.
  public let isOpen: Bool
  public let lostOrders: Estimate
  /// Most probable first; with `noRecordedChange` the probabilities sum to 1.
  public let links: [Link]
  public let noRecordedChange: Double
  /// Whether a person said so.
  public let isConfirmed: Bool

  public init(
    id: DropID, window: TimeWindow, isOpen: Bool, lostOrders: Estimate, links: [Link],
    noRecordedChange: Double, isConfirmed: Bool = false
  ) {
    self.id = id
    self.window = window
    self.isOpen = isOpen
    self.lostOrders = lostOrders
    self.links = links
    self.noRecordedChange = noRecordedChange
    self.isConfirmed = isConfirmed
  }
}

extension LinkedDrop {
  /// The drop as a run linked it, unless people know better: a confirmed cause has all of the
  /// probability; `nil` for what a team found to be no drop.
  ///
  /// - Parameter confirmed: A change that an incident of the drop names as its confirmed cause.
  public init?(_ finding: Finding, verdict: TeamVerdict?, confirmed: ChangeID?) {
    let attribution = finding.attribution
    let conclusion = TeamVerdict.Conclusion(verdict, confirmed: confirmed)
    let links: [Link]
    let noRecordedChange: Double
    switch conclusion {
    case .notADrop: return nil
    case .noRecordedChange: (links, noRecordedChange) = ([], 1)
    case .cause(let change):
      links = [Link(change: change, probability: 1, grade: .strong)]
      noRecordedChange = 0
    case nil:
      links = attribution.suspects.map {
        Link(change: $0.change, probability: $0.probability.value, grade: $0.grade)
      }
      noRecordedChange = attribution.noRecordedChange.value
    }
    self.init(
      id: finding.drop.id, window: finding.drop.window, isOpen: finding.drop.end.mode == nil,
      lostOrders: finding.drop.lostOrders, links: links,
      noRecordedChange: noRecordedChange, isConfirmed: conclusion != nil)
  }
}
