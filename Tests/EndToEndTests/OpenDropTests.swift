import Foundation
import TestSupport
import Testing

@Suite("A drop that is open where a night ends")
struct OpenDropTests {
  private let place: Workplace
  private let name = "2026-02-05-1400"

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  private func section(_ reports: String) throws -> String {
    let text = try String(contentsOfFile: "\(place.path)/\(reports)/nightly.md", encoding: .utf8)
    let tail = text.split(separator: "## Since the last run\n", maxSplits: 1).last ?? ""
    return String(tail.split(separator: "\n## ", maxSplits: 1).first ?? "")
  }

  @Test("The next night says how it went on, under its own name and once")
  func goesOn() throws {
    let first = try place.nightly(["data"], options: ["--until", "2026-02-05T16:00:00Z"])
    #expect(first.drops.count == 1)
    #expect(first.drops.first?["ended_at"] is NSNull)
    let second = try place.nightly([], reports: "second")
    #expect(second.drops.map { $0["drop_id"] as? String } == [name])
    #expect(second.drops.first?["ended_at"] as? String == "2026-02-05T18:00:00Z")
    let since = try section("second")
    #expect(since.contains("New: none"))
    #expect(since.contains("Ended: [\(name)]"))
    #expect(!since.contains("withdrawn"))
    let table = try place.run(["export", "drops", "--db", "night.sqlite"]).out
    #expect(table.split(whereSeparator: \.isNewline).count == 2)
  }

  @Test("If it ended just where the night ended, the next one still tells")
  func endedThere() throws {
    let first = try place.nightly(["data"], options: ["--until", "2026-02-05T18:00:00Z"])
    try #require(first.drops.first?["ended_at"] is NSNull)
    let second = try place.nightly([], reports: "second")
    #expect(second.drops.map { $0["drop_id"] as? String } == [name])
    #expect(try section("second").contains("Ended: [\(name)]"))
  }
}
