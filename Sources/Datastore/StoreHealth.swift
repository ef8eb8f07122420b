import GRDB
public import Vocabulary

/// What a database says about its own state.
extension Store {
  /// The SQLite library in use, and the last step that made the tables.
  public func versions() throws -> (sqlite: String, tables: String) {
    try read { database in
      let sqlite = try String.fetchOne(database, sql: "SELECT sqlite_version()") ?? ""
      let applied = try String.fetchAll(
        database, sql: "SELECT identifier FROM grdb_migrations ORDER BY rowid")
      return (sqlite, applied.last ?? "none")
    }
  }

  /// The series that are held, by key, without their samples.
  public func seriesKeys() throws -> [SeriesKey] {
    try read { database in
      try Row.fetchAll(database, sql: "SELECT marketplace, service FROM series")
        .map { SeriesKey(marketplace: $0["marketplace"], service: $0["service"]) }.sorted()
    }
  }

  /// What is wrong with the file and with the pages of samples in it, as sentences; reads all.
  public func damage() throws -> [String] {
    try read { database in
      var found = try String.fetchAll(database, sql: "PRAGMA integrity_check")
        .filter { $0 != "ok" }.map { "integrity_check: \($0)" }
      for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
        found.append("a row of \(row["table"] as String? ?? "") points to one that is not there")
      }
      let pages = try Row.fetchCursor(
        database,
        sql: """
          SELECT marketplace, service, day_at, payload FROM sample_page
          JOIN series ON series.id = sample_page.series_id
          ORDER BY marketplace, service, day_at
          """)
      while let row = try pages.next() {
        do {
          let key = SeriesKey(marketplace: row["marketplace"], service: row["service"])
          _ = try PageTable.decode(row.bytes("payload") ?? [], key, row["day_at"])
        } catch let error as StoreError {
          found.append(error.description)
        }
      }
      return found
    }
  }
}
