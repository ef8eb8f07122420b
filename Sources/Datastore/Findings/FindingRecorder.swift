import GRDB
public import Vocabulary

extension Store {
  /// Records what a run found; doing it again for the same window leaves the same content.
  ///
  /// Replaces the run of the same window, the drops of any run that began inside the window or were
  /// open where it begins, and those of the same name. What another run recorded of the same drop under
  /// another name gives way if this run looked as far; else it stays, and the drop is not recorded twice.
  /// What the replaced run found before its window, when late orders made it look there, is judged by
  /// nobody now: it stays and becomes this run's.
  /// `statement` puts one observation about a suspect into words.
  ///
  /// - Parameters:
  ///   - basis: What the run had before it; kept for as long as the database is.
  ///   - rejudged: Looked at again beside the run's window: the drops of it are replaced too.
  ///   - relinked: Take the place of what was recorded of them, and stay with the run that found them.
  ///   - memory: What the next run may go on from; kept with what `basis` says.
  public func record(
    run: RunRecord, basis: RunBasis? = nil, findings: [Finding], rejudged: TimeWindow? = nil,
    relinked: [RelinkedDrop] = [], memory: ScreenMemory = ScreenMemory(), controls: [ControlResult],
    statement: (Evidence, Suspect, Finding) -> String
  ) throws {
    try write { database in
      try basis?.insert(database)
      if let basis { try ScreenMemoryWriter(database: database).write(memory, basis) }
      let recorder = FindingRecorder(database: database)
      let runID = try recorder.begin(run, rejudged: rejudged)
      let kept = try recorder.drops(of: runID)
      for finding in findings
      where try recorder.makesPlace(for: finding, of: run, runID, kept: kept) {
        try recorder.write(finding, runID, statement)
      }
      for drop in relinked { try recorder.replace(drop, runID, statement) }
      for control in controls { try recorder.write(control, runID) }
    }
  }

