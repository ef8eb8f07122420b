import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Results")
struct ResultTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  @Test("nightly --json follows faultline/nightly/1 and finds the planted drop and its change")
  func schema() throws {
    try SmallDataset().write("data", in: place.folder)
    let night = try place.nightly(["data"])
    #expect(night.json["schema"] as? String == "faultline/nightly/1")
    #expect(
      night.json["window"] as? [String: String]
        == ["since": "\(SmallDataset.start)", "until": "\(SmallDataset.end)"])
    let inputs = try #require(night.json["inputs"] as? [[String: Any]])
    for key in ["feed", "file", "sha256", "rows_read", "rows_loaded", "rows_set_aside"] {
      #expect(inputs.allSatisfy { $0[key] != nil }, "\(key)")
    }
    let drop = try #require(night.drops.first)
    #expect(night.drops.count == 1)
    #expect(drop["started_at"] as? String == "\(SmallDataset.drop.start)")
    #expect(drop["ended_at"] as? String == "\(SmallDataset.drop.end)")
    #expect(drop["marketplaces"] as? [String] == SmallDataset.marketplaces)
    #expect(drop["services"] as? [String] == [])
    #expect(drop["incidents"] as? [String] == ["INC-1"])
    #expect(drop["status"] as? String == "linked")
    let lost = try #require(drop["lost_orders"] as? [String: Double])
    let truth = SmallDataset.lostOrders
    #expect(lost["level"] == 0.9)
    #expect((lost["low"] ?? .nan) < truth && truth < (lost["high"] ?? .nan))
    #expect(drop["website_errors"] is NSNull)
  }

  @Test("The planted change is the first suspect, with what the log says about it")
  func suspect() throws {
    try SmallDataset().write("data", in: place.folder)
    let drop = try #require(try place.nightly(["data"]).drops.first)
    let suspects = try #require(drop["suspects"] as? [[String: Any]])
    let first = try #require(suspects.first)
    #expect(first["change_id"] as? String == SmallDataset.suspect)
    #expect(first["deploy_ids"] as? [String] == ["D-77"])
    #expect(first["service"] as? String == "checkout")
    #expect(first["authorship"] as? String == "declared")
    #expect(first["documented"] as? Bool == false)
    #expect(first["approved"] as? Bool == false)
    #expect(first["minutes_before_onset"] as? Double == 8)
    let evidence = try #require(first["evidence"] as? [[String: Any]])
    #expect(evidence.contains { $0["kind"] as? String == "timing" && $0["log_odds"] is Double })
    #expect(evidence.allSatisfy { ($0["statement"] as? String)?.hasSuffix(".") == true })
  }

  @Test("The probabilities of a drop's suspects and of no recorded change sum to 1")
  func sum() throws {
    #expect(
      try place.run(
        "simulate", "world", "--seed", "1", "--days", "35", "--step", "3600", "--steps-per-day", "4"
      ).status
        == 0)
    let night = try place.nightly(["world"])
    #expect(!night.drops.isEmpty)
    for drop in night.drops {
      let suspects = try #require(drop["suspects"] as? [[String: Any]])
      let sum = try suspects.reduce(
        try #require(drop["no_recorded_change_probability"] as? Double)
      ) { $0 + (try #require($1["probability"] as? Double)) }
      #expect(abs(sum - 1) < 1e-6, "\(drop["drop_id"] ?? "")")
    }
  }

  @Test("--quiet prints nothing on either stream, and --quiet --json the JSON alone")
  func quiet() throws {
    try SmallDataset(planted: false).write("data", in: place.folder)
    let night = ["nightly", "data", "--db", "night.sqlite", "--reports", "reports", "--quiet"]
    let run = try place.run(night)
    #expect(run.status == 0)
    #expect(run.out == "")
    #expect(run.err == "")
    #expect(try place.run("load", "data", "--db", "night.sqlite", "--quiet").out == "")
    #expect(try place.run("check", "data", "--quiet").out == "")
    let json = try place.run(night + ["--json"])
    #expect(try JSONSerialization.object(json.out)["schema"] as? String == "faultline/nightly/1")
    #expect(json.err == "")
  }

  @Test(
    "Exports hold the same rows as CSV and as JSON",
    arguments: [
      ("drops", "drop_id", 1), ("links", "drop_id", 3), ("changes", "change_id", 36),
      ("controls", "change_id", 31 * 4),
    ])
  func export(subject: String, firstColumn: String, rows: Int) throws {
    try SmallDataset().write("data", in: place.folder)
    #expect(try place.nightly(["data"]).run.status == 0)
    let csv = try place.run("export", subject, "--format", "csv", "--db", "night.sqlite")
    #expect(csv.status == 0)
    #expect(csv.err == "")
    #expect(csv.out.hasPrefix("\(firstColumn),"))
    #expect(csv.out.utf8.suffix(3).dropLast(2) != [UInt8(ascii: "\n")], "an empty line at the end")
    let json = try place.run("export", subject, "--format", "json", "--db", "night.sqlite")
    #expect(json.status == 0)
    let records = try #require(
      try JSONSerialization.jsonObject(with: Data(json.out.utf8)) as? [[String: Any]])
    #expect(records.count == rows)
    #expect(csv.out.split(whereSeparator: \.isNewline).count == rows + 1)
    let columns = csv.out.split(whereSeparator: \.isNewline)[0].split(separator: ",").map(
      String.init)
    #expect(records.allSatisfy { $0.keys.sorted() == columns.sorted() })
    // The reviewers and approvers of the dataset: no table names a person.
    for person in ["u1", "u2", "u3"] {
      #expect(!csv.out.contains(try Regex("\\b\(person)\\b")))
    }
  }

  @Test("Without a single deploy drops are found, and said to be undecidable")
  func noDeploys() throws {
    var data = SmallDataset()
    data.deploys.rows = []
    try data.write("data", in: place.folder)
    let night = try place.nightly(["data"])
    #expect(night.run.status == 0)
    #expect(night.drops.map { $0["drop_id"] as? String } == ["2026-02-05-1400"])
    #expect(night.drops.first?["status"] as? String == "undecidable")
    #expect((night.drops.first?["suspects"] as? [Any])?.isEmpty == true)
    #expect(night.drops.first?["no_recorded_change_probability"] as? Double == 1)
    let warnings = try #require(night.json["warnings"] as? [String])
    #expect(warnings.contains { $0.contains("the deploys feed holds no rows") })
  }

  @Test("A simulated world is the same for the same seed, and has its truth beside it")
  func simulate() throws {
    for folder in ["one", "two"] {
      let run = try place.run(
        "simulate", folder, "--seed", "3", "--days", "10", "--step", "3600", "--quiet")
      #expect(run.status == 0)
      #expect(run.out == "")
      #expect(run.err == "")
    }
    let one = try place.folder.contents(of: "one")
    #expect(one.keys.contains("truth.json"))
    #expect(try place.folder.contents(of: "two") == one)
    #expect(try place.run("check", "one").status == 0)
  }
}
