public import Vocabulary

/// What a run looked at, and with what settings.
public struct RunRecord: Hashable, Sendable {
  public let window: TimeWindow
  /// Start of the newest step that the run had; `nil` if it had none.
  public let dataUntil: Timestamp?
  /// Where orders ended that the run had for a window that reaches further, be it before its start;
  /// `nil` if there was something to look at up to its end.
  public let lookedUntil: Timestamp?
  public let settingsHash: String
  public let toolVersion: String
  public let recordedAt: Timestamp

  public init(
    window: TimeWindow, dataUntil: Timestamp?, lookedUntil: Timestamp? = nil,
    settingsHash: String, toolVersion: String, recordedAt: Timestamp
  ) {
    self.lookedUntil = lookedUntil
    self.window = window
    self.dataUntil = dataUntil
    self.settingsHash = settingsHash
    self.toolVersion = toolVersion
    self.recordedAt = recordedAt
  }

  /// The part of the window that there was something to look at in.
  public var looked: TimeWindow {
    TimeWindow(start: window.start, end: lookedUntil ?? window.end)
      ?? TimeWindow(start: window.start, seconds: 0)
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
