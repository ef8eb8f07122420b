import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("From where the next night goes on")
struct ResumedNightTests {
  private let place: Workplace
  private let loadedAt = 1_800_000_000

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  private func nightly(
    _ inputs: [String] = [], _ options: [String] = [], hoursLater: Int = 0
  ) throws -> Nightly {
    let run = try place.run(
      ["nightly"] + inputs + ["--db", "night.sqlite", "--reports", "reports", "--json"] + options,
      clock: loadedAt + hoursLater * 3600)
    return Nightly(run: run, json: try JSONSerialization.object(run.out))
  }

  /// One more hour of orders.
  private func more(_ name: String, hoursBehind: Int) throws {
    let time = SmallDataset.end.advanced(bySeconds: hoursBehind * 3600)
    try place.folder.write(
      name, "timestamp,marketplace,orders\n\(time),DE,400\n\(time),US,800\n")
  }

  private func window(_ night: Nightly) -> [String] {
    let window = night.json["window"] as? [String: String] ?? [:]
    return [window["since"] ?? "", window["until"] ?? ""]
  }

  @Test("A window behind all orders moves nothing: the next night goes on where they end")
  func future() throws {
    _ = try nightly(["data"])
    let ahead = ["--since", "2026-02-11", "--until", "2026-02-12"]
    #expect(try nightly([], ahead).run.status == 3)
    let again = try nightly()
    #expect(again.run.status == 0)
    #expect(window(again) == ["\(SmallDataset.start)", "\(SmallDataset.end)"])
    try more("order_metrics_2.csv", hoursBehind: 0)
    let next = try nightly(["order_metrics_2.csv"])
    #expect(window(next) == ["\(SmallDataset.end)", "2026-02-09T01:00:00Z"])
  }

  @Test("A window that ends behind the orders was looked at as far as they reach")
  func beyond() throws {
    #expect(try nightly(["data"], ["--until", "2026-02-12"]).run.status == 3)
    try more("order_metrics_2.csv", hoursBehind: 0)
    let next = try nightly(["order_metrics_2.csv"])
    #expect(window(next) == ["\(SmallDataset.end)", "2026-02-09T01:00:00Z"])
  }

  @Test("An end before what the last run looked at is told as what it is")
  func before() throws {
    _ = try nightly(["data"])
    try more("order_metrics_2.csv", hoursBehind: 0)
    _ = try nightly(["order_metrics_2.csv"])
    let run = try place.run(
      "nightly", "--db", "night.sqlite", "--reports", "reports", "--until", "2026-02-01")
    #expect(run.status == 64)
    #expect(run.err.contains("--until 2026-02-01T00:00:00Z is before 2026-02-09T00:00:00Z"))
  }

  @Test("A night that waits in vain for orders is incomplete: 3, and the report says so first")
  func deadFeed() throws {
    #expect(try nightly(["data"]).run.status == 0)
    #expect(try nightly(["data"], hoursLater: 2).run.status == 0)
    let night = try nightly(["data"], hoursLater: 24)
    #expect(night.run.status == 3)
    #expect(night.json["complete"] as? Bool == false)
    let page = try String(contentsOfFile: "\(place.path)/reports/nightly.md", encoding: .utf8)
    #expect(page.contains("no newer orders have come since those were loaded on 15 Jan 08:00 UTC"))
    // Whoever names a window asks for no more than that.
    #expect(try nightly([], ["--until", "\(SmallDataset.end)"], hoursLater: 24).run.status == 0)
    try more("order_metrics_2.csv", hoursBehind: 0)
    #expect(try nightly(["order_metrics_2.csv"], hoursLater: 25).run.status == 0)
    #expect(try nightly([], hoursLater: 50).run.status == 3)
  }

