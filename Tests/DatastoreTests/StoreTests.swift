import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Datastore

private func refusal(_ body: () throws -> Void) -> StoreError? {
  do {
    try body()
    return nil
  } catch {
    return error as? StoreError
  }
}

@Suite("Opening the database")
struct StoreTests {
  @Test("A new database is current, and opening it again changes nothing")
  func create() throws {
    let place = try TemporaryDatabase()
    try place.store().load([TestSample(minute: 0, orders: 1)], content: 1)
    #expect(try place.store().newestSample() == midnight)
    #expect(try Store(readingFrom: place.path).newestSample() == midnight)
  }

  @Test("A database of a newer version is refused with a sentence")
  func newer() throws {
    let place = try TemporaryDatabase()
    try place.store().write { database in
      try database.execute(
        sql: "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')")
    }
    for error in [
      refusal { _ = try place.store() }, refusal { _ = try Store(readingFrom: place.path) },
    ] {
      #expect(error == .newer(path: place.path))
      #expect(error?.kind == .unusable)
      #expect(error?.description.contains("written by a newer version of faultline") == true)
    }
  }

  @Test("A file that is no database is refused and left as it is")
  func notADatabase() throws {
    let place = try TemporaryDatabase()
    let text = String(repeating: "deploy_id,service\n", count: 200)
    try text.write(toFile: place.path, atomically: true, encoding: .utf8)
    #expect(refusal { _ = try place.store() } == .notADatabase(path: place.path))
    #expect(try String(contentsOfFile: place.path, encoding: .utf8) == text)
  }

  @Test("Another program's database is refused and left as it is")
  func otherApplication() throws {
    let place = try TemporaryDatabase()
    let queue = try DatabaseQueue(path: place.path)
    try queue.write { try $0.execute(sql: "CREATE TABLE theirs (a)") }
    #expect(refusal { _ = try place.store() } == .otherApplication(path: place.path))
    #expect(try queue.read { try $0.tableExists("load") } == false)
  }

  @Test("A file that a killed run left without tables is taken as new")
  func unfinished() throws {
    let place = try TemporaryDatabase()
    let queue = try DatabaseQueue(path: place.path)
    try queue.write {
      try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    }
    try queue.close()
    #expect(
      refusal { _ = try Store(readingFrom: place.path) } == .needsUpgrade(path: place.path))
    #expect(try place.store().newestSample() == nil)
  }

  @Test("A transaction that a killed process left half written is taken back, also by a reader")
  func halfWritten() throws {
    let place = try TemporaryDatabase()
    try place.store().load([TestSample(minute: 0, orders: 1)], content: 1)
    // What a process leaves that dies while SQLite, short of memory, already writes its pages.
    let queue = try DatabaseQueue(path: place.path)
    for number in 1...2 {
      try queue.writeWithoutTransaction { database in
        try database.execute(sql: "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 2; BEGIN")
        for minute in 0..<2000 {
          try database.execute(
            sql: "INSERT INTO load (loaded_at, tool_version) VALUES (?, ?)",
            arguments: [minute, String(repeating: "x", count: 500)])
        }
        for ending in ["", "-journal"] {
          try FileManager.default.copyItem(
            atPath: place.path + ending, toPath: "\(place.folder)/\(number)\(ending)")
        }
        try database.execute(sql: "ROLLBACK")
      }
    }
    #expect(try Store(readingFrom: "\(place.folder)/1").newestLoad() == 1)
    #expect(try Store(path: "\(place.folder)/2").newestLoad() == 1)
  }

  @Test("A reader needs a database that is there and cannot write to it")
  func reading() throws {
    let place = try TemporaryDatabase()
    #expect(refusal { _ = try Store(readingFrom: place.path) } == .notFound(path: place.path))
    _ = try place.store()
    let reader = try Store(readingFrom: place.path)
    let error = refusal { try reader.load([TestSample(minute: 0, orders: 1)], content: 1) }
    #expect(error?.kind == .cannotWrite)
  }

  @Test("A folder that is not there is named")
  func noFolder() {
    let error = refusal { _ = try Store(path: "/nonexistent/place/test.sqlite") }
    #expect(error?.kind == .cannotWrite)
    #expect(error?.description.contains("/nonexistent/place/test.sqlite") == true)
  }

  @Test("A second run is told who holds the database")
  func lock() throws {
    let place = try TemporaryDatabase()
    let first = try RunLock(database: place.path, startedAt: midnight)
    let error = refusal { _ = try RunLock(database: place.path, startedAt: midnight) }
    #expect(error?.kind == .inUse)
    let pid = ProcessInfo.processInfo.processIdentifier
    #expect(
      error?.description
        == "Another run (pid \(pid), started 2026-03-05T00:00:00Z) holds \(place.path). "
        + "Wait for it to end and try again.")
    withExtendedLifetime(first) {}
  }

  @Test("The lock is given back with its holder")
  func lockReleased() throws {
    let place = try TemporaryDatabase()
    do { _ = try RunLock(database: place.path, startedAt: midnight) }
    _ = try RunLock(database: place.path, startedAt: midnight)
  }

  @Test("A changed byte in a stored page is reported with its series and day")
  func damagedPage() throws {
    let place = try TemporaryDatabase()
    let store = try place.store()
    try store.load(
      [TestSample(minute: 0, orders: 1), TestSample(minute: 1, orders: 2)], content: 1)
    try store.write { try $0.execute(sql: "UPDATE sample_page SET payload = x'0100020000'") }
    let error = refusal { _ = try store.series() }
    #expect(
      error
        == .damagedPage(
          SeriesKey(marketplace: Marketplace("US")), day: midnight,
          reason: "the checksum does not fit"))
  }
}
