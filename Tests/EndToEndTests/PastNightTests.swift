import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("A past night, made again as it was known then")
struct PastNightTests {
  private let place: Workplace
  private let cut = SmallDataset.drop.end.advanced(bySeconds: 6 * 3600)
  private let firstAt = 1_790_000_000
  private let secondAt = 1_790_100_000

  init() throws {
    place = try Workplace()
    let data = SmallDataset()
    var first = data
    // A gap in the first night that the second fills, and a moved incident, deploy and order row.
    first.metrics.rows = data.metrics.rows.enumerated()
      .filter { $0.offset % 50 != 7 && $0.element < "\(cut)" }.map(\.element)
    first.metrics.rows[4] = first.metrics.rows[4] + "9"
    let before = SmallDataset.drop.start.advanced(bySeconds: -1200)
    first.incidents.rows = data.incidents.rows.map {
      $0.replacingOccurrences(of: "INC-1,\(SmallDataset.drop.start)", with: "INC-1,\(before)")
    }
    first.deploys.rows = data.deploys.rows.filter { !$0.hasPrefix("D-10") }
    try first.write("first", in: place.folder)
    try data.write("second", in: place.folder)
  }

  private func nightly(
    _ inputs: [String] = [], _ reports: String, _ options: [String] = [], clock: Int
  ) throws -> String {
    let run = try place.run(
      ["nightly"] + inputs + ["--db", "night.sqlite", "--reports", reports, "--json"] + options,
      clock: clock)
    #expect([0, 3].contains(run.status), "\(run.err)")
    return run.out
  }

  /// The files of a report without the lines on the command and the time of the run.
  private func pages(_ folder: String) throws -> [String: String] {
    try place.folder.contents(of: folder).mapValues { data in
      String(decoding: data, as: UTF8.self)
        .replacing(/Command: [^\n]*?--reports [^\n<]*/, with: "Command")
        .replacing(/Run at [0-9A-Za-z :]* UTC/, with: "Run")
        .replacing(/"run_at" ?: "[^"]*"/, with: "run_at")
    }
  }

  @Test("Later loads, with late, corrected and moved rows, change nothing of it")
  func again() throws {
    let window = ["--since", "\(SmallDataset.start)", "--until", "\(cut)"]
    let first = try nightly(["first"], "one", window, clock: firstAt)
    let second = try nightly(["second"], "two", clock: secondAt)
    #expect(second.contains(/"rows_replacing" ?: 1\b/))
    let held = try place.held("night.sqlite")
    let asOf = ["--as-of", "\(Timestamp(secondsSinceEpoch: Int64(firstAt + 60)))"]
    let again = try nightly([], "again", window + asOf, clock: secondAt + 1000)
    #expect(again == first)
    #expect(try pages("again") == pages("one"))
    #expect(try place.held("night.sqlite") == held)
    // Without a window it is the window of that night.
    #expect(try nightly([], "whole", asOf, clock: secondAt + 1000) == first)
    // The night after is still the last one, and what it says is what it said.
    _ = try nightly(["second"], "repeated", clock: secondAt)
    #expect(try pages("repeated") == pages("two"))
  }

  @Test("The next night names what moved, from what to what, and the line that moved it")
  func moved() throws {
    _ = try nightly(["first"], "one", clock: firstAt)
    #expect(try pages("one")["nightly.md"]?.contains("records that were known") == false)
    let second = try nightly(["second"], "two", clock: secondAt)
    let page = try #require(try pages("two")["nightly.md"])
    #expect(page.contains("Later files changed 1 value of records that were known"))
    #expect(page.contains("INC-1"))
    #expect(page.contains("incidents.csv:2"))
    let json = try JSONSerialization.object(second)
    let corrections = try #require(json["corrections"] as? [[String: Any]])
    #expect(corrections.count == 1)
    #expect(corrections[0]["column"] as? String == "started_at")
    #expect(corrections[0]["new"] as? String == "\(SmallDataset.drop.start)")
    // Once said, it is not said again by the night after.
    try place.folder.write(
      "order_metrics_third.csv",
      "timestamp,marketplace,orders\n\(SmallDataset.end),DE,400\n")
    _ = try nightly(["order_metrics_third.csv"], "three", clock: secondAt + 1000)
    #expect(try pages("three")["nightly.md"]?.contains("records that were known") == false)
  }

  @Test("A moment before anything was loaded is refused, for nothing tells what was known then: 64")
  func beforeAllLoads() throws {
    _ = try nightly(["first"], "one", clock: firstAt)
    for moment in ["2020-01-01", "2026-02-03T02:00:00Z"] {
      let run = try place.run(
        "nightly", "--db", "night.sqlite", "--reports", "early", "--as-of", moment)
      #expect(run.status == 64)
      #expect(run.err.contains("is before the newest orders"))
      #expect(run.err.contains("--until"))
      #expect(!place.folder.exists("early"))
    }
    let until = try place.run(
      "nightly", "--db", "night.sqlite", "--reports", "early", "--as-of", "2026-02-03", "--until",
      "2026-02-03", "--since", "2026-02-02")
    #expect(until.status == 0, "\(until.err)")
  }

  @Test("A run done again gives the report of the first time, the comparison included")
  func repeated() throws {
    _ = try nightly(["first"], "one", clock: firstAt)
    _ = try nightly(["second"], "two", clock: secondAt)
    _ = try nightly(["second"], "three", clock: secondAt)
    #expect(try pages("three") == pages("two"))
  }
}
