import CSQLite
import Glibc
import GRDB
import Synchronization

/// The SQLite file that holds everything loaded and found.
///
/// A store in hand is current: opening brings the tables up to date or fails. Every write is one
/// transaction; a process that dies leaves the state before it. Errors are `StoreError`s.
public final class Store: Sendable {
  private struct Connection {
    /// `nil` if it was closed to give the database its name, and nobody has asked for it since.
    var queue: DatabaseQueue?
    /// `nil` once the database has its name.
    var draft: DraftDatabase?
  }

  private let connection: Mutex<Connection>
  let path: String

  /// Opens the database at `path` for reading and writing; if there is none, the first write
  /// creates it.
  public init(path: String) throws {
    self.path = path
    connection = Mutex(
      try StoreError.mapping(path: path) {
        if var draft = DraftDatabase(for: path) {
          let queue = try draft.begin()
          return Connection(queue: queue, draft: draft)
        }
        if access(path, F_OK) == 0 { try Store.refuseForeign(path: path) }
        let queue = try Store.open(path)
        try Schema.migrator.migrate(queue)
        return Connection(queue: queue)
      })
  }

  deinit { connection.withLock { $0.draft }?.remove() }

  /// Whether anything is at `path`, were it an empty file or a link to nowhere.
  public static func isThere(path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 || errno != ENOENT
  }

  private static func open(_ path: String) throws -> DatabaseQueue {
    var configuration = configuration
    configuration.journalMode = .wal
    configuration.prepareDatabase { database in
      // With a write-ahead log a crash of the machine may cost the last transactions, never
      // the file's integrity; the input is at hand to load them again.
      try database.execute(sql: "PRAGMA synchronous = NORMAL")
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// SQLite counts no memory: it would do so under a lock, several times a row.
  private static let countsNoMemory = sqlite3_config_memstatus(0) == SQLITE_OK

  /// For writing, whatever the journal.
  static var configuration: Configuration {
    _ = countsNoMemory
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    // A viewer may hold the file for a moment; more than that is another writer.
    configuration.busyMode = .timeout(5)
    return configuration
  }

  /// Opens the database at `path` for reading only; it must be there and up to date. Where nothing can
  /// be written beside it, it must have been closed cleanly.
  public init(readingFrom path: String) throws {
    self.path = path
    guard access(path, F_OK) == 0 else { throw StoreError.notFound(path: path) }
    connection = Mutex(
      Connection(
        queue: try StoreError.mapping(path: path) {
          do {
            return try Store.recovering(path: path) { try Store.openToRead(path, of: path) }
          } catch let error as DatabaseError where error.wantsToWrite {
            guard let settled = Store.settled(path) else { throw error }
            return try Store.openToRead(settled, of: path)
          }
        }))
  }

  /// - Parameter name: of the file at `path`, or what SQLite calls it.
  private static func openToRead(_ name: String, of path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let queue = try DatabaseQueue(path: name, configuration: configuration)
    try queue.read { database in
      try refuseForeign(database, path: path)
      guard try Schema.migrator.hasCompletedMigrations(database) else {
        throw StoreError.needsUpgrade(path: path)
      }
    }
    return queue
  }

  /// A name under which SQLite reads the file and nothing beside it, which it would make for a
  /// write-ahead log even to read; `nil` if something that was written lies beside it.
  private static func settled(_ path: String) -> String? {
    for ending in ["-wal", "-journal"] {
      var status = stat()
      if stat(path + ending, &status) == 0, status.st_size > 0 { return nil }
    }
    let plain = path.utf8.map { byte -> String in
      let isPlain =
        byte != UInt8(ascii: "%") && byte != UInt8(ascii: "?") && byte != UInt8(ascii: "#")
      let digits = String(byte, radix: 16, uppercase: true)
      return isPlain && byte < 0x80
        ? String(UnicodeScalar(byte)) : "%" + (digits.count < 2 ? "0" : "") + digits
    }
    return "file:\(plain.joined())?immutable=1"
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

  private func queue() throws -> DatabaseQueue {
    try connection.withLock { connection in
      let queue = try connection.queue ?? Store.open(path)
      connection.queue = queue
      return queue
    }
  }

  func read<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try StoreError.mapping(path: path) { try queue().read(body) }
  }

  func write<Result>(_ body: (Database) throws -> Result) throws -> Result {
    try StoreError.mapping(path: path) {
      let result = try queue().write(body)
      try publish()
      return result
    }
  }

  private func publish() throws {
    try connection.withLock { connection in
      guard let draft = connection.draft, let queue = connection.queue else { return }
      try draft.publish(queue)
      connection = Connection()
    }
  }
}

extension DatabaseError {
  /// Nothing was wrong but that a file beside the database could not be made.
  fileprivate var wantsToWrite: Bool {
    resultCode == .SQLITE_READONLY || resultCode == .SQLITE_CANTOPEN
  }
}
