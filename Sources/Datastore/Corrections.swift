import GRDB
public import Vocabulary

extension Store {
  /// When and where known deploys and incidents were said to be, wherever a load after `first`, up
  /// to `last`, gave it otherwise; by feed, id, order of loading, then column.
  ///
  /// An empty cell that is filled later is not among them: that is how a record grows.
  public func corrections(
    after first: Int64, upTo last: Int64 = Store.present
  ) throws -> [RecordCorrection] {
    try read { database in
      try Corrections.tables.flatMap { try $0.found(database, first, last) }
    }
  }
}

/// The columns of a table whose correction moves an event, and how to find the versions.
private struct Corrections {
  let feed: Feed
  let table: String
  let id: String
  let times: [String]
  let names: [String]

  static let tables = [
    Corrections(
      feed: .deploys, table: "deployment", id: "deploy_id",
      times: ["started_at", "finished_at", "rolled_back_at"],
      names: ["marketplaces", "service", "change_id"]),
    Corrections(
      feed: .incidents, table: "incident", id: "incident_id",
      times: ["started_at", "detected_at", "mitigated_at", "resolved_at"],
      names: ["marketplaces", "services", "cause_change_id"]),
  ]

  /// Each version beside the one before it.
  func found(_ database: Database, _ first: Int64, _ last: Int64) throws -> [RecordCorrection] {
    let columns = times + names
    let before = columns.map { "lag(\($0)) OVER history AS old_\($0)" }.joined(separator: ", ")
    let rows = try Row.fetchCursor(
      database,
      sql: """
        WITH version AS (
          SELECT *, lag(id) OVER history AS old_id, \(before) FROM \(table)
          WHERE \(id) IN
            (SELECT \(id) FROM \(table) WHERE replaced_in > ?1 AND replaced_in <= ?2)
          WINDOW history AS (PARTITION BY \(id) ORDER BY id)
        )
        SELECT * FROM version
        WHERE old_id IS NOT NULL AND loaded_in > ?1 AND loaded_in <= ?2 ORDER BY \(id), id
        """, arguments: [first, last])
    var corrections: [RecordCorrection] = []
    while let row = try rows.next() {
      corrections += columns.compactMap { correction(of: $0, row) }
    }
    return corrections
  }

  private func correction(of column: String, _ row: Row) -> RecordCorrection? {
    guard let old = value(row, "old_\(column)", column) else { return nil }
    let new = value(row, column, column)
    guard new != old else { return nil }
    return RecordCorrection(
      feed: feed, id: row[id], column: column, old: old, new: new,
      place: SourcePlace(file: row["file"], line: row["line"]))
  }

  private func value(_ row: Row, _ cell: String, _ column: String) -> RecordCorrection.Value? {
    if times.contains(column) { return row.timeIfAny(cell).map(RecordCorrection.Value.time) }
    let text: String? = row[cell]
    return text.flatMap { $0.isEmpty ? nil : .text($0) }
  }
}
