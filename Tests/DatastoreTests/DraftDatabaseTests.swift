import Foundation
import GRDB
import Testing
import Vocabulary

@testable import Datastore

@Suite("A database that is not there yet")
struct DraftDatabaseTests {
  private func names(_ place: TemporaryDatabase) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.folder).sorted()
  }

  @Test("It gets its name with the first write that is whole")
  func firstWrite() throws {
    let place = try TemporaryDatabase()
    let store = try Store(path: place.path)
    #expect(try names(place) == ["test.sqlite.new"])
    try store.load([TestSample(minute: 0, orders: 1)], content: 1)
    #expect(try names(place).filter { $0.contains("new") } == [])
    #expect(try Store(readingFrom: place.path).newestSample() == midnight)
    try store.load([TestSample(minute: 1, orders: 2)], content: 2)
    #expect(
      try Store(readingFrom: place.path).newestSample()?.seconds(since: midnight) == 60)
    #expect(try Store(readingFrom: place.path).damage() == [])
  }

  @Test("A first write that fails leaves no file")
  func failed() throws {
    struct Failure: Error {}
    let place = try TemporaryDatabase()
    do {
      let store = try Store(path: place.path)
      #expect(throws: Failure.self) { try store.write { _ in throw Failure() } }
      #expect(try names(place) == ["test.sqlite.new"])
    }
    #expect(try names(place) == [])
  }

  @Test("What a killed run left of it does not count")
  func leftBehind() throws {
    let place = try TemporaryDatabase()
    for ending in ["", "-journal", "-wal"] {
      try Data("half a database".utf8).write(
        to: URL(fileURLWithPath: place.path + ".new" + ending))
    }
    #expect(throws: StoreError.notFound(path: place.path)) {
      try Store(readingFrom: place.path)
    }
    try place.store().load([TestSample(minute: 0, orders: 1)], content: 1)
    #expect(try Store(readingFrom: place.path).damage() == [])
  }

  @Test("A link to nowhere keeps its place, and its end is filled")
  func otherThings() throws {
    let place = try TemporaryDatabase()
    let elsewhere = place.folder + "/elsewhere.sqlite"
    try FileManager.default.createSymbolicLink(
      atPath: place.path, withDestinationPath: elsewhere)
    try place.store().load([TestSample(minute: 0, orders: 1)], content: 1)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: place.path) == elsewhere)
    #expect(try Store(readingFrom: elsewhere).newestSample() == midnight)
  }

  @Test("Once it has its name, others can read while it is written")
  func journal() throws {
    let place = try TemporaryDatabase()
    let store = try place.store()
    #expect(try store.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
    #expect(try store.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 1)
  }
}
