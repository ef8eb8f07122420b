import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A database that others use too")
struct SharedDatabaseTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  @Test("A lock holds whatever link leads to the database, be the file there or not")
  func links() throws {
    try FileManager.default.createDirectory(
      atPath: "\(place.path)/real", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: "\(place.path)/link.sqlite", withDestinationPath: "real/night.sqlite")
    try FileManager.default.createSymbolicLink(
      atPath: "\(place.path)/folder", withDestinationPath: "real")
    let file = open("\(place.path)/real/night.sqlite.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    defer { close(file) }
    for _ in 1...2 {
      #expect(flock(file, LOCK_EX | LOCK_NB) == 0)
      for path in ["real/night.sqlite", "link.sqlite", "folder/night.sqlite"] {
        let run = try place.run("load", "data", "--db", path)
        #expect(run.status == 75, "\(path)")
        #expect(run.err.contains("holds \(path)."))
      }
      #expect(flock(file, LOCK_UN) == 0)
      #expect(try place.run("load", "data", "--db", "link.sqlite").status == 0)
      #expect(place.folder.exists("real/night.sqlite"))
    }
  }

  /// Somebody who may read what others may and write nothing.
  private static let nobody =
    geteuid() == 0
    ? ["/usr/bin/setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]
    : ["/usr/bin/env"]

  private static var nobodyMayRunIt: Bool {
    guard let tool = try? Workplace.tool() else { return false }
    let test = nobody + ["/usr/bin/test", "-x", tool]
    return (try? ProgramRun(test[0], Array(test.dropFirst()), in: "/"))?.status == 0
  }

  @Test(
    "Who may only read reads a database that was closed, in a folder nothing can be written to",
    .enabled(if: nobodyMayRunIt))
  func readOnly() throws {
    _ = try place.nightly(["data"])
    let drops = try place.run("export", "drops", "--db", "night.sqlite").out
    for ending in ["-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: "\(place.path)/night.sqlite\(ending)")
    }
    #expect(chmod("\(place.path)/night.sqlite", 0o444) == 0)
    #expect(chmod(place.path, 0o555) == 0)
    defer { chmod(place.path, 0o755) }
    func read(_ arguments: String...) throws -> ProgramRun {
      let words = SharedDatabaseTests.nobody + [try Workplace.tool()] + arguments
      return try ProgramRun(
        words[0], words.dropFirst() + ["--db", "night.sqlite"], in: place.path,
        environment: ["SOURCE_DATE_EPOCH": "1800000000"])
    }
    let exported = try read("export", "drops")
    #expect(exported.err == "")
    #expect(exported.out == drops)
    #expect(try read("audit").status == 0)
    #expect(try read("explain", "2026-02-05-1400", SmallDataset.suspect).status == 0)
    #expect(try read("verdict", "2026-02-05-1400", "--cause", "none", "--team", "X").status == 73)
  }
}
