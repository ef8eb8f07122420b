import Foundation
import GRDB
import Testing

@testable import Datastore

@Suite("Writes that are gathered")
struct GatheredWritesTests {
  private func queue(_ place: TemporaryDatabase) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.prepareDatabase {
      // So small a cache that pages are written, and read again, before the transaction ends.
      try $0.execute(
        sql: "PRAGMA cache_size = 10; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF")
    }
    return try DatabaseQueue(path: place.path, configuration: configuration)
  }

  private func fill(_ queue: DatabaseQueue) throws {
    try queue.write { database in
      try database.execute(
        sql: """
          CREATE TABLE page (id INTEGER PRIMARY KEY, payload BLOB);
          WITH RECURSIVE number (value) AS
            (SELECT 1 UNION ALL SELECT value + 1 FROM number WHERE value < 900)
          INSERT INTO page SELECT value, randomblob(3000 + value * 7 % 5000) FROM number;
          UPDATE page SET payload = zeroblob(9000) WHERE id % 7 = 0;
          DELETE FROM page WHERE id > 800;
          """)
    }
  }

  @Test("The file holds all of them once they end, as if they had been written one by one")
  func whole() throws {
    let place = try TemporaryDatabase()
    let queue = try queue(place)
    try queue.writeWithoutTransaction { try GatheredWrites.begin($0) }
    try fill(queue)
    let sum = "SELECT group_concat(id || ':' || length(payload)) FROM page"
    let before = try queue.read { try String.fetchOne($0, sql: sum) }
    try queue.writeWithoutTransaction { try GatheredWrites.finish($0) }
    let other = try DatabaseQueue(path: place.path)
    let (after, check) = try other.read {
      (try String.fetchOne($0, sql: sum), try String.fetchOne($0, sql: "PRAGMA integrity_check"))
    }
    #expect(after == before)
    #expect(check == "ok")
    try queue.write { try $0.execute(sql: "DELETE FROM page WHERE id < 700") }
    let later = try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
    #expect(later == "ok")
  }

  @Test("A transaction that ends leaves nothing waiting")
  func transaction() throws {
    let place = try TemporaryDatabase()
    let queue = try queue(place)
    try queue.writeWithoutTransaction { try GatheredWrites.begin($0) }
    try fill(queue)
    let count = try DatabaseQueue(path: place.path).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM page")
    }
    #expect(count == 800)
  }

  @Test("A database that is closed before they end can be closed")
  func closed() throws {
    let place = try TemporaryDatabase()
    let queue = try queue(place)
    try queue.writeWithoutTransaction { try GatheredWrites.begin($0) }
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "BEGIN; CREATE TABLE page (payload BLOB)")
      try database.execute(sql: "INSERT INTO page VALUES (zeroblob(500000))")
      try database.execute(sql: "ROLLBACK")
    }
    try queue.close()
  }
}
