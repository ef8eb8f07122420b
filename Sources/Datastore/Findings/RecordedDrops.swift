import GRDB
public import Vocabulary

extension Store {
  /// The drops recorded so far, or those whose onset lies in `window`; by onset, then by id.
  public func recordedDrops(in window: TimeWindow? = nil) throws -> [RecordedDrop] {
    try read { database in
      let rows = try Row.fetchAll(
        database, sql: "SELECT * FROM drop_event ORDER BY onset_at, drop_id")
      return try rows.compactMap { row in
        guard window?.contains(row.time("onset_at")) ?? true else { return nil }
        return try Store.drop(row, database)
      }
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

  private static func drop(_ row: Row, _ database: Database) throws -> RecordedDrop? {
    guard let status: Attribution.Status = row.word("status") else { return nil }
    let id: String = row["drop_id"]
    let parts = try Row.fetchAll(
      database, sql: "SELECT marketplace, service FROM drop_part WHERE drop_id = ?",
      arguments: [id])
    let services = parts.compactMap { part in
      SeriesKey(marketplace: part["marketplace"], service: part["service"]).service
    }
    let links = try Row.fetchAll(
      database, sql: "SELECT * FROM link WHERE drop_id = ? ORDER BY position", arguments: [id])
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
      status: status, noRecordedChange: Probability(clamping: row["no_recorded_change"]),
      suspects: links.compactMap(suspect))
  }

  private static func suspect(_ row: Row) -> RecordedSuspect? {
    guard let grade: Grade = row.word("grade") else { return nil }
    return RecordedSuspect(
      change: ChangeID(row["change_id"]), probability: Probability(clamping: row["probability"]),
      grade: grade)
  }
}
