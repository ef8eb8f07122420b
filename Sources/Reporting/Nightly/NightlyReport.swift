public import Vocabulary

/// Everything the nightly report says, as values; rendering adds words and nothing else.
public struct NightlyReport: Sendable {
  /// What was looked at; its end is the moment up to which data were considered.
  public let window: TimeWindow
  public let provenance: RunProvenance
  /// Every file of the dataset, in any order.
  public let intakes: [Intake]
  public let rejectedRows: [RejectedRow]
  /// In any order.
  public let findings: [Finding]
  /// At least the changes of the window and of every look-back.
  public let changes: [ChangeID: Change]
  public let dismissed: [DismissedStretch]
  public let overviews: [SeriesOverview]
  /// How many series had orders to look at.
  public let watchedSeries: Int
  /// Of the Tier-1 changes of the window and of the suspects.
  public let controls: [ControlResult]
  public let register: [Service: ServiceEntry]
  public let warnings: [InputWarning]
  /// `nil` on the first run.
  public let sinceLastRun: RunDifferences?
  /// Falls at the end of the orders that are too weak to be told.
  public let watch: [WatchedFall]
  /// What loads since the last run gave otherwise than before.
  public let corrections: [RecordCorrection]
  public let verdicts: [DropID: TeamVerdict]
  /// Who must not be named; made once, since every page asks.
  let people: PeopleFilter
  /// Of `changes`, in order of their start.
  let changesByStart: [Change]

  /// - Parameter watchedSeries: `nil` if all have an overview.
  public init(
    window: TimeWindow, provenance: RunProvenance, intakes: [Intake],
    rejectedRows: [RejectedRow], findings: [Finding], changes: [ChangeID: Change],
    dismissed: [DismissedStretch], overviews: [SeriesOverview], watchedSeries: Int? = nil,
    controls: [ControlResult], register: [Service: ServiceEntry], warnings: [InputWarning],
    sinceLastRun: RunDifferences?, watch: [WatchedFall] = [],
    corrections: [RecordCorrection] = [], verdicts: [DropID: TeamVerdict]
  ) {
    self.window = window
    self.provenance = provenance
    self.intakes = intakes.sorted { ($0.feed.rank, $0.file) < ($1.feed.rank, $1.file) }
    self.rejectedRows = rejectedRows.sorted { $0.place < $1.place }
    self.findings = findings.sorted(by: Finding.largerFirst)
    self.changes = changes
    self.dismissed = dismissed.sorted { $0.order < $1.order }
    self.overviews = overviews.sorted { $0.series < $1.series }
    self.watchedSeries = watchedSeries ?? overviews.count
    self.controls = controls.sorted { $0.order < $1.order }
    self.register = register
    self.warnings = warnings
    self.sinceLastRun = sinceLastRun
    self.watch = watch
    self.corrections = corrections
    self.verdicts = verdicts
    people = PeopleFilter(changes.values)
    changesByStart = changes.values.sorted(by: Change.earlierFirst)
  }
}

/// How a run came about: enough to repeat it.
public struct RunProvenance: Hashable, Sendable {
  public let toolVersion: String
  /// As typed, for instance `faultline nightly data --reports reports`.
  public let commandLine: String
  /// Lower-case hexadecimal.
  public let settingsHash: String
  public let policy: PolicyMention
  /// Shown in one line of the footer and in `status.json`, nowhere else; `nil` leaves it out.
  public let runAt: Timestamp?

  public init(
    toolVersion: String, commandLine: String, settingsHash: String, policy: PolicyMention,
    runAt: Timestamp?
  ) {
    self.toolVersion = toolVersion
    self.commandLine = commandLine
    self.settingsHash = settingsHash
    self.policy = policy
    self.runAt = runAt
  }
}

/// What differs from the run before.
public struct RunDifferences: Hashable, Sendable {
  /// A drop that both runs know and judge differently.
  public struct Revision: Hashable, Sendable {
    public enum Kind: Hashable, Sendable {
      case loss(from: Estimate, to: Estimate)
      /// The strongest link; `nil` stands for no recorded change.
      case strongestLink(from: ChangeID?, to: ChangeID?)
      /// The same change is in front, and stands out more or less than it did.
      case link(from: LinkSummary, to: LinkSummary)
      /// Data that came later show that it was not a drop.
      case withdrawn
    }

    public let drop: DropID
    public let kind: Kind

    public init(drop: DropID, kind: Kind) {
      self.drop = drop
      self.kind = kind
    }
  }

  /// A link that rows which came late altered.
  public struct Relink: Hashable, Sendable {
    public let drop: DropID
    public let before: LinkSummary
    public let now: LinkSummary
    /// Those that speak of what moved.
    public let rows: [LateRecord]

    public init(drop: DropID, before: LinkSummary, now: LinkSummary, rows: [LateRecord]) {
      self.drop = drop
      self.before = before
      self.now = now
      self.rows = rows
    }
  }

  /// Up to where the run before had looked.
  public let previousUntil: Timestamp
  public let new: [DropID]
  public let stillOpen: [DropID]
  /// Open then, ended now.
  public let closed: [DropID]
  public let revised: [Revision]
  /// By drop.
  public let relinked: [Relink]
  /// Rows that came after that run had looked at their time; `nil` if none did.
  public let late: LateRows?
  /// What that run left on watch, in its order.
  public let settled: [Settled]

  /// What became of a fall on watch.
  public struct Settled: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
      case drop(DropID)
      /// The newest orders do not tell yet either.
      case open
      case passed
    }

    public let fall: WatchedFall
    public let outcome: Outcome

    public init(fall: WatchedFall, outcome: Outcome) {
      self.fall = fall
      self.outcome = outcome
    }
  }

  public init(
    previousUntil: Timestamp, new: [DropID], stillOpen: [DropID], closed: [DropID],
    revised: [Revision], relinked: [Relink] = [], late: LateRows? = nil, settled: [Settled] = []
  ) {
    self.relinked = relinked
    self.late = late
    self.settled = settled
    self.previousUntil = previousUntil
    self.new = new
    self.stillOpen = stillOpen
    self.closed = closed
    self.revised = revised
  }
}
