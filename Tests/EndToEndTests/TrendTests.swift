import Foundation
import TestSupport
import Testing

@Suite("The quarterly report from end to end")
struct TrendTests {
  /// Seven weeks of five marketplaces, from April 2025.
  private func world() throws -> Workplace {
    let place = try Workplace()
    try place.run(
      "simulate", "world", "--seed", "111", "--days", "49", "--drops", "10", "--step", "1800")
    return place
  }

  @Test("A quarter has every number and every page, and systems that add up to all")
  func quarter() throws {
    let place = try world()
    try place.run("load", "world", "--db", "t.sqlite")
    let run = try place.run("trend", "2025Q2", "--reports", "q2", "--json", "--db", "t.sqlite")
    #expect(run.status == 0, "\(run.err)")
    let said = try JSONSerialization.object(run.out)
    #expect(said["schema"] as? String == "faultline/trend/1")
    #expect((said["comparisons"] as? [[String: Any]])?.count == 5)
    let all = try #require(said["all"] as? [String: Any])
    let systems = try #require(said["systems"] as? [[String: Any]])
    let bySystem = systems.compactMap { ($0["rate"] as? [String: Any])?["changes"] as? Int }
    #expect(bySystem.reduce(0, +) == all["changes"] as? Int)
    let replay = try #require(said["replay"] as? [String: Any])
    #expect((replay["combinations"] as? [[String: Any]])?.count == 15)
    let files = try place.folder.contents(of: "q2")
    let pages = ["index.html", "trend.md", "trend.json", "rates.svg", "weeks.svg", "systems.svg"]
    #expect(pages.allSatisfy { files[$0] != nil })
    let markdown = String(decoding: files["trend.md"] ?? .init(), as: UTF8.self)
    #expect(markdown.contains("## What the controls would have held"))
  }

  @Test("Of a quarter behind all records nothing is said but where they end: 3")
  func behindRecords() throws {
    let place = try Workplace()
    try place.run("load", SmallDataset().write("data", in: place.folder), "--db", "t.sqlite")
    let run = try place.run("trend", "2026Q3", "--reports", "q3", "--db", "t.sqlite")
    #expect(run.status == 3)
    #expect(run.out.contains("the records of changes end on 8 February 2026, before it begins"))
    #expect(try place.text("q3/trend.md").contains("before it begins"))
    #expect(!run.out.contains("No change"))
  }

  @Test("Who wrote a change, and its paperwork, moved to other changes: drops and links stay")
  func blind() throws {
    let place = try world()
    let (one, other) = (
      try trend(place, deploys: "world/deploys.csv", db: "one.sqlite"),
      try trend(place, deploys: TrendTests.shuffledDeploys(in: place), db: "other.sqlite")
    )
    for part in ["all", "quality", "systems"] {
      #expect(
        try JSONSerialization.text(one[part] ?? NSNull())
          == JSONSerialization.text(other[part] ?? NSNull()), "\(part)")
    }
    #expect((one["all"] as? [String: Any])?["linked"] as? Double ?? 0 > 3)
    #expect(
      try JSONSerialization.text(one["comparisons"] ?? NSNull())
        != JSONSerialization.text(other["comparisons"] ?? NSNull()))
  }

  private func trend(_ place: Workplace, deploys: String, db: String) throws -> [String: Any] {
    let files = ["order_metrics.csv.gz", "incidents.csv", "services.csv", "calendar.csv"]
    try place.run(["load", deploys] + files.map { "world/" + $0 } + ["--db", db])
    return try JSONSerialization.object(
      place.run("trend", "--from", "2025-01-01", "--to", "2026-01-01", "--json", "--db", db).out)
  }

  /// Columns of provenance turned by a third of the rows; the rest of each row stays.
  private static func shuffledDeploys(in place: Workplace) throws -> String {
    let folder = place.path + "/shuffled"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let text = try String(contentsOfFile: place.path + "/world/deploys.csv", encoding: .utf8)
    var records = text.csvRecords
    let heading = records.removeFirst()
    let moved = Set(
      [
        "author", "ai_assisted", "ai_tool", "change_record", "approved_at", "approved_by",
        "reviewers", "standards_check", "reliability_tests",
      ].compactMap(heading.firstIndex))
    let shift = records.count / 3
    let turned = records.indices.map { row in
      heading.indices.map { column in
        // A trailer in the summary is provenance too.
        heading[column] == "summary"
          ? ""
          : moved.contains(column)
            ? records[(row + shift) % records.count][column] : records[row][column]
      }
    }
    let lines = ([heading] + turned).map { $0.map(quoted).joined(separator: ",") }
    try (lines.joined(separator: "\n") + "\n").write(
      toFile: folder + "/deploys.csv", atomically: true, encoding: .utf8)
    return "shuffled/deploys.csv"
  }

  private static func quoted(_ cell: String) -> String {
    "\"" + cell.replacingOccurrences(of: "\"", with: "\"\"") + "\""
  }

  @Test("A period without a quarter, a wrong quarter and an empty database are told in words")
  func usage() throws {
    let place = try Workplace()
    #expect(try place.run("trend").status == 64)
    #expect(try place.run("trend", "2026Q7").status == 64)
    #expect(try place.run("trend", "2026Q1", "--from", "2026-01-01").status == 64)
    #expect(try place.run("trend", "--from", "2026-02-01", "--to", "2026-01-01").status == 64)
    #expect(try place.run("trend", "2026Q1", "--db", "none.sqlite").status == 66)
    #expect(
      try place.run("trend", "--since", "2026-02-01", "--until", "2026-01-01").err
        .contains("--since is not before --until."))
    let help = try place.run("trend", "--help").out
    #expect(help.contains("--since") && help.contains("--until"))
  }
}

extension String {
  /// Rows and cells of RFC 4180.
  fileprivate var csvRecords: [[String]] {
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    var characters = unicodeScalars.makeIterator()
    var next = characters.next()
    while let character = next {
      next = characters.next()
      if isQuoted {
        if character == "\"", next == "\"" {
          cell += "\""
          next = characters.next()
        } else if character == "\"" {
          isQuoted = false
        } else {
          cell.unicodeScalars.append(character)
        }
        continue
      }
      switch character {
      case "\"": isQuoted = true
      case ",":
        record.append(cell)
        cell = ""
      case "\n":
        record.append(cell)
        records.append(record)
        (record, cell) = ([], "")
      case "\r": break
      default: cell.unicodeScalars.append(character)
      }
    }
    return records
  }
}
