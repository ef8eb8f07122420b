import Foundation
import TestSupport
import Testing

@Suite("Databases that cannot be used")
struct DatabaseTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  /// Runs every command that opens the database; all must end with 65 and say `message`.
  private func expectRefused(_ message: String) throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: "\(place.path)/night.sqlite"))
    for command in [
      ["load", "data"], ["nightly", "data", "--reports", "reports"],
      ["nightly", "--reports", "reports"], ["export", "drops"], ["explain", "a", "b"],
    ] {
      let run = try place.run(command + ["--db", "night.sqlite"])
      #expect(run.status == 65, "\(command)")
      #expect(run.out == "")
      #expect(run.err.hasPrefix("faultline: night.sqlite: \(message)"))
    }
    #expect(!place.folder.exists("reports"))
    let after = try Data(contentsOf: URL(fileURLWithPath: "\(place.path)/night.sqlite"))
    #expect(before == after)
  }

  @Test("A database of a newer version is refused and left alone")
  func newer() throws {
    #expect(try place.run("load", "data", "--db", "night.sqlite").status == 0)
    try place.execute(
      "INSERT INTO grdb_migrations (identifier) VALUES ('99 from the future')", on: "night.sqlite")
    try expectRefused("was written by a newer version of faultline.")
  }

  @Test("The database of another program is refused and left alone")
  func other() throws {
    try place.execute("CREATE TABLE bookmark (url TEXT)", on: "night.sqlite")
    try expectRefused("is the database of another program.")
  }

  @Test("A file that is no database is refused and left alone")
  func notADatabase() throws {
    try place.folder.write("night.sqlite", String(repeating: "not a database\n", count: 100))
    try expectRefused("is not an SQLite database, or is damaged.")
  }

  @Test("A database whose bytes are damaged is refused by a sentence")
  func damaged() throws {
    #expect(try place.run("load", "data", "--db", "night.sqlite").status == 0)
    let path = "\(place.path)/night.sqlite"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    for index in bytes.indices.dropFirst(100) { bytes[index] = 0x5a }
    try bytes.write(to: URL(fileURLWithPath: path))
    let run = try place.run("nightly", "--db", "night.sqlite", "--reports", "reports")
    #expect(run.status == 65)
    #expect(run.err.contains("is not an SQLite database, or is damaged."))
    #expect(!place.folder.exists("reports"))
  }

  @Test("A load killed at any moment leaves a database that opens and holds whole loads only")
  func killed() throws {
    try SmallDataset().write("data", in: place.folder)
    var complete: [String: Int] = [:]
    for milliseconds in [5, 20, 40, 80, 160, 5000] {
      let database = "killed-\(milliseconds).sqlite"
      try place.kill(after: milliseconds, ["load", "data", "--db", database])
      let files = place.folder.exists(database) ? try place.held(database)["intake"] ?? 0 : 0
      #expect([0, 4].contains(files))
      let again = try place.run("load", "data", "--db", database)
      #expect(again.status == 0)
      let held = try place.held(database)
      if complete.isEmpty { complete = held }
      #expect(held == complete)
    }
  }
}

extension Workplace {
  /// Runs the tool and ends it without warning after that time, unless it ends before.
  fileprivate func kill(after milliseconds: Int, _ arguments: [String]) throws {
    let seconds = "\(Double(milliseconds) / 1000)"
    _ = try ProgramRun(
      "/usr/bin/env", ["timeout", "--signal", "KILL", seconds, try Workplace.tool()] + arguments,
      in: path, environment: ["SOURCE_DATE_EPOCH": "1800000000"])
  }
}