  /// The run that looked furthest; `nil` before the first. One that found nothing to look at in its
  /// window is none: what comes there later is new to all.
  public func lastRun() throws -> RunRecord? {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT * FROM run
          WHERE CASE WHEN looked_until_at IS NULL
            THEN coalesce(data_until_at, since_at) >= since_at ELSE looked_until_at > since_at END
          ORDER BY coalesce(looked_until_at, until_at) DESC, id DESC LIMIT 1
          """)
      return row.map { row in
        let since = row.time("since_at")
        return RunRecord(
          window: TimeWindow(start: since, seconds: row.time("until_at").seconds(since: since)),
          dataUntil: row.timeIfAny("data_until_at"),
          lookedUntil: row.timeIfAny("looked_until_at"), settingsHash: row["settings_hash"],
          toolVersion: row["tool_version"], recordedAt: row.time("recorded_at"))
      }
    }
  }
}

/// Writes the findings of one run.
private struct FindingRecorder {
  let database: Database

  /// The share of the onset's weight between its low and high times in the tables: the level at
  /// which reports show ranges.
  private static let rangeLevel = 0.9

  func begin(_ run: RunRecord, rejudged: TimeWindow?) throws -> Int64 {
    let (since, until) = (run.window.start.secondsSinceEpoch, run.window.end.secondsSinceEpoch)
    if let rejudged {
      try database.execute(
        sql: "DELETE FROM drop_event WHERE onset_at < ? AND onset_at >= ?",
        arguments: [until, rejudged.start.secondsSinceEpoch])
    }
    try database.execute(
      sql: """
        DELETE FROM drop_event WHERE onset_at < :until AND (onset_at >= :since
          OR (ended_at IS NULL AND data_until_at >= :since))
        """, arguments: ["since": since, "until": until])
    try park(dropsOfRunFrom: since, until: until)
    try insert(
      "run",
      [
        ("since_at", since), ("until_at", until),
        ("data_until_at", run.dataUntil?.secondsSinceEpoch),
        ("looked_until_at", run.lookedUntil?.secondsSinceEpoch),
        ("settings_hash", run.settingsHash), ("tool_version", run.toolVersion),
        ("recorded_at", run.recordedAt.secondsSinceEpoch),
      ])
    let id = database.lastInsertedRowID
    try database.execute(
      sql: "UPDATE drop_event SET run_id = ? WHERE run_id = ?",
      arguments: [id, FindingRecorder.noRun])
    return id
  }

  /// The number of no run, for drops whose run is being replaced.
  private static let noRun: Int64 = 0

  /// Takes the run of this window away, if there is one, and keeps its drops for the one that is
  /// written next, in the same transaction.
  private func park(dropsOfRunFrom since: Int64, until: Int64) throws {
    let old = try Int64.fetchOne(
      database, sql: "SELECT id FROM run WHERE since_at = ? AND until_at = ?",
      arguments: [since, until])
    guard let old else { return }
    try database.execute(sql: "PRAGMA defer_foreign_keys = ON")
    try database.execute(
      sql: "UPDATE drop_event SET run_id = ? WHERE run_id = ?",
      arguments: [FindingRecorder.noRun, old])
    try database.execute(sql: "DELETE FROM run WHERE id = ?", arguments: [old])
  }

  func drops(of runID: Int64) throws -> Set<String> {
    try String.fetchSet(
      database, sql: "SELECT drop_id FROM drop_event WHERE run_id = ?", arguments: [runID])
  }

  func write(
    _ finding: Finding, _ runID: Int64, _ statement: (Evidence, Suspect, Finding) -> String
  ) throws {
    let id = finding.drop.id.name
    try database.execute(sql: "DELETE FROM drop_event WHERE drop_id = ?", arguments: [id])
    try insert(
      "drop_event",
      [("drop_id", id), ("run_id", runID)] + times(of: finding.drop)
        + amounts(of: finding.drop) + [
          ("may_be_day_off", finding.drop.mayBeDayOff),
          ("status", finding.attribution.status.rawValue),
          ("no_recorded_change", finding.attribution.noRecordedChange.value),
          ("changes_considered", finding.attribution.considered),
          ("top_probability_low", finding.attribution.topProbabilityRange?.low.value),
          ("top_probability_high", finding.attribution.topProbabilityRange?.high.value),
        ])
    for part in finding.drop.parts { try write(part, id) }
    for incident in finding.incidents {
      try insert("drop_incident", [("drop_id", id), ("incident_id", incident.id.name)])
    }
    for (position, suspect) in finding.attribution.suspects.enumerated() {
      try write(suspect, position + 1, id) { statement($0, suspect, finding) }
    }
  }

  /// Whether a finding is to be recorded: not if a run that looked further recorded a drop of the same
  /// time and series. What a run that did not look further recorded of it, with an onset near to it, goes.
  ///
  /// - Parameter kept: drops of this run that it has from the one it replaces.
  func makesPlace(
    for finding: Finding, of run: RunRecord, _ runID: Int64, kept: Set<String>
  ) throws -> Bool {
    let (id, window) = (finding.drop.id.name, finding.drop.window)
    let own = Set(finding.drop.parts.map(\.series))
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT drop_id, run_id, drop_event.onset_at,
          coalesce(run.looked_until_at, run.until_at) AS looked_until_at, marketplace, service
        FROM drop_event JOIN run ON run.id = run_id JOIN drop_part USING (drop_id)
        WHERE drop_event.onset_at < ?
          AND coalesce(drop_event.ended_at, drop_event.data_until_at) > ?
        """,
      arguments: [window.end.secondsSinceEpoch, window.start.secondsSinceEpoch])
    let others = rows.filter { row in
      (row["run_id"] != runID || kept.contains(row["drop_id"]))
        && own.contains(SeriesKey(marketplace: row["marketplace"], service: row["service"]))
    }
    guard !others.contains(where: { $0["drop_id"] == id }) else { return true }
    guard others.allSatisfy({ $0.time("looked_until_at") <= run.looked.end }) else { return false }
    for other in others {
      let apart = other.time("onset_at").seconds(since: window.start)
      guard abs(apart) <= FindingRecorder.sameOnsetSeconds else { continue }
      let name: String = other["drop_id"]
      try database.execute(sql: "DELETE FROM drop_event WHERE drop_id = ?", arguments: [name])
    }
    return true
  }

  /// Two looks place the onset of one drop so near to each other.
  private static let sameOnsetSeconds = 3600

  /// If the run that found it is gone, the drop is one of this run.
  func replace(
    _ drop: RelinkedDrop, _ runID: Int64, _ statement: (Evidence, Suspect, Finding) -> String
  ) throws {
    let name = drop.recorded.name
    let finder = try Int64.fetchOne(
      database, sql: "SELECT min(run_id) FROM drop_event WHERE drop_id IN (?, ?)",
      arguments: [name, drop.finding.drop.id.name])
    try database.execute(sql: "DELETE FROM drop_event WHERE drop_id = ?", arguments: [name])
    try write(drop.finding, finder ?? runID, statement)
  }

  func write(_ result: ControlResult, _ runID: Int64) throws {
    let (outcome, detail) = result.outcome.columns
    try database.execute(
      sql: "DELETE FROM control_result WHERE change_id = ? AND control = ?",
      arguments: [result.change.name, result.control.rawValue])
    try insert(
      "control_result",
      [
        ("change_id", result.change.name), ("control", result.control.rawValue),
        ("run_id", runID), ("outcome", outcome), ("detail", detail),
      ])
  }

  private func times(of drop: Drop) -> [(String, (any DatabaseValueConvertible)?)] {
    let onset = drop.onset.range(FindingRecorder.rangeLevel)
    var end: (mode: Int64?, low: Int64?, high: Int64?, dataUntil: Int64?)
    switch drop.end {
    case .open(let dataUntil): end = (nil, nil, nil, dataUntil.secondsSinceEpoch)
    case .ended(let distribution):
      let range = distribution.range(FindingRecorder.rangeLevel)
      end = (
        distribution.mode.secondsSinceEpoch, range.low.secondsSinceEpoch,
        range.high.secondsSinceEpoch, nil
      )
    }
    return [
      ("onset_at", drop.onset.mode.secondsSinceEpoch),
      ("onset_low_at", onset.low.secondsSinceEpoch),
      ("onset_high_at", onset.high.secondsSinceEpoch),
      ("ended_at", end.mode), ("end_low_at", end.low), ("end_high_at", end.high),
      ("data_until_at", end.dataUntil),
    ]
  }

  private func amounts(of drop: Drop) -> [(String, (any DatabaseValueConvertible)?)] {
    [
      ("observed_orders", drop.observedOrders), ("expected_orders", drop.expectedOrders),
      ("lost_orders", drop.lostOrders.value), ("lost_low", drop.lostOrders.low),
      ("lost_high", drop.lostOrders.high), ("lost_level", drop.lostOrders.level),
      ("website_errors", drop.websiteErrors?.value), ("errors_low", drop.websiteErrors?.low),
      ("errors_high", drop.websiteErrors?.high), ("errors_level", drop.websiteErrors?.level),
      ("catch_up", drop.catchUp?.value), ("catch_up_low", drop.catchUp?.low),
      ("catch_up_high", drop.catchUp?.high), ("catch_up_level", drop.catchUp?.level),
      ("signal", drop.signal), ("short_history_days", drop.shortHistoryDays),
    ]
  }

  private func write(_ part: DropPart, _ drop: String) throws {
    try insert(
      "drop_part",
      [
        ("drop_id", drop), ("marketplace", part.series.marketplace.name),
        ("service", part.series.service?.name ?? ""),
        ("onset_at", part.onset.mode.secondsSinceEpoch),
        ("ended_at", part.end.mode?.secondsSinceEpoch), ("depth", part.depth.value),
        ("observed_orders", part.observedOrders), ("expected_orders", part.expectedOrders),
        ("signal", part.signal),
      ])
  }

  private func write(
    _ suspect: Suspect, _ position: Int, _ drop: String, _ statement: (Evidence) -> String
  ) throws {
    try insert(
      "link",
      [
        ("drop_id", drop), ("change_id", suspect.change.name), ("position", position),
        ("service", suspect.service.name),
        ("deploy_ids", suspect.deploys.map(\.name).joined(separator: ";")),
        ("probability", suspect.probability.value), ("grade", suspect.grade.rawValue),
        ("minutes_before", suspect.minutesBeforeOnset),
      ])
    for (index, evidence) in suspect.evidence.enumerated() {
      try insert(
        "evidence",
        [
          ("drop_id", drop), ("change_id", suspect.change.name), ("position", index + 1),
          ("kind", evidence.observation.kind.rawValue), ("log_odds", evidence.weight.value),
          ("statement", statement(evidence)),
        ])
    }
  }

  private func insert(
    _ table: String, _ cells: [(column: String, value: (any DatabaseValueConvertible)?)]
  ) throws {
    let columns = cells.map(\.column).joined(separator: ", ")
    let marks = cells.map { _ in "?" }.joined(separator: ", ")
    let statement = try database.cachedStatement(
      sql: "INSERT INTO \(table) (\(columns)) VALUES (\(marks))")
    try statement.execute(arguments: StatementArguments(cells.map(\.value)))
  }
}

extension ControlResult.Outcome {
  /// The words of the table: the outcome, and what was missing, why it cannot be said, or why it need not be.
  fileprivate var columns: (outcome: String, detail: String) {
    switch self {
    case .met: ("met", "")
    case .notMet(.reviewers(let found, let needed)): ("not_met", "reviewers \(found) of \(needed)")
    case .notMet(.noRecord): ("not_met", "no record")
    case .notMet(.noApproval): ("not_met", "no approval")
    case .notMet(.approvedAfterStart(let at)): ("not_met", "approved after the start, \(at)")
    case .notMet(.checkFailed): ("not_met", "check failed")
    case .notMet(.checkMissing): ("not_met", "check missing")
    case .unknown(.notRecorded): ("unknown", "no such column")
    case .unknown(.authorUnknown): ("unknown", "author not recorded")
    case .unknown(.approvalTimeUnknown): ("unknown", "time of approval not recorded")
    case .unknown(.emptyCell): ("unknown", "empty cell")
    case .excepted(.standardChange): ("excepted", "standard change")
    case .excepted(.emergency): ("excepted", "emergency change")
    case .excepted(.exception(let id)): ("excepted", "exception \(id)")
    }
  }
}
