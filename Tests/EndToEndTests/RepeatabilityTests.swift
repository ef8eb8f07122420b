import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Same input, same result")
struct RepeatabilityTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("The same input twice gives the same bytes in every file and on stdout")
  func bytes() throws {
    let other = try Workplace()
    var runs: [ProgramRun] = []
    for place in [place, other] {
      try SmallDataset().write("data", in: place.folder)
      runs.append(
        try place.run("nightly", "data", "--db", "night.sqlite", "--reports", "reports", "--json"))
    }
    let files = try place.folder.contents(of: "reports")
    #expect(
      files.keys.sorted() == [
        ".faultline-files", "drops/2026-02-05-1400.html", "drops/2026-02-05-1400.md",
        "drops/2026-02-05-1400.svg", "index.html", "nightly.json", "nightly.md", "status.json",
      ])
    #expect(try other.folder.contents(of: "reports") == files)
    #expect(runs[0].out == runs[1].out)
    #expect(runs[0].out.utf8.elementsEqual(files["nightly.json"] ?? Data()))
  }

  @Test("The order of the rows makes no difference", arguments: [1, 2, 3] as [UInt64])
  func shuffled(seed: UInt64) throws {
    var data = SmallDataset()
    // Ties, which only the order of the rows could decide: steps of one change that say different
    // things at one time, another change of that time, incidents that begin together.
    let at = SmallDataset.drop.start.advanced(bySeconds: -480)
    data.deploys.rows += [
      "D-78,\(SmallDataset.suspect),cart,\(at),DE,,,none,MCM-78,u4,,failed,,Another summary",
      "D-79,CHG-79,checkout,\(at),*,,,,,,,,,",
    ]
    data.incidents.rows += ["INC-3", "INC-2"].map {
      "\($0),\(SmallDataset.drop.start),Orders are down too,,,US"
    }
    data.services.rows.append("cart-db,2,,cart;payments")
    try data.write("sorted", in: place.folder)
    try data.shuffled(seed: seed).write("shuffled", in: place.folder)
    let one = try place.nightly(["sorted"], db: "one.sqlite", reports: "one")
    let other = try place.nightly(["shuffled"], db: "other.sqlite", reports: "other")
    #expect(one.drops.count == 1)
    #expect(try one.textWithoutInputs() == other.textWithoutInputs())
    #expect(try one.text("inputs") != other.text("inputs"))
  }

  @Test("Compressed files, and order metrics in several of them, make no difference")
  func compressedAndSplit() throws {
    let data = SmallDataset()
    try data.write("plain", in: place.folder)
    for (name, file) in data.files where name != "order_metrics.csv" {
      try place.gzip("packed/\(name)", file.text)
    }
    for part in 0..<3 {
      var file = data.metrics
      file.rows = file.rows.enumerated().filter { $0.offset % 3 == part }.map(\.element)
      try place.gzip("packed/order_metrics_\(part).csv", file.text)
    }
    let plain = try place.nightly(["plain"], db: "plain.sqlite", reports: "plain-reports")
    let packed = try place.nightly(["packed"], db: "packed.sqlite", reports: "packed-reports")
    #expect(packed.run.status == 0)
    #expect((packed.json["inputs"] as? [Any])?.count == 6)
    #expect(try plain.textWithoutInputs() == packed.textWithoutInputs())
  }

  @Test("Orders loaded in two halves, with a night between, end in the same result as at once")
  func halves() throws {
    let data = SmallDataset()
    let middle = data.metrics.rows.count / 2
    var first = data
    first.metrics.rows = Array(data.metrics.rows[..<middle])
    var second = data.metrics
    second.rows = Array(data.metrics.rows[middle...])
    try data.write("whole", in: place.folder)
    try first.write("first", in: place.folder)
    try place.folder.write("order_metrics_second.csv", second.text)

    let whole = try place.nightly(["whole"], db: "whole.sqlite", reports: "whole-reports")
    #expect(try place.nightly(["first"]).drops.isEmpty)
    #expect(try place.run("load", "order_metrics_second.csv", "--db", "night.sqlite").status == 0)
    let since = ["--since", "\(SmallDataset.start)"]
    let again = try place.nightly([], options: since)
    #expect(again.drops.count == 1)
    #expect(try again.textWithoutInputs() == whole.textWithoutInputs())
  }

  @Test("Without --since a night begins where the last one ended")
  func resumes() throws {
    let data = SmallDataset()
    let cut = SmallDataset.start.advanced(bySeconds: 30 * 86_400)
    var first = data
    first.metrics.rows = data.metrics.rows.filter { $0 < "\(cut)" }
    var second = data.metrics
    second.rows = data.metrics.rows.filter { $0 >= "\(cut)" }
    try first.write("first", in: place.folder)
    try place.folder.write("order_metrics_second.csv", second.text)
    #expect(try place.nightly(["first"]).drops.isEmpty)
    let night = try place.nightly(["order_metrics_second.csv"])
    #expect(
      night.json["window"] as? [String: String]
        == ["since": "\(cut)", "until": "\(SmallDataset.end)"])
    #expect(night.drops.map { $0["drop_id"] as? String } == ["2026-02-05-1400"])
  }

  @Test("A night repeated on the same database has the same window and the same result")
  func repeated() throws {
    try SmallDataset().write("data", in: place.folder)
    let first = try place.nightly(["data"])
    let second = try place.nightly(["data"])
    let third = try place.nightly([])
    #expect(try second.textWithoutInputs() == first.textWithoutInputs())
    #expect(try third.textWithoutInputs() == first.textWithoutInputs())
    #expect(try third.text("inputs") == first.text("inputs"))
    let exported = try place.run("export", "drops", "--db", "night.sqlite").out
    #expect(exported.split(whereSeparator: \.isNewline).count == 2)
  }

  @Test("A file loaded before is said to be so, and leaves the database as it was")
  func loadedBefore() throws {
    try SmallDataset().write("data", in: place.folder)
    #expect(try place.run("load", "data", "--db", "night.sqlite").status == 0)
    let held = try place.held("night.sqlite")
    let again = try place.run("load", "data", "--db", "night.sqlite")
    #expect(again.status == 0)
    for file in ["deploys.csv", "incidents.csv", "order_metrics.csv", "services.csv"] {
      #expect(again.out.contains(try Regex("\(file) +loaded before, nothing to do\n")))
    }
    #expect(try place.held("night.sqlite") == held)
  }

  @Test("A corrected row in a later file takes the place of the earlier one")
  func corrected() throws {
    var data = SmallDataset()
    try data.write("data", in: place.folder)
    #expect(try place.nightly(["data"]).drops.count == 1)
    data = SmallDataset(planted: false)
    let corrected = data.metrics.rows.filter { $0.hasPrefix("2026-02-05") }
    data.metrics.rows = corrected
    try place.folder.write("order_metrics_corrected.csv", data.metrics.text)
    let load = try place.run("load", "order_metrics_corrected.csv", "--db", "night.sqlite")
    #expect(load.out.contains("8 corrected an earlier value"))
    let night = try place.nightly([], options: ["--since", "\(SmallDataset.start)"])
    #expect(night.drops.isEmpty)
  }

  @Test("What began before --until is not changed by what came after it")
  func until() throws {
    let cut = SmallDataset.drop.end.advanced(bySeconds: 86_400)
    let data = SmallDataset()
    var early = data
    early.metrics.rows = data.metrics.rows.filter { $0 < "\(cut)" }
    try data.write("data", in: place.folder)
    try early.write("early", in: place.folder)
    let options = ["--until", "\(cut)"]
    let whole = try place.nightly(["data"], options: options)
    let part = try place.nightly(["early"], db: "e.sqlite", reports: "e", options: options)
    #expect(whole.drops.count == 1)
    #expect(try whole.textWithoutInputs() == part.textWithoutInputs())
  }
}

extension Workplace {
  /// Writes `text` compressed, with `.gz` added to the name.
  fileprivate func gzip(_ name: String, _ text: String) throws {
    let file = try folder.write(name, text)
    let run = try ProgramRun("/usr/bin/env", ["gzip", "-n", file], in: path)
    #expect(run.status == 0, "\(run.err)")
  }
}
