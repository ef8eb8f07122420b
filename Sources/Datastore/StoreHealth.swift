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
      found += try pageDamage(database, "SELECT *, NULL AS replaced_in FROM sample_page")
      // A state without a payload is the beginning of the next newer one, which is read here too.
      found += try pageDamage(
        database, "SELECT * FROM sample_page_version WHERE payload IS NOT NULL")
      return found
    }
  }

  private func pageDamage(_ database: Database, _ pages: String) throws -> [String] {
    var found: [String] = []
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT marketplace, service, day_at, replaced_in, payload FROM (\(pages)) AS page
        JOIN series ON series.id = page.series_id
        ORDER BY marketplace, service, day_at, replaced_in
        """)
    while let row = try rows.next() {
      do {
        let key = SeriesKey(marketplace: row["marketplace"], service: row["service"])
        _ = try PageTable.decode(row.bytes("payload") ?? [], key, row["day_at"])
      } catch let error as StoreError {
        let load: Int64? = row["replaced_in"]
        let state = load.map { "As it was before load \($0): " } ?? ""
        found.append(state + error.description)
      }
    }
    return found
  }

  /// How many pages hold the samples, how many earlier states of them are kept, and the bytes of
  /// those.
  public func pageHistory() throws -> (pages: Int, states: Int, bytes: Int) {
    try read { database in
      let row = try Row.fetchOne(
        database,
        sql: """
          SELECT (SELECT count(*) FROM sample_page) AS pages, count(*) AS states,
                 coalesce(sum(length(payload)), 0) AS bytes
          FROM sample_page_version
          """)
      return (row?["pages"] ?? 0, row?["states"] ?? 0, row?["bytes"] ?? 0)
    }
  }
}