  @Test(
    "A night whose files hold no row of orders forgets no drop, and the next one tells none anew")
  func emptyNight() throws {
    let all = SmallDataset()
    func write(_ name: String, days: Range<Int>) throws {
      var part = all
      part.metrics.rows = all.metrics.rows.filter { row in
        days.contains { row.hasPrefix(SmallDataset.start.advanced(bySeconds: $0 * 86_400).day) }
      }
      try part.write(name, in: place.folder)
    }
    let nights = [0..<33, 33..<34, 0..<0, 34..<35]
    for (number, days) in nights.enumerated() { try write("night-\(number)", days: days) }
    for number in nights.indices {
      let status = try nightly(["night-\(number)"], ["--fail-on", "drop"]).run.status
      // The deploys of all nights are known from the first on, so that orders are late: 3.
      #expect((status == 10) == (number == 0))
      let drops = try place.run("export", "drops", "--db", "night.sqlite", "--format", "csv").out
      #expect(drops.split(whereSeparator: \.isNewline).count == 2)
    }
    let page = try String(contentsOfFile: "\(place.path)/reports/nightly.md", encoding: .utf8)
    #expect(page.contains("New: none."))
  }

  @Test("The first look at orders, however long ago they were loaded, waits for none")
  func loadedBefore() throws {
    #expect(try place.run("load", "data", "--db", "night.sqlite").status == 0)
    #expect(try nightly([], hoursLater: 48).run.status == 0)
  }

  @Test("A look at a past window says of a recorded drop what was said before")
  func cutDrop() throws {
    func drops() throws -> String {
      try place.run("export", "drops", "--db", "night.sqlite").out
    }
    _ = try nightly(["data"])
    let before = try drops()
    for hours in [(15, 16), (16, 17), (15, 17)] {
      let night = try nightly(
        [], ["--since", "2026-02-05T\(hours.0):00:00Z", "--until", "2026-02-05T\(hours.1):00:00Z"])
      #expect(night.run.status == 0)
      #expect(try drops() == before)
    }
    let day = try nightly([], ["--since", "2026-02-05", "--until", "2026-02-05T16:00:00Z"])
    #expect(day.drops.first?["ended_at"] as? String == "\(SmallDataset.drop.end)")
    #expect(try drops() == before)
    _ = try nightly()
    #expect(try drops() == before)
  }

  @Test("A drop that later orders withdraw leaves nothing in the links of others")
  func withdrawn() throws {
    // Tuesday noon, the last three hours counted to a fifth.
    let cut = SmallDataset.start.advanced(bySeconds: 29 * 86_400 + 15 * 3600)
    let low = cut.advanced(bySeconds: -3 * 3600)
    var first = SmallDataset()
    first.metrics.rows = first.metrics.rows.filter { $0 < "\(cut)" }.map { row in
      let cells = row.split(separator: ",")
      guard row >= "\(low)", cells[1] == "US", let orders = Int(cells[2]) else { return row }
      return "\(cells[0]),US,\(orders / 5)"
    }
    try first.write("first", in: place.folder)
    try #require(try nightly(["first"]).drops.count == 1)
    #expect(try nightly(["data"]).drops.map { $0["drop_id"] as? String } == ["2026-02-05-1400"])
    _ = try place.nightly(["data"], db: "whole.sqlite", reports: "whole")
    for subject in ["drops", "links"] {
      let (nights, whole) = try (
        place.run("export", subject, "--db", "night.sqlite").out,
        place.run("export", subject, "--db", "whole.sqlite").out
      )
      #expect(nights == whole)
    }
  }

  @Test("What a later file has no column for is said to be unknown then, and not to be empty")
  func narrowerFile() throws {
    _ = try nightly(["data"])
    try place.folder.write(
      "narrow/deploys.csv",
      "deploy_id,change_id,service,started_at\n"
        + "D-77,CHG-77,checkout,\(SmallDataset.drop.start.advanced(bySeconds: -480))\n")
    _ = try nightly(["narrow/deploys.csv"])
    let page = try String(contentsOfFile: "\(place.path)/reports/nightly.md", encoding: .utf8)
    #expect(
      page.contains("is now unknown, for the later file has no such column (deploys.csv:2)"))
    #expect(page.contains("18:00 UTC, is not given any more (deploys.csv:2)"))
    #expect(!page.contains("is now empty"))
  }
}

extension Timestamp {
  /// `2026-02-07`.
  fileprivate var day: String { String(description.prefix(10)) }
}
