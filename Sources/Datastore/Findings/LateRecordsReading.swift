import GRDB
public import Vocabulary

extension Store {
  /// What the loads after `first`, up to `last`, brought or changed of what links rest on: deploys and
  /// incidents that began before `moment`, and the register; by feed, then by id.
  ///
  /// Paperwork is not among it, nor are change records: no link rests on them.
  public func lateRecords(
    before moment: Timestamp, after first: Int64, upTo last: Int64 = Store.present
  ) throws -> [LateRecord] {
    try read { database in
      try LateRecords.tables.flatMap { try $0.found(database, moment, first, last) }
    }
  }
}

/// A table with the columns that links rest on, and how a row speaks of them.
private struct LateRecords {
  let feed: Feed
  let table: String
  let id: String
  /// Whether rows have a time, `started_at`.
  var isDated = true
  let columns: [String]
  /// - Parameter rows: the row as it is now and, if there was one, as it was.
  let record: (_ rows: [Row]) -> (times: [TimeWindow], marketplaces: [Marketplace], names: Names)

  typealias Names = (changes: [String], services: [Service])

  static var tables: [LateRecords] { [deploys, incidents, services] }

  func found(
    _ database: Database, _ moment: Timestamp, _ first: Int64, _ last: Int64
  ) throws -> [LateRecord] {
    let replaced = try Row.fetchAll(
      database, sql: "SELECT * FROM \(table) WHERE \(LateRecords.wasReplaced)",
      arguments: ["first": first, "last": last])
    let known = Dictionary(uniqueKeysWithValues: replaced.map { ($0[id] as String, $0) })
    let bounds: StatementArguments = ["first": first, "last": last]
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT * FROM \(table)
        WHERE loaded_in > :first AND loaded_in <= :last
          AND (replaced_in IS NULL OR replaced_in > :last) \(isDated ? "AND \(began)" : "")
        ORDER BY \(id)
        """,
      arguments: isDated ? bounds + ["moment": moment.secondsSinceEpoch] : bounds)
    var records: [LateRecord] = []
    while let row = try rows.next() {
      let old = known[row[id]]
      let same = old.map { old in
        columns.allSatisfy { old[$0] as DatabaseValue == row[$0] as DatabaseValue }
      }
      if same != true { records.append(late(row, old)) }
    }
    return records
  }

  /// A version that the loads up to `:first` had left and one up to `:last` replaced.
  private static let wasReplaced =
    "loaded_in <= :first AND replaced_in > :first AND replaced_in <= :last"

  /// Before `:moment`, now or as it was.
  private var began: String {
    "(started_at < :moment OR \(id) IN (SELECT \(id) FROM \(table) "
      + "WHERE \(LateRecords.wasReplaced) AND started_at < :moment))"
  }

  private func late(_ row: Row, _ old: Row?) -> LateRecord {
    let (times, marketplaces, names) = record([row] + [old].compactMap { $0 })
    let (file, line): (String?, Int?) = (row["file"], row["line"])
    return LateRecord(
      feed: feed, id: row[id], isCorrection: old != nil, times: times,
      marketplaces: marketplaces, changes: names.changes, services: names.services,
      place: file.flatMap { file in line.map { SourcePlace(file: file, line: $0) } })
  }
}

extension LateRecords {
  private static var deploys: LateRecords {
    LateRecords(
      feed: .deploys, table: "deployment", id: "deploy_id",
      columns: [
        "change_id", "service", "started_at", "finished_at", "marketplaces", "status",
        "rolled_back_at", "rollback_of",
      ]
    ) { rows in
      let moments = rows.flatMap { row in
        ["started_at", "finished_at", "rolled_back_at"].compactMap { row.timeIfAny($0) }
      }
      let names = rows.flatMap { row in
        [row["change_id"] as String?, row["rollback_of"] as String?]
      }
      return (
        Set(moments).sorted().map { TimeWindow(start: $0, seconds: 1) }, [],
        (Set(names.compactMap { $0 }).sorted(), [])
      )
    }
  }

  /// What it names as its cause teaches of later drops, and here only says which change is meant.
  private static var incidents: LateRecords {
    LateRecords(
      feed: .incidents, table: "incident", id: "incident_id",
      columns: [
        "started_at", "mitigated_at", "resolved_at", "services", "marketplaces", "cause_change_id",
        "title", "summary",
      ]
    ) { rows in
      let times = rows.map { row in
        let start = row.time("started_at")
        let end = row.timeIfAny("resolved_at") ?? row.timeIfAny("mitigated_at") ?? start
        return TimeWindow(start: start, seconds: end.seconds(since: start) + 1)
      }
      let places = rows.map { ($0["marketplaces"] as String).listed }
      let services = rows.flatMap { ($0["services"] as String).listed }
      return (
        times, places.contains([]) ? [] : Set(places.joined()).sorted().map(Marketplace.init),
        (
          Set(rows.compactMap { $0["cause_change_id"] as String? }).sorted(),
          Set(services).sorted().map(Service.init)
        )
      )
    }
  }

  private static var services: LateRecords {
    LateRecords(
      feed: .services, table: "service", id: "service", isDated: false,
      columns: ["tier", "depends_on"]
    ) { rows in
      let services = rows.flatMap { row in
        [row["service"] as String] + (row["depends_on"] as String).listed
      }
      return ([], [], ([], Set(services).sorted().map(Service.init)))
    }
  }
}
