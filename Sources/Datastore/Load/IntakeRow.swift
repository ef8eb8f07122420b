import GRDB
import Vocabulary

extension Intake {
  /// `nil` if the row is not of a known feed, which the table's check rules out.
  init?(_ row: Row, file: String? = nil, alreadyLoaded: Bool = false) {
    guard let feed: Feed = row.word("feed") else { return nil }
    self.init(
      feed: feed, file: file ?? row["file"], sha256: row["sha256"], rowsRead: row["rows_read"],
      rowsLoaded: row["rows_loaded"], rowsSetAside: row["rows_set_aside"],
      rowsDuplicate: row["rows_duplicate"], rowsReplacing: row["rows_replacing"],
      firstAt: row.timeIfAny("first_at"), lastAt: row.timeIfAny("last_at"),
      alreadyLoaded: alreadyLoaded, extraColumns: JSONList.decode(row["extra_columns"]),
      rowsSkipped: row["rows_skipped"], rowsResolved: row["rows_resolved"] ?? 0)
  }

  /// The id of the new row.
  func insert(_ database: Database, load: Int64, form: String) throws -> Int64 {
    try database.execute(
      sql: """
        INSERT INTO intake (load_id, feed, file, sha256, form, rows_read, rows_loaded,
          rows_set_aside, rows_duplicate, rows_replacing, rows_skipped, first_at, last_at,
          extra_columns)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        load, feed.rawValue, file, sha256, form, rowsRead, rowsLoaded, rowsSetAside, rowsDuplicate,
        rowsReplacing, rowsSkipped, firstAt?.secondsSinceEpoch, lastAt?.secondsSinceEpoch,
        try JSONList.encode(extraColumns),
      ])
    return database.lastInsertedRowID
  }
}

extension RejectedRow {
  init?(_ row: Row) {
    guard let feed: Feed = row.word("feed") else { return nil }
    self.init(
      feed: feed, place: SourcePlace(file: row["place_file"], line: row["line"]),
      column: row["column_name"], value: row["value"], reason: row["reason"],
      cells: JSONList.decode(row["cells"]),
      columns: (row["columns"] as String?).map(JSONList.decode) ?? [])
  }
}
