public import Vocabulary

/// What a run knew and what it compared itself with: enough to make its report again.
public struct RunBasis: Hashable, Sendable {
  public let window: TimeWindow
  /// As in `RunRecord`.
  public let lookedUntil: Timestamp?
  /// The newest load that it saw.
  public let load: Int64
  public let settingsHash: String
  public let toolVersion: String
  /// The moment at which its feeds should have been complete.
  public let completeBy: Timestamp
  /// The files that its report names.
  public let inputs: [InputMention]
  /// `nil` for the first run.
  public let previous: PreviousRun?
  /// What it left for the next run to decide.
  public let watch: [WatchedFall]

  public init(
    window: TimeWindow, lookedUntil: Timestamp? = nil, load: Int64, settingsHash: String,
    toolVersion: String, completeBy: Timestamp, inputs: [InputMention], previous: PreviousRun?,
    watch: [WatchedFall] = []
  ) {
    self.lookedUntil = lookedUntil
    self.watch = watch
    self.window = window
    self.load = load
    self.settingsHash = settingsHash
    self.toolVersion = toolVersion
    self.completeBy = completeBy
    self.inputs = inputs
    self.previous = previous
  }
}

/// The run before, as far as the next one compares itself with it.
public struct PreviousRun: Hashable, Sendable {
  public let until: Timestamp
  /// The newest load that it saw.
  public let load: Int64
  /// What was recorded of the window before the next run recorded its own.
  public let drops: [PriorDrop]
  /// What was recorded beside: of the weeks before the window, or all if rows of other feeds came late.
  public let others: [PriorDrop]
  /// What it left on watch.
  public let watch: [WatchedFall]

  public init(
    until: Timestamp, load: Int64, drops: [PriorDrop], others: [PriorDrop] = [],
    watch: [WatchedFall] = []
  ) {
    self.others = others
    self.watch = watch
    self.until = until
    self.load = load
    self.drops = drops
  }
}

/// What a later run compares of a drop.
public struct PriorDrop: Hashable, Sendable {
  public let id: DropID
  public let onset: Timestamp
  public let marketplaces: [Marketplace]
  public let isOpen: Bool
  public let lostOrders: Estimate
  /// The change in front; `nil` if none was considered.
  public let strongest: ChangeID?
  /// The end, or that of the data while open; `nil` in what a version of before recorded.
  public let end: Timestamp?
  /// Likewise.
  public let links: LinkSummary?

  public init(
    id: DropID, onset: Timestamp, marketplaces: [Marketplace], isOpen: Bool, lostOrders: Estimate,
    strongest: ChangeID?, end: Timestamp? = nil, links: LinkSummary? = nil
  ) {
    self.end = end
    self.links = links
    self.id = id
    self.onset = onset
    self.marketplaces = marketplaces
    self.isOpen = isOpen
    self.lostOrders = lostOrders
    self.strongest = strongest
  }

  public init(_ drop: RecordedDrop) {
    self.init(
      id: drop.id, onset: drop.window.start, marketplaces: drop.marketplaces,
      isOpen: drop.isOpen, lostOrders: drop.lostOrders,
      strongest: drop.suspects.first?.change, end: drop.window.end, links: LinkSummary(drop))
  }
}

/// A file as a run named it.
public struct InputMention: Codable, Hashable, Sendable {
  let feed: String
  let sha256: String
  let file: String

  public init(_ intake: Intake) {
    feed = intake.feed.rawValue
    sha256 = intake.sha256
    file = intake.file
  }
}
