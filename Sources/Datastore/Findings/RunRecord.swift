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
