import GRDB
import Testing

extension Workplace {
  /// How many rows each table of a database holds, read without the tool.
  func held(_ database: String) throws -> [String: Int] {
    try DatabaseQueue(path: "\(path)/\(database)").read { database in
      #expect(try String.fetchOne(database, sql: "PRAGMA integrity_check") == "ok")
      let tables = try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      return try Dictionary(
        uniqueKeysWithValues: tables.map { table in
          (table, try Int.fetchOne(database, sql: "SELECT count(*) FROM \"\(table)\"") ?? 0)
        })
    }
  }

  /// The first column of what a question to a database gives.
  func query(_ sql: String, on database: String) throws -> [String] {
    try DatabaseQueue(path: "\(path)/\(database)").read { try String.fetchAll($0, sql: sql) }
  }

  /// Writes into a database past the tool.
  func execute(_ sql: String, on database: String) throws {
    try DatabaseQueue(path: "\(path)/\(database)").write { try $0.execute(sql: sql) }
  }
}
