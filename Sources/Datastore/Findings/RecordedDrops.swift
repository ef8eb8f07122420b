import GRDB
public import Vocabulary

extension Store {
  /// The drops recorded so far, or those whose onset lies in `window` and those that were open where
  /// it begins; by onset, then by id.
  public func recordedDrops(in window: TimeWindow? = nil) throws -> [RecordedDrop] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM drop_event ORDER BY onset_at, drop_id")
      return try rows.compactMap { row in
        guard window.map({ Store.concerns(row, $0) }) ?? true else { return nil }
        return try Store.drop(row, database)
      }
    }
  }

  /// By onset, then by id.
  public func recordedDropNames() throws -> [String] {
    try read { database in
      try String.fetchAll(
        database, sql: "SELECT drop_id FROM drop_event ORDER BY onset_at, drop_id")
    }
  }

  /// `nil` if no run recorded such a drop.
  public func recordedDrop(_ id: DropID) throws -> RecordedDrop? {
    try read { database in
      try Row.fetchOne(
        database, sql: "SELECT * FROM drop_event WHERE drop_id = ?", arguments: [id.name]
      )
      .flatMap { try Store.drop($0, database) }
    }
  }

  private static func concerns(_ row: Row, _ window: TimeWindow) -> Bool {
    let onset = row.time("onset_at")
    let isOpenThere =
      row.timeIfAny("ended_at") == nil && onset < window.start
      && row.timeIfAny("data_until_at").map { $0 >= window.start } ?? false
    return window.contains(onset) || isOpenThere
  }

  private static func drop(_ row: Row, _ database: Database) throws -> RecordedDrop? {
    guard let status: Attribution.Status = row.word("status") else { return nil }
    let id: String = row["drop_id"]
    func rows(_ sql: String) throws -> [Row] {
      try Row.fetchAll(database, sql: sql, arguments: [id])
    }
    let parts = try rows("SELECT marketplace, service FROM drop_part WHERE drop_id = ?")
    let services = parts.compactMap { part in
      SeriesKey(marketplace: part["marketplace"], service: part["service"]).service
    }
    let links = try rows("SELECT * FROM link WHERE drop_id = ? ORDER BY position")
    let evidence = Dictionary(
      grouping: try rows(
        "SELECT * FROM evidence WHERE drop_id = ? ORDER BY change_id, position")
    ) { row -> String in row["change_id"] }
    let incidents = try rows(
      "SELECT incident_id FROM drop_incident WHERE drop_id = ? ORDER BY incident_id")
    let onset = row.time("onset_at")
    let end = row.timeIfAny("ended_at") ?? row.timeIfAny("data_until_at") ?? onset
    return RecordedDrop(
      id: DropID(id), window: TimeWindow(start: onset, seconds: end.seconds(since: onset)),
      isOpen: row.timeIfAny("ended_at") == nil,
      marketplaces: Set(parts.map { Marketplace($0["marketplace"]) }).sorted(),
      services: Set(services).sorted(),
      lostOrders: Estimate(
        value: row["lost_orders"], low: row["lost_low"], high: row["lost_high"],
        level: row["lost_level"]),
      mayBeDayOff: row["may_be_day_off"] ?? false,
      status: status, noRecordedChange: Probability(clamping: row["no_recorded_change"]),
      topProbabilityRange: ProbabilityRange(row),
      suspects: links.compactMap { RecordedSuspect($0, evidence[$0["change_id"]] ?? []) },
      incidents: incidents.map { IncidentID($0["incident_id"]) })
  }
}

extension ProbabilityRange {
  /// `nil` where it was not said, or the drop was recorded before it was kept.
  fileprivate init?(_ row: Row) {
    let bounds: (low: Double?, high: Double?) = (
      row["top_probability_low"], row["top_probability_high"]
    )
    guard let low = bounds.low, let high = bounds.high else { return nil }
    self.init(low: Probability(clamping: low), high: Probability(clamping: high))
  }
}

extension RecordedSuspect {
  /// `nil` for a grade that the table's check does not let in.
  fileprivate init?(_ row: Row, _ evidence: [Row]) {
    guard let grade: Grade = row.word("grade") else { return nil }
    self.init(
      change: ChangeID(row["change_id"]),
      deploys: (row["deploy_ids"] as String).listed.map(DeployID.init),
      service: Service(row["service"]), probability: Probability(clamping: row["probability"]),
      grade: grade, minutesBeforeOnset: row["minutes_before"],
      evidence: evidence.compactMap(RecordedEvidence.init))
  }
}

extension RecordedEvidence {
  /// `nil` for a kind that no version of the tool has written.
  fileprivate init?(_ row: Row) {
    guard let kind: Evidence.Kind = row.word("kind") else { return nil }
    self.init(kind: kind, weight: LogOdds(row["log_odds"]), statement: row["statement"])
  }
}
