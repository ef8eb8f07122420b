/// A drop as an earlier run recorded it: what was said then, whatever a later look would say.
public struct RecordedDrop: Hashable, Sendable {
  public let id: DropID
  /// From the most likely onset to the most likely end, or to the end of the data while open.
  public let window: TimeWindow
  public let isOpen: Bool
  /// In order.
  public let marketplaces: [Marketplace]
  /// The services whose own series were hit, in order.
  public let services: [Service]
  public let lostOrders: Estimate
  /// As in `Drop`; `false` if recorded by a version that did not keep it.
  public let mayBeDayOff: Bool
  public let status: Attribution.Status
  public let noRecordedChange: Probability
  /// As in `Attribution`; `nil` if it was not said, or not kept by the version that recorded it.
  public let topProbabilityRange: ProbabilityRange?
  /// Most probable first.
  public let suspects: [RecordedSuspect]
  /// In order.
  public let incidents: [IncidentID]

  public init(
    id: DropID, window: TimeWindow, isOpen: Bool, marketplaces: [Marketplace],
    services: [Service], lostOrders: Estimate, mayBeDayOff: Bool = false,
    status: Attribution.Status, noRecordedChange: Probability,
    topProbabilityRange: ProbabilityRange?,
    suspects: [RecordedSuspect], incidents: [IncidentID]
  ) {
    self.id = id
    self.window = window
    self.isOpen = isOpen
    self.marketplaces = marketplaces
    self.services = services
    self.lostOrders = lostOrders
    self.mayBeDayOff = mayBeDayOff
    self.status = status
    self.noRecordedChange = noRecordedChange
    self.topProbabilityRange = topProbabilityRange
    self.suspects = suspects
    self.incidents = incidents
  }
}

/// A probability as it is under different beliefs held beforehand.
public struct ProbabilityRange: Hashable, Sendable {
  public let low: Probability
  public let high: Probability

  public init(low: Probability, high: Probability) {
    self.low = low
    self.high = high
  }
}

/// A suspect of a recorded drop.
public struct RecordedSuspect: Hashable, Sendable {
  public let change: ChangeID
  /// The steps that began before the drop was over, in order.
  public let deploys: [DeployID]
  public let service: Service
  public let probability: Probability
  public let grade: Grade
  /// From the start of the step that counts to the most likely onset; negative if after it.
  public let minutesBeforeOnset: Double
  /// Strongest weight first.
  public let evidence: [RecordedEvidence]

  public init(
    change: ChangeID, deploys: [DeployID], service: Service, probability: Probability,
    grade: Grade, minutesBeforeOnset: Double, evidence: [RecordedEvidence]
  ) {
    self.change = change
    self.deploys = deploys
    self.service = service
    self.probability = probability
    self.grade = grade
    self.minutesBeforeOnset = minutesBeforeOnset
    self.evidence = evidence
  }
}

/// One observation about a suspect, in the words of the run that made it.
public struct RecordedEvidence: Hashable, Sendable {
  public let kind: Evidence.Kind
  /// Positive speaks for the suspect.
  public let weight: LogOdds
  public let statement: String

  public init(kind: Evidence.Kind, weight: LogOdds, statement: String) {
    self.kind = kind
    self.weight = weight
    self.statement = statement
  }
}

extension RecordedDrop {
  /// What of a finding is recorded; `statement` puts one observation into words.
  public init(_ finding: Finding, statement: (Evidence) -> String) {
    let (drop, attribution) = (finding.drop, finding.attribution)
    self.init(
      id: drop.id, window: drop.window, isOpen: drop.end.mode == nil,
      marketplaces: drop.marketplaces, services: drop.services, lostOrders: drop.lostOrders,
      mayBeDayOff: drop.mayBeDayOff,
      status: attribution.status, noRecordedChange: attribution.noRecordedChange,
      topProbabilityRange: attribution.topProbabilityRange.map {
        ProbabilityRange(low: $0.low, high: $0.high)
      },
      suspects: attribution.suspects.map { RecordedSuspect($0, statement: statement) },
      incidents: finding.incidents.map(\.id).sorted())
  }
}

extension RecordedSuspect {
  public init(_ suspect: Suspect, statement: (Evidence) -> String) {
    self.init(
      change: suspect.change, deploys: suspect.deploys, service: suspect.service,
      probability: suspect.probability, grade: suspect.grade,
      minutesBeforeOnset: suspect.minutesBeforeOnset,
      evidence: suspect.evidence.map {
        RecordedEvidence(kind: $0.observation.kind, weight: $0.weight, statement: statement($0))
      })
  }
}
