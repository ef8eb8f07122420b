import GRDB
import GRDBSQLite

/// An INSERT whose values go to SQLite as they are.
///
/// A night fills a hundred thousand hours and pages; a list of GRDB's values for each would take
/// most of the time. GRDB keeps the statement and the transaction.
struct DirectInsert {
  private let database: Database
  private let statement: Statement

  init(_ database: Database, sql: String) throws {
    self.database = database
    statement = try database.makeStatement(sql: sql)
  }

  /// Binds the value of a parameter, counted from 1.
  func bind(_ position: Int32, _ value: Int64?) {
    if let value {
      sqlite3_bind_int64(statement.sqliteStatement, position, value)
    } else {
      sqlite3_bind_null(statement.sqliteStatement, position)
    }
  }

  /// Binds bytes, which must stay where they are until `run`.
  func bind(_ position: Int32, _ bytes: UnsafeBufferPointer<UInt8>) {
    sqlite3_bind_blob64(
      statement.sqliteStatement, position, bytes.baseAddress, sqlite3_uint64(bytes.count), nil)
  }

  /// Inserts the row that was bound.
  func run() throws {
    let result = sqlite3_step(statement.sqliteStatement)
    let reset = sqlite3_reset(statement.sqliteStatement)
    guard result == SQLITE_DONE else {
      throw DatabaseError(
        resultCode: ResultCode(rawValue: reset),
        message: String(cString: sqlite3_errmsg(database.sqliteConnection)), sql: statement.sql)
    }
  }
}
