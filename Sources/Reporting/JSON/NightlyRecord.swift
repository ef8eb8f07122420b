import Vocabulary

/// The nightly report in the JSON of the contract, `faultline/nightly/1`.
struct NightlyRecord: Codable, Hashable, Sendable {
  struct Window: Codable, Hashable, Sendable {
    let since: String
    let until: String

    init(_ window: TimeWindow) {
      since = window.start.description
      until = window.end.description
    }
  }

  struct Input: Codable, Hashable, Sendable {
    let feed: String
    let file: String
    let sha256: String
    let rowsRead: Int
    let rowsLoaded: Int
    let rowsSetAside: Int
    let rowsDuplicate: Int
    let rowsReplacing: Int
    /// Rows that the settings tell to pass over, not among those read.
    let rowsSkipped: Int
    /// Left out where none was given back.
    let rowsResolved: Int?
    @ExplicitNull var newestRow: String?

    init(_ intake: Intake) {
      feed = intake.feed.rawValue
      file = intake.file
      sha256 = intake.sha256
      rowsRead = intake.rowsRead
      rowsLoaded = intake.rowsLoaded
      rowsSetAside = intake.rowsSetAside
      rowsDuplicate = intake.rowsDuplicate
      rowsReplacing = intake.rowsReplacing
      rowsSkipped = intake.rowsSkipped
      rowsResolved = intake.rowsResolved > 0 ? intake.rowsResolved : nil
      newestRow = intake.lastAt?.description
    }
  }

  struct Dismissed: Codable, Hashable, Sendable {
    let kind: String
    let startedAt: String
    let endedAt: String
    let series: [String]
    @ExplicitNull var fall: Double?
    @ExplicitNull var event: String?

    init(_ stretch: DismissedStretch) {
      kind = stretch.kind.rawValue
      startedAt = stretch.window.start.description
      endedAt = stretch.window.end.description
      series = stretch.series.map(\.words)
      fall = stretch.depth.map { JSONText.rounded($0.value, decimals: 6) }
      event = stretch.eventName
    }
  }

  struct ControlRecord: Codable, Hashable, Sendable {
    let changeId: String
    let control: String
    let outcome: String
    @ExplicitNull var reason: String?

    init(_ result: ControlResult) {
      changeId = result.change.name
      control = result.control.rawValue
      outcome = result.outcome.code
      reason = result.outcome.detail
    }
  }

  /// A value of a known deploy or incident that a later file gave otherwise.
  struct Correction: Codable, Hashable, Sendable {
    let feed: String
    let id: String
    let column: String
    let old: String
    @ExplicitNull var new: String?
    let file: String
    let line: Int

    init(_ correction: RecordCorrection) {
      feed = correction.feed.rawValue
      id = correction.id
      column = correction.column
      old = correction.old.plain
      file = correction.place.file
      line = correction.place.line
      new = correction.new?.plain
    }
  }

  struct Groups: Codable, Hashable, Sendable {
    let total: Int
    let aiAssisted: Int
    let noAiMarker: Int
    let authorshipUnknown: Int
    let undocumented: Int
    let unapproved: Int

    init(_ counts: ChangeCounts) {
      total = counts.all
      aiAssisted = counts.aiAssisted
      noAiMarker = counts.noMarker
      authorshipUnknown = counts.unknown
      undocumented = counts.undocumented
      unapproved = counts.unapproved
    }
  }

  let schema: String
  let toolVersion: String
  let window: Window
  let complete: Bool
  let inputs: [Input]
  let warnings: [String]
  let changes: Groups
  let drops: [FindingRecord]
  let notDrops: [Dismissed]
  let controls: [ControlRecord]
  let policy: PolicyRecord
  /// Left out where there are none.
  let corrections: [Correction]?
  /// Likewise.
  let relinked: [RelinkRecord]?
}

extension NightlyRecord {
  init(_ report: NightlyReport) {
    schema = "faultline/nightly/1"
    toolVersion = report.provenance.toolVersion
    window = Window(report.window)
    complete = report.isComplete
    inputs = report.intakes.map(Input.init)
    warnings = report.warnings.map(\.sentence)
    changes = Groups(report.changeCounts)
    drops = report.findings.map {
      FindingRecord($0, changes: report.changes, verdict: report.verdicts[$0.drop.id])
    }
    notDrops = report.dismissed.map(Dismissed.init)
    controls = report.controls.map(ControlRecord.init)
    policy = PolicyRecord(report.provenance.policy)
    corrections =
      report.corrections.isEmpty ? nil : report.corrections.map(Correction.init)
    relinked = report.sinceLastRun.flatMap { differences in
      differences.relinked.isEmpty ? nil : differences.relinked.map(RelinkRecord.init)
    }
  }
}

/// The JSON of one finding, `faultline/investigation/1`.
struct InvestigationRecord: Codable, Hashable, Sendable {
  var schema = "faultline/investigation/1"
  let drop: FindingRecord
  /// Where rows are missing while it lasted.
  let notSeen: [NightlyRecord.Dismissed]
}

/// What a monitor needs to know, `faultline/status/1`.
struct StatusRecord: Codable, Hashable, Sendable {
  let schema: String
  let toolVersion: String
  let window: NightlyRecord.Window
  let complete: Bool
  /// That no team said to be none; `notDrops` are those.
  let drops: Int
  let dropsOpen: Int
  let dropsLinked: Int
  /// Without a verdict, or with one and still open.
  let dropsNeedingALook: Int
  let notDrops: Int
  let lostOrders: Double
  let changes: Int
  let controlsNotMet: Int
  let controlsUnknown: Int
  let rowsSetAside: Int
  /// Those that make the night incomplete; the others are counted.
  let incomplete: [String]
  let warnings: Int
  @ExplicitNull var newestOrderRow: String?
  @ExplicitNull var runAt: String?

  init(_ report: NightlyReport) {
    schema = "faultline/status/1"
    toolVersion = report.provenance.toolVersion
    window = NightlyRecord.Window(report.window)
    complete = report.isComplete
    let standing = report.standing
    drops = standing.count
    dropsOpen = standing.count { $0.drop.end.mode == nil }
    dropsLinked = standing.count { $0.attribution.status == .linked }
    dropsNeedingALook = report.needingALook.count
    notDrops = report.findings.count - standing.count
    lostOrders = JSONText.rounded(
      standing.reduce(0) { $0 + $1.drop.lostOrders.value }, decimals: 1)
    changes = report.changeCounts.all
    controlsNotMet = report.controls.count { $0.outcome.code == "not_met" }
    controlsUnknown = report.controls.count { $0.outcome.code == "unknown" }
    rowsSetAside = report.rowsSetAside
    incomplete = report.incompleteness.map(\.sentence)
    warnings = report.warnings.count
    newestOrderRow = report.newestOrderRow?.description
    runAt = report.provenance.runAt?.description
  }
}
