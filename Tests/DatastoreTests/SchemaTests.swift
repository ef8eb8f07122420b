import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Datastore

@Suite("Tables")
struct SchemaTests {
  private static let golden = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Datastore/Schema/schema.sql")

  private func tables(_ database: Database) throws -> String {
    try String.fetchAll(
      database,
      sql: """
        SELECT sql FROM sqlite_master WHERE sql IS NOT NULL
        ORDER BY CASE type WHEN 'table' THEN 1 WHEN 'index' THEN 2 ELSE 3 END, name
        """
    ).map { $0 + ";\n" }.joined(separator: "\n")
  }

  private func migrated() throws -> DatabaseQueue {
    let queue = try DatabaseQueue()
    try Schema.migrator.migrate(queue)
    return queue
  }

  @Test("All migrations together give schema.sql")
  func golden() throws {
    let schema = try migrated().read { try tables($0) }
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
      try schema.write(to: SchemaTests.golden, atomically: true, encoding: .utf8)
      Issue.record("recorded schema.sql; look at the difference and run again without recording")
    }
    #expect(try String(contentsOf: SchemaTests.golden, encoding: .utf8) == schema)
  }

  @Test("A new database holds what all migrations together make")
  func newTables() throws {
    func content(_ queue: DatabaseQueue) throws -> [String] {
      try queue.read { database in
        let names = try String.fetchAll(
          database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        let rows = try names.flatMap { table in
          try Row.fetchAll(database, sql: "SELECT * FROM \(table)").map { "\(table): \($0)" }
        }
        let numbers = try ["application_id", "user_version", "encoding"].map {
          "\(try Row.fetchAll(database, sql: "PRAGMA \($0)"))"
        }
        return try [tables(database)] + numbers + rows
      }
    }
    let new = try DatabaseQueue()
    try new.write { try Schema.create($0) }
    let (made, migrated) = (try content(new), try content(migrated()))
    #expect(made == migrated)
  }

  @Test("A database of any earlier version is brought up to date, and what it holds stays")
  func upgrades() throws {
    let newest = try migrated().read { try tables($0) }
    for (index, step) in Schema.migrator.migrations.enumerated() {
      let place = try TemporaryDatabase()
      let queue = try DatabaseQueue(path: place.path)
      try Schema.migrator.migrate(queue, upTo: step)
      try queue.write { database in
        try database.execute(
          sql: "INSERT INTO load (id, loaded_at, tool_version) VALUES (7, 0, 'before')")
        let (columns, values) = index < 2 ? ("", "") : (", form, rows_skipped", ", '', 0")
        try database.execute(
          sql: """
            INSERT INTO intake (id, load_id, feed, file, sha256, rows_read, rows_loaded,
              rows_set_aside, rows_duplicate, rows_replacing, extra_columns\(columns))
            VALUES (3, 7, 'deploys', 'deploys.csv', ?, 2, 1, 1, 0, 0, '[]'\(values))
            """, arguments: [String(repeating: "0", count: 64)])
        try database.execute(
          sql: """
            INSERT INTO rejected_row (intake_id, line, reason, cells) VALUES (3, 2, 'torn', '[]')
            """)
      }
      try queue.close()
      let store = try place.store()
      #expect(try store.read { try tables($0) } == newest)
      #expect(try store.read { try Int.fetchOne($0, sql: "SELECT id FROM load") } == 7)
      #expect(try store.intakes().map(\.file) == ["deploys.csv"])
      #expect(try store.rejectedRows().map(\.reason) == ["torn"])
      #expect(try store.damage().isEmpty)
    }
  }

  @Test("Every table is strict")
  func strict() throws {
    let store = try TemporaryDatabase().store()
    let loose = try store.read { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT name FROM pragma_table_list
          WHERE type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'
            AND name <> 'grdb_migrations'
          """)
    }
    #expect(loose == [])
  }

  @Test("Every view can be read", arguments: ExportTable.Subject.allCases)
  func views(subject: ExportTable.Subject) throws {
    let table = try TemporaryDatabase().store().export(subject)
    #expect(table.rows.isEmpty)
    #expect(!table.columns.isEmpty)
  }
}
