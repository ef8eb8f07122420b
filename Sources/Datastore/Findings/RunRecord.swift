public import Vocabulary

/// What a run looked at, and with what settings.
public struct RunRecord: Hashable, Sendable {
  public let window: TimeWindow
  /// Start of the newest step that the run had; `nil` if it had none.
  public let dataUntil: Timestamp?
  public let settingsHash: String
  public let toolVersion: String
  public let recordedAt: Timestamp

  public init(
    window: TimeWindow, dataUntil: Timestamp?, settingsHash: String, toolVersion: String,
    recordedAt: Timestamp
  ) {
    self.window = window
    self.dataUntil = dataUntil
    self.settingsHash = settingsHash
    self.toolVersion = toolVersion
    self.recordedAt = recordedAt
  }
}

/// A drop as an earlier run recorded it.
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
  public let status: Attribution.Status
  public let noRecordedChange: Probability
  /// Most probable first.
  public let suspects: [RecordedSuspect]

  public init(
    id: DropID, window: TimeWindow, isOpen: Bool, marketplaces: [Marketplace],
    services: [Service], lostOrders: Estimate, status: Attribution.Status,
    noRecordedChange: Probability, suspects: [RecordedSuspect]
  ) {
    self.id = id
    self.window = window
    self.isOpen = isOpen
    self.marketplaces = marketplaces
    self.services = services
    self.lostOrders = lostOrders
    self.status = status
    self.noRecordedChange = noRecordedChange
    self.suspects = suspects
  }
}

/// A suspect of a recorded drop.
public struct RecordedSuspect: Hashable, Sendable {
  public let change: ChangeID
  public let probability: Probability
  public let grade: Grade

  public init(change: ChangeID, probability: Probability, grade: Grade) {
    self.change = change
    self.probability = probability
    self.grade = grade
  }
}

/// A team's verdict with the stretch of time and the places it is about, so that it can be
/// compared with drops found later under other names.
public struct RecordedVerdict: Hashable, Sendable {
  public let verdict: TeamVerdict
  public let window: TimeWindow
  /// In order.
  public let marketplaces: [Marketplace]

  public init(verdict: TeamVerdict, window: TimeWindow, marketplaces: [Marketplace]) {
    self.verdict = verdict
    self.window = window
    self.marketplaces = marketplaces.sorted()
  }
}
