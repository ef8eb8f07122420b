import Foundation
import GRDB
import Statistics
import TestSupport
import Testing

/// A short form of `scripts/safety`.
@Suite("Runs that die")
struct SafetyTests {
  private let place: Workplace
  private let nightly = ["nightly", "data", "--reports", "reports", "--db", "night.sqlite"]

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  /// The rows of each table as text, without numbers of loads.
  private func content(_ place: Workplace) throws -> [String: [String]] {
    guard place.folder.exists("night.sqlite") else { return [:] }
    _ = try place.held("night.sqlite")
    return try DatabaseQueue(path: "\(place.path)/night.sqlite").read { database in
      let left = ["load", "grdb_migrations", "sample_page_version", "page_history"]
      let numbers = ["load_id", "loaded_in", "changed_in_load", "previous_load_id"]
      var content: [String: [String]] = [:]
      for table in try String.fetchAll(
        database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'")
      where !left.contains(table) {
        let columns = try database.columns(in: table).map(\.name).filter { !numbers.contains($0) }
        content[table] = try Row.fetchAll(
          database, sql: "SELECT \(columns.joined(separator: ", ")) FROM \(table)"
        ).map { $0.databaseValues.map { "\($0)" }.joined(separator: "|") }.sorted()
      }
      return content
    }
  }

  @Test("Killed at any moment, a night leaves whole files, and the next run ends the same")
  func killed() throws {
    let undisturbed = try Workplace()
    try SmallDataset().write("data", in: undisturbed.folder)
    let start = ContinuousClock.now
    #expect(try undisturbed.run(nightly).status == 0)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let whole = try content(undisturbed)
    let report = try undisturbed.folder.contents(of: "reports")
    let files = try #require(whole["intake"]?.count)
    var random = SeededGenerator(seed: 3)
    for _ in 1...12 {
      try place.clear()
      try place.kill(after: random.uniform(0, seconds), nightly)
      let left = try content(place)
      let taken = left["intake"]?.count ?? 0
      #expect((0...files).contains(taken))
      // Files are taken in the order of their names.
      #expect((left["deployment"] ?? []) == (taken >= 1 ? whole["deployment"] : []))
      #expect((left["incident"] ?? []) == (taken >= 2 ? whole["incident"] : []))
      #expect((left["order_hour"] ?? []) == (taken >= 3 ? whole["order_hour"] : []))
      #expect([[], whole["drop_event"]].contains(left["drop_event"] ?? []))
      #expect([[], whole["evidence"]].contains(left["evidence"] ?? []))
      #expect(try place.run(nightly).status == 0)
      #expect(try content(place) == whole)
      #expect(try place.folder.contents(of: "reports") == report)
    }
  }

  @Test("A file that cannot be read to its end leaves the files before it, and nothing of itself")
  func readError() throws {
    let metrics = "\(place.path)/data/order_metrics.csv"
    try FileManager.default.removeItem(atPath: metrics)
    // Reading the memory of a process at 0 is an input/output error.
    try FileManager.default.createSymbolicLink(
      atPath: metrics, withDestinationPath: "/proc/self/mem")
    let run = try place.run(nightly)
    #expect(run.status == 74)
    #expect(run.err.contains("data/order_metrics.csv: reading failed: Input/output error"))
    #expect(!place.folder.exists("reports"))
    let left = try content(place)
    #expect(left["intake"]?.count == 2)
    #expect(left["sample_page"] == [])
  }
}

extension Workplace {
  fileprivate func clear() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: path) where name != "data" {
      try FileManager.default.removeItem(atPath: "\(path)/\(name)")
    }
  }

  /// Runs the tool and ends it without warning after so many seconds, unless it ends before.
  fileprivate func kill(after seconds: Double, _ arguments: [String]) throws {
    _ = try ProgramRun(
      "/usr/bin/env",
      ["timeout", "--signal", "KILL", "\(max(0.001, seconds))", try Workplace.tool()] + arguments,
      in: path, environment: ["SOURCE_DATE_EPOCH": "1800000000"])
  }
}
