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
}
