import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Data that come over several nights, some late and some corrected")
struct SplitNightsTests {
  private let place: Workplace
  private static let monday = SmallDataset.start.advanced(bySeconds: 28 * 86_400)
  private static let firstEnd = monday.advanced(bySeconds: 20 * 3600)
  /// Thursday night, some hours behind the drop.
  private static let secondEnd = SmallDataset.drop.end.advanced(bySeconds: 6 * 3600)

  /// A row of the drop is missing on the second night, one of the days before is wrong.
  init() throws {
    place = try Workplace()
    let data = SmallDataset()
    let missing = SmallDataset.drop.start.advanced(bySeconds: 3600)
    let wrong = Self.monday.advanced(bySeconds: 30 * 3600)
    func write(_ name: String, _ from: Timestamp, _ to: Timestamp, late: Bool = false) throws {
      var part = data
      part.metrics.rows = data.metrics.rows.compactMap { row in
        let isLate = row.hasPrefix("\(missing),DE") || row.hasPrefix("\(wrong),DE")
        if late, isLate { return row }
        guard row >= "\(from)", row < "\(to)" else { return nil }
        guard isLate else { return row }
        return row.hasPrefix("\(wrong)") ? row + "9" : nil
      }
      try part.write(name, in: place.folder)
    }
    try write("first", SmallDataset.start, Self.firstEnd)
    try write("second", Self.firstEnd, Self.secondEnd)
    try write("third", Self.secondEnd, SmallDataset.end, late: true)
    try data.write("whole", in: place.folder)
  }

  private func lines(_ reports: String) throws -> String {
    let text = try String(contentsOfFile: "\(place.path)/\(reports)/nightly.md", encoding: .utf8)
    let tail = text.split(separator: "## Since the last run\n", maxSplits: 1).last ?? ""
    return String(tail.split(separator: "\n## ", maxSplits: 1).first ?? "")
  }

  private func recorded(_ database: String) throws -> String {
    try place.run(["export", "drops", "--db", database]).out
  }

  @Test("The last night says, and the database holds, what one run over all of them does")
  func same() throws {
    _ = try place.nightly(["first"], reports: "one")
    let second = try place.nightly(["second"], reports: "two")
    #expect(second.drops.count == 1)
    let before = try recorded("night.sqlite")
    let third = try place.nightly(["third"], reports: "three")
    let since = try place.run(["export", "drops", "--db", "night.sqlite"]).out
    let whole = try place.nightly(["whole"], db: "whole.sqlite", reports: "whole")
    #expect(since == (try recorded("whole.sqlite")))
    #expect(since != before, "the late rows lie in the drop")
    #expect(whole.drops.count == 1)
    let window = try place.nightly(
      [], db: "whole.sqlite", reports: "again", options: ["--since", "\(Self.secondEnd)"])
    for key in ["drops", "dismissed", "overviews", "warnings"] {
      #expect(try third.text(key) == window.text(key), "\(key)")
    }
  }

  @Test("The report names the late rows and what was judged differently with them")
  func told() throws {
    _ = try place.nightly(["first"], reports: "one")
    _ = try place.nightly(["second"], reports: "two")
    #expect(try !lines("two").contains("came or were corrected"))
    _ = try place.nightly(["third"], reports: "three")
    let words = try lines("three")
    #expect(words.contains("came or were corrected after that: DE"))
    #expect(words.contains("order\\_metrics.csv") || words.contains("order_metrics.csv"))
    #expect(words.contains("2026-02-05-1400: orders below expected now"))
    // Doing it again says the same.
    _ = try place.nightly(["third"], reports: "repeated")
    #expect(try lines("repeated") == words)
  }

  @Test("A fall that begins just before a night ends is on watch, and the next night settles it")
  func watch() throws {
    // An eighth less in one place: after an hour that may be chance, after four it is not.
    var weak = SmallDataset(planted: false)
    weak.metrics.rows = weak.metrics.rows.map { row in
      let cells = row.split(separator: ",")
      let isHit = row >= "\(SmallDataset.drop.start)" && row < "\(SmallDataset.drop.end)"
      guard isHit, cells[1] == "US", let orders = Int(cells[2]) else { return row }
      return "\(cells[0]),US,\(orders * 7 / 8)"
    }
    try weak.write("weak", in: place.folder)
    let end = SmallDataset.drop.start.advanced(bySeconds: 3600)
    let first = try place.nightly(["weak"], reports: "one", options: ["--until", "\(end)"])
    try #require(first.drops.isEmpty)
    #expect(try lines("one").contains("On watch at the end of the orders"))
    let second = try place.nightly([], reports: "two")
    #expect(second.drops.count == 1)
    let words = try lines("two")
    #expect(words.contains("now drop"))
    #expect(words.contains("On watch then"))
  }
}
