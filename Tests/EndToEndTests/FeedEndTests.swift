import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Where a feed ends")
struct FeedEndTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func night(_ data: SmallDataset) throws -> (run: ProgramRun, warnings: [String]) {
    try data.write("data", in: place.folder)
    let night = try place.nightly(["data"])
    return (night.run, night.json["warnings"] as? [String] ?? [])
  }

  @Test(
    "A deploy log that ends in the midst of a row makes the night incomplete, until it is whole")
  func cutOff() throws {
    let whole = SmallDataset()
    try whole.write("data", in: place.folder)
    let bytes = whole.deploys.text
    try place.folder.write(
      "data/deploys.csv", String(bytes.prefix(bytes.count * 3 / 4)) + "\nD-9,CHG")
    let cut = try place.nightly(["data"])
    let warnings = try #require(cut.json["warnings"] as? [String])
    #expect(cut.run.status == 3)
    #expect(warnings.contains { $0.hasPrefix("Could not look at what deploys.csv holds after") })
    #expect(warnings.contains { $0.contains("it ends in the midst of a row") })
    let mended = try night(whole)
    #expect(mended.run.status == 0)
    #expect(!mended.warnings.contains { $0.contains("midst") })
  }

  @Test("A last row without a line end is whole if its cells are")
  func noLineEnd() throws {
    let data = SmallDataset()
    try data.write("data", in: place.folder)
    try place.folder.write("data/deploys.csv", String(data.deploys.text.dropLast()))
    #expect(try place.nightly(["data"]).run.status == 0)
  }

  @Test(
    "A marketplace whose rows stopped is missed for two weeks, and then taken as closed",
    arguments: [13, 15])
  func closed(days: Int) throws {
    var data = SmallDataset(planted: false)
    let end = SmallDataset.end.advanced(bySeconds: -days * 86_400)
    let kept = data.metrics.rows.filter { row in
      !row.contains(",US,") || row.prefix(20) < end.description
    }
    data.metrics.rows = kept
    let night = try night(data)
    #expect(night.run.status == (days > 14 ? 0 : 3))
    let ended = "No orders of US since \(days > 14 ? "24 Jan 2026 23:00" : "") UTC."
    #expect(night.warnings.contains { $0.hasPrefix(ended) } == (days > 14))
  }

  @Test("Rows that go on in finer steps are added up, and the report says so")
  func finerSteps() throws {
    var data = SmallDataset(planted: false)
    let last = SmallDataset.end.advanced(bySeconds: -86_400).description
    data.metrics.rows = data.metrics.rows.flatMap { row -> [String] in
      guard row.contains(",DE,"), row.prefix(20) >= last else { return [row] }
      let cells = row.split(separator: ",")
      let orders = Int(cells[2]) ?? 0
      let hour = cells[0].prefix(14)
      return ["\(hour)00:00Z,DE,\(orders - orders / 2)", "\(hour)30:00Z,DE,\(orders / 2)"]
    }
    try data.write("data", in: place.folder)
    let night = try place.nightly(["data"])
    #expect(night.run.status == 0)
    #expect((night.json["drops"] as? [Any])?.isEmpty == true)
    #expect(
      (night.json["warnings"] as? [String] ?? []).contains(
        "Rows of DE come every 30 min since 8 Feb 2026 00:00 UTC, and came every 60 min before: they "
          + "were added up to the steps of before."))
  }
}
