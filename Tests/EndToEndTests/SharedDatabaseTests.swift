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
}
