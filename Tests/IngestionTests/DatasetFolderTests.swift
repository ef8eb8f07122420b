import Foundation
import Ingestion
import TestSupport
import Testing
import Vocabulary

/// A folder that holds these files, each with a word in it.
private func folder(_ names: String...) throws -> TemporaryFolder {
  let folder = try TemporaryFolder()
  for name in names { try folder.write(name, "x\n") }
  return folder
}

private func refusal(at paths: [String]) -> InputProblems? {
  do {
    _ = try DatasetFolder.inputs(at: paths)
    return nil
  } catch {
    return error
  }
}

@Suite("Finding the inputs")
struct DatasetFolderTests {
  @Test("The five feeds are found by name, in order of name, and other files are left alone")
  func finds() throws {
    let folder = try folder(
      "services.csv", "order_metrics_2.csv.gz", "deploys.csv", "incidents.csv.gz", "calendar.csv",
      "order_metrics.csv", "README.md", "truth.json", "orders.csv", "deploys.csv.bak")
    let files = try DatasetFolder.inputs(at: [folder.path])
    #expect(
      files.map(\.name) == [
        "calendar.csv", "deploys.csv", "incidents.csv.gz", "order_metrics.csv",
        "order_metrics_2.csv.gz", "services.csv",
      ])
    #expect(
      files.map(\.feed) == [
        .calendar, .deploys, .incidents, .orderMetrics, .orderMetrics, .services,
      ])
    #expect(try DatasetFolder.inputs(at: [folder.path + "/"]).map(\.name) == files.map(\.name))
  }

  @Test("Every missing feed is named at once, with what is there instead")
  func missing() throws {
    let folder = try folder("Deploys.csv", "orders.csv")
    let problems = try #require(refusal(at: [folder.path]))
    #expect(problems.kind == .missing)
    #expect(
      problems.description.replacing(folder.path, with: "data") == """
        data: has no deploys.csv (or .csv.gz), which is required. It has Deploys.csv, \
        orders.csv. Rename the export to deploys.csv.
        data: has no incidents.csv (or .csv.gz), which is required. It has Deploys.csv, \
        orders.csv. Rename the export to incidents.csv.
        data: has no order_metrics.csv (or .csv.gz), which is required. It has Deploys.csv, \
        orders.csv. Rename the export to order_metrics.csv.
        """)
  }

  @Test("An empty folder and a missing one are told apart")
  func emptyAndMissing() throws {
    let folder = try TemporaryFolder()
    #expect(refusal(at: [folder.path])?.problems.count == 3)
    #expect(refusal(at: [folder.path])?.description.contains("no CSV file at all") == true)
    let gone = folder.path + "/gone"
    #expect(refusal(at: [gone])?.problems == [.notFound(path: gone)])
  }

  @Test("A file beside its own compressed form is refused")
  func both() throws {
    let folder = try folder(
      "deploys.csv", "deploys.csv.gz", "incidents.csv", "order_metrics.csv")
    let problems = try #require(refusal(at: [folder.path]))
    #expect(problems.kind == .unusable)
    #expect(
      problems.problems == [.plainAndCompressed(name: "deploys.csv", folder: folder.path)])
  }

  @Test("A folder in place of a file is refused")
  func folderForFile() throws {
    let folder = try folder("deploys.csv", "incidents.csv")
    let path = folder.path + "/order_metrics.csv"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    #expect(refusal(at: [folder.path])?.problems == [.notAFile(path: path)])
  }

  @Test("Single files need no others, and their names tell the feed")
  func singleFiles() throws {
    let folder = try folder("order_metrics_fix.csv", "deploys-march.csv", "orders.csv")
    let files = try DatasetFolder.inputs(
      at: [folder.path + "/order_metrics_fix.csv", folder.path + "/deploys-march.csv"])
    #expect(files.map(\.feed) == [.deploys, .orderMetrics])
    let other = folder.path + "/orders.csv"
    #expect(refusal(at: [other])?.problems == [.feedNotInName(path: other)])
  }

  @Test("Two files of one name cannot be told apart in one load")
  func sameName() throws {
    let (one, two) = (try folder("deploys.csv"), try folder("deploys.csv"))
    let paths = [one.path, two.path].map { $0 + "/deploys.csv" }.sorted()
    #expect(
      refusal(at: paths.reversed())?.problems
        == [.sameNameTwice(path: paths[1], other: paths[0])])
  }

  @Test("A file that changes while it is read is refused, and nothing of it is used")
  func changing() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "order_metrics.csv", "timestamp,marketplace,orders\n2026-03-05T14:02:00Z,US,1\n")
    let file = try DiskFileProbe(path: path)
    try file.readAll()
    try folder.write("order_metrics.csv", "timestamp,marketplace,orders\n")
    #expect(throws: InputProblem.changedWhileRead(path: path)) { try file.finish() }
  }
}
