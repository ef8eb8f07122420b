import Glibc
import GRDB

/// A database that is not there yet: it gets its name with the first write that is whole.
///
/// Until then it lies beside its place as `<name>.new`, and a process that dies leaves nothing but
/// that file, which the next run removes. Hence no page needs a journal on disk, and each is
/// written once and to the disk together with all others; behind a write-ahead log it would be
/// written and waited for twice, half of the time of a first load.
struct DraftDatabase {
  private let path: String
  private var earlyFlush: EarlyFlush?
  private var draft: String { path + ".new" }

  /// Several pages of samples lie in one page of the database, and none of them in a chain of
  /// smaller ones that are written and found one by one.
  private static let pageBytes = 32_768

  /// `nil` if anything at all is at `path`, were it an empty file or a link to nowhere.
  init?(for path: String) {
    if Store.isThere(path: path) { return nil }
    self.path = path
  }

  /// Begins it anew.
  mutating func begin() throws -> DatabaseQueue {
    remove()
    do {
      let queue = try DatabaseQueue(path: draft, configuration: configuration)
      try queue.write { try Schema.create($0) }
      earlyFlush = EarlyFlush(path: draft)
      return queue
    } catch {
      remove()
      throw error
    }
  }

  private var configuration: Configuration {
    var configuration = Store.configuration
    configuration.journalMode = .default
    configuration.prepareDatabase { database in
      try database.execute(
        sql: """
          PRAGMA page_size = \(DraftDatabase.pageBytes);
          PRAGMA journal_mode = MEMORY;
          PRAGMA synchronous = OFF
          """)
    }
    return configuration
  }

  /// Gives it its name, once all of it is on the disk. `queue` is closed.
  func publish(_ queue: DatabaseQueue) throws {
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
    try queue.close()
    if let earlyFlush {
      let error = earlyFlush.finish()
      guard error == 0 else { throw failure(error) }
    } else {
      try flush(draft)
    }
    guard rename(draft, path) == 0 else { throw failure(errno) }
    try flush(folder)
  }

  /// Removes what there is of it.
  func remove() {
    for ending in ["", "-journal", "-wal", "-shm"] { unlink(draft + ending) }
  }

  private var folder: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private func flush(_ name: String) throws {
    let descriptor = open(name, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw failure(errno) }
  }

  private func failure(_ error: Int32) -> StoreError {
    error == ENOSPC || error == EDQUOT
      ? .diskFull(path: path)
      : .cannotWrite(path: path, reason: String(cString: strerror(error)))
  }
}
