/// What was said of a drop's origin, as far as a later look is compared with it.
public struct LinkSummary: Hashable, Sendable {
  public struct Suspect: Hashable, Sendable {
    public let change: ChangeID
    public let deploys: [DeployID]
    public let service: Service
    public let probability: Probability

    public init(
      change: ChangeID, deploys: [DeployID], service: Service, probability: Probability
    ) {
      self.change = change
      self.deploys = deploys
      self.service = service
      self.probability = probability
    }
  }

  public let status: Attribution.Status
  public let noRecordedChange: Probability
  /// The first three, and further ones that are not negligible; most probable first.
  public let suspects: [Suspect]

  /// Places in front that readers look at.
  public static let front = 3
  /// A probability that moves by less is the same to a reader.
  public static let leastMove = 0.05

  public init(
    status: Attribution.Status, noRecordedChange: Probability, suspects: [Suspect]
  ) {
    self.status = status
    self.noRecordedChange = noRecordedChange
    self.suspects = suspects.enumerated()
      .filter { $0.offset < Self.front || $0.element.probability.value >= Self.leastMove / 2 }
      .map(\.element)
  }
}

extension LinkSummary {
  public init(_ attribution: Attribution) {
    self.init(
      status: attribution.status, noRecordedChange: attribution.noRecordedChange,
      suspects: attribution.suspects.map {
        Suspect(
          change: $0.change, deploys: $0.deploys, service: $0.service,
          probability: $0.probability)
      })
  }

  public init(_ drop: RecordedDrop) {
    self.init(
      status: drop.status, noRecordedChange: drop.noRecordedChange,
      suspects: drop.suspects.map {
        Suspect(
          change: $0.change, deploys: $0.deploys, service: $0.service,
          probability: $0.probability)
      })
  }

  /// Whether `other` says something else to a reader: another status, another first suspect, or a
  /// probability that moved.
  public func differs(from other: LinkSummary) -> Bool {
    status != other.status || suspects.first?.change != other.suspects.first?.change
      || abs(noRecordedChange.value - other.noRecordedChange.value) >= Self.leastMove
      || !moved(from: other).isEmpty
  }

  /// The suspects whose probability moved, as the summary has them that holds more of them.
  public func moved(from other: LinkSummary) -> [Suspect] {
    let all = Set((suspects + other.suspects).map(\.change)).sorted()
    return all.compactMap { change in
      let (now, before) = (self[change], other[change])
      let move = (now?.probability.value ?? 0) - (before?.probability.value ?? 0)
      return abs(move) >= Self.leastMove ? (move > 0 ? now : before) : nil
    }
  }

  /// The suspects that are in front in one of the two and not in the other.
  public func enteredOrLeft(from other: LinkSummary) -> [Suspect] {
    let (now, before) = (suspects.prefix(Self.front), other.suspects.prefix(Self.front))
    let entered = now.filter { suspect in !before.contains { $0.change == suspect.change } }
    let left = before.filter { suspect in !now.contains { $0.change == suspect.change } }
    return Array(entered) + Array(left)
  }

  private subscript(_ change: ChangeID) -> Suspect? { suspects.first { $0.change == change } }
}
