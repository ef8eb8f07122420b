import Glibc
import GRDB

/// The SQLite file that holds everything loaded and found.
///
/// A store in hand is current: opening brings the tables up to date or fails. Every write is one
/// transaction; a process that dies leaves the state before it. Errors are `StoreError`s.
public final class Store: Sendable {
  let queue: DatabaseQueue
  let path: String

  /// Opens the database at `path` for reading and writing, creating it if there is none.
  public init(path: String) throws {
    self.path = path
    queue = try StoreError.mapping(path: path) {
      if access(path, F_OK) == 0 { try Store.refuseForeign(path: path) }
      var configuration = Configuration()
      configuration.journalMode = .wal
      configuration.foreignKeysEnabled = true
      // A viewer may hold the file for a moment; more than that is another writer.
      configuration.busyMode = .timeout(5)
      configuration.prepareDatabase { database in
        // With a write-ahead log a crash of the machine may cost the last transactions, never
        // the file's integrity; the input is at hand to load them again.
        try database.execute(sql: "PRAGMA synchronous = NORMAL")
        // 8 MB instead of 2: with less, pages of a night's hours are written out and read in again
        // before they are full.
        try database.execute(sql: "PRAGMA cache_size = -8000")
      }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try Schema.migrator.migrate(queue)
      return queue
    }
  }

  /// Opens the database at `path` for reading only; it must be there and up to date.
  public init(readingFrom path: String) throws {
    self.path = path
    guard access(path, F_OK) == 0 else { throw StoreError.notFound(path: path) }
    queue = try StoreError.mapping(path: path) {
      var configuration = Configuration()
      configuration.readonly = true
      configuration.busyMode = .timeout(5)
      return try Store.recovering(path: path) {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { database in
          try Store.refuseForeign(database, path: path)
          guard try Schema.migrator.hasCompletedMigrations(database) else {
            throw StoreError.needsUpgrade(path: path)
          }
        }
        return queue
      }
    }
  }

  /// The same of a file, without changing it: switching on the write-ahead log would.
  private static func refuseForeign(path: String) throws {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    try recovering(path: path) {
      try DatabaseQueue(path: path, configuration: configuration)
        .read { try refuseForeign($0, path: path) }
    }
  }

  /// Runs `body`, which opens the file for reading only; if a killed process left a transaction
  /// half written, which a mere reader may not take back, once more after that was done. Whoever
  /// opens the file to write would do the same, so that another program's is not changed by it.
  private static func recovering<Result>(path: String, _ body: () throws -> Result) throws -> Result
  {
    do {
      return try body()
    } catch let error as DatabaseError where error.resultCode == .SQLITE_READONLY {
      var configuration = Configuration()
      configuration.busyMode = .timeout(5)
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      try queue.read { _ = try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_master") }
      try queue.close()
      return try body()
    }
  }

  /// Throws if the file holds another program's tables, or those of a newer version.
  private static func refuseForeign(_ database: Database, path: String) throws {
    guard try Int.fetchOne(database, sql: "PRAGMA application_id") == Schema.applicationID else {
      // A run that was killed while it made the file leaves it empty, or with the empty record of
      // migrations alone.
      let tables = try String.fetchSet(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      if tables.isEmpty { return }
      if tables == ["grdb_migrations"],
        try Int.fetchOne(database, sql: "SELECT count(*) FROM grdb_migrations") == 0
      {
        return
      }
      throw StoreError.otherApplication(path: path)
    }
    guard try !Schema.migrator.hasBeenSuperseded(database) else {
      throw StoreError.newer(path: path)
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try StoreError.mapping(path: path) { try queue.read(body) }
  }

  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try StoreError.mapping(path: path) { try queue.write(body) }
  }
}
