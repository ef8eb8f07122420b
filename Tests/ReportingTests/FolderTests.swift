import Foundation
import Testing

@testable import Reporting

@Suite("The folder of a report")
struct FolderTests {
  private let root = FileManager.default.temporaryDirectory
    .appendingPathComponent("faultline-folder-\(UUID().uuidString)").path

  private func text(_ name: String) -> String? {
    try? String(contentsOfFile: "\(root)/\(name)", encoding: .utf8)
  }

  private func put(_ name: String, _ content: String) throws {
    try Data(content.utf8).write(to: URL(fileURLWithPath: "\(root)/\(name)"))
  }

  private func names() -> [String] {
    (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []).sorted()
  }

  @Test("A second report replaces the first, removes what it lacks and leaves other files alone")
  func replacing() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try ReportFolder.write(
      files: ["index.html": "one", "drops/a.html": "a", "drops/b.html": "b"], to: root)
    try put("notes.txt", "mine")
    try put("drops/own.txt", "mine too")
    try ReportFolder.write(files: ["index.html": "two", "drops/b.html": "b2"], to: root)
    #expect(text("index.html") == "two" && text("drops/b.html") == "b2")
    #expect(text("drops/a.html") == nil)
    #expect(text("notes.txt") == "mine" && text("drops/own.txt") == "mine too")
    try ReportFolder.write(files: ["index.html": "three"], to: root)
    #expect(names() == [".faultline-files", "drops", "drops/own.txt", "index.html", "notes.txt"])
  }

  @Test("Folders that are missing are made, and an emptied one goes")
  func folders() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let deep = "\(root)/a/b"
    try ReportFolder.write(files: ["index.html": "x", "drops/a.html": "a"], to: deep)
    try ReportFolder.write(files: ["index.html": "y"], to: deep)
    #expect(!FileManager.default.fileExists(atPath: "\(deep)/drops"))
  }

  @Test("A run that cannot write leaves the last report as it was")
  func failure() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try ReportFolder.write(files: ["index.html": "one"], to: root)
    let tooLong = String(repeating: "x", count: 300) + ".html"
    #expect(throws: ReportFolderError.self) {
      try ReportFolder.write(files: ["index.html": "two", tooLong: "x"], to: root)
    }
    #expect(text("index.html") == "one")
    #expect(names() == [".faultline-files", "index.html"])
  }

  @Test("A folder that cannot be made is an error that names it and the way out")
  func unwritable() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    try put("file", "in the way")
    let error = #expect(throws: ReportFolderError.self) {
      try ReportFolder.write(files: ["index.html": "x"], to: "\(root)/file")
    }
    #expect(error?.description.contains("cannot write \(root)/file") == true)
    #expect(error?.description.contains("Name another folder") == true)
  }

  @Test(
    "No name leads out of the folder", arguments: ["../x", "/etc/x", "a//b", "a/../../b", "", "."])
  func outside(name: String) {
    #expect(throws: ReportFolderError.unusableName(name)) {
      try ReportFolder.write(files: [name: "x"], to: root)
    }
    #expect(!FileManager.default.fileExists(atPath: root))
  }

  @Test("A list of files that was tampered with removes nothing outside")
  func tampered() throws {
    defer { try? FileManager.default.removeItem(atPath: root) }
    let inner = "\(root)/inner"
    try ReportFolder.write(files: ["index.html": "x"], to: inner)
    try put("precious", "keep")
    try put("inner/.faultline-files", "../precious\nindex.html\n")
    try ReportFolder.write(files: ["index.html": "y"], to: inner)
    #expect(text("precious") == "keep")
  }
}
