import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Detection as a filter")
struct DetectTests {
  private let place: Workplace
  private let dataset = SmallDataset()

  init() throws {
    place = try Workplace()
    try dataset.write("data", in: place.folder)
    // Rows begin with their time, so that sorting them keeps each series by time.
    let sorted = SmallDataset.marketplaces.flatMap { name in
      dataset.metrics.rows.filter { $0.contains(",\(name),") }
    }
    try write(sorted, "sorted.csv")
  }

  private func write(_ rows: [String], _ name: String, header: Bool = true) throws {
    let lines = (header ? [dataset.metrics.header] : []) + rows
    try place.folder.write(name, lines.map { $0 + "\n" }.joined())
  }

  private func detect(_ input: String, _ options: String...) throws -> ProgramRun {
    try place.run(["detect"] + options, input: input)
  }

  private func objects(_ text: String) throws -> [[String: Any]] {
    try text.split(whereSeparator: \.isNewline).map { try JSONSerialization.object(String($0)) }
  }

  @Test("It finds what a nightly run finds: names, times, places, amounts")
  func sameAsNightly() throws {
    let nightly = try place.nightly(["data"])
    let run = try detect("sorted.csv", "--json")
    #expect(run.status == 0)
    let found = try objects(run.out)
    #expect(found.count == nightly.drops.count && !found.isEmpty)
    for (drop, other) in zip(found, nightly.drops) {
      for (key, value) in drop {
        #expect(try JSONSerialization.text(value) == JSONSerialization.text(other[key] ?? "absent"))
      }
      for key in ["drop_id", "started_between", "ended_at", "lost_orders", "website_errors"] {
        #expect(drop[key] != nil)
      }
    }
  }

  @Test(
    "What it found, handed to a nightly run, is linked and reported as if it had been found there")
  func sameLinks() throws {
    let nightly = try place.nightly(["data"])
    try place.folder.write("drops.csv", try detect("sorted.csv").out)
    let given = try place.nightly(
      ["data"], db: "given.sqlite", reports: "given", options: ["--drops", "drops.csv"])
    #expect(given.run.status == nightly.run.status)
    #expect(try given.text("drops") == nightly.text("drops"))
    #expect(try given.text("controls") == nightly.text("controls"))
  }

  @Test("Without orders beside it the same, and the page says why there is no figure")
  func withoutOrders() throws {
    // Without orders the log alone says since when it is kept.
    var data = SmallDataset()
    data.deploys.rows.append("D-0,CHG-0,checkout,\(SmallDataset.start),*,,,,,,,,,")
    try data.write("data", in: place.folder)
    let nightly = try place.nightly(["data"])
    try place.folder.write("drops.csv", try detect("sorted.csv").out)
    for name in ["deploys", "incidents", "services"] {
      let text = try String(
        contentsOfFile: "\(place.path)/data/\(name).csv", encoding: .utf8)
      try place.folder.write("bare/\(name).csv", text)
    }
    #expect(try place.run("nightly", "bare", "--reports", "r", "--db", "b.sqlite").status == 66)
    let given = try place.nightly(
      ["bare"], db: "bare.sqlite", reports: "given", options: ["--drops", "drops.csv"])
    #expect(given.run.status == 0)
    #expect(try given.text("drops") == nightly.text("drops"))
    let pages = try place.folder.contents(of: "given").mapValues {
      String(decoding: $0, as: UTF8.self)
    }
    let page = try #require(pages.first { $0.key.hasSuffix(".md") && $0.key.hasPrefix("drops/") })
    #expect(page.value.contains("No figure can be drawn: the drop was taken from drops.csv"))
    #expect(pages["nightly.md"]?.contains("taken from drops.csv") == true)
    #expect(!pages.keys.contains { $0.hasSuffix(".svg") })
  }

  @Test(
    "A night of given drops says nothing of those of nights before, and links them to late rows")
  func nextNight() throws {
    var data = SmallDataset()
    data.deploys.rows.removeAll { $0.hasPrefix("D-77") }
    try data.write("early", in: place.folder)
    try place.folder.write("drops.csv", try detect("sorted.csv").out)
    let options = ["--drops", "drops.csv"]
    let end = SmallDataset.drop.end.advanced(bySeconds: 6 * 3600)
    let first = try place.nightly(["early"], options: options + ["--until", "\(end)"])
    #expect(first.drops.count == 1)
    let second = try place.nightly(["data"], reports: "second", options: options)
    #expect(second.drops.isEmpty)
    let relinked = try #require(second.json["relinked"] as? [[String: Any]])
    #expect(relinked.map { $0["drop_id"] as? String } == ["2026-02-05-1400"])
    let page = try String(contentsOfFile: "\(place.path)/second/nightly.md", encoding: .utf8)
    #expect(!page.contains("withdrawn"))
    let table = try place.run(["export", "drops", "--db", "night.sqlite"]).out
    #expect(table.contains("linked") && !table.contains("unexplained"))
  }

  @Test("A row of drops that cannot be used ends the run with its line: 65")
  func malformedDrops() throws {
    let table = try detect("sorted.csv").out
    try place.folder.write("drops.csv", table.replacing("\"\"onset\"\"", with: "\"\"offset\"\""))
    let run = try place.run(
      "nightly", "data", "--reports", "r", "--db", "d.sqlite", "--drops", "drops.csv")
    #expect(run.status == 65)
    #expect(run.err.contains("drops.csv:2: column \"detail\""))
    let missing = try place.run(
      "nightly", "data", "--reports", "r", "--db", "d.sqlite", "--drops", "none.csv")
    #expect(missing.status == 66)
  }

  @Test("Frames give the bytes that text gives")
  func binary() throws {
    let rows = SmallDataset.marketplaces.enumerated().flatMap { index, name in
      dataset.metrics.rows.filter { $0.contains(",\(name),") }.map { row -> SeriesFrames.Row in
        let cells = row.split(separator: ",")
        let time = ISO8601DateFormatter().date(from: String(cells[0]))?.timeIntervalSince1970 ?? 0
        return (UInt32(index), Int64(time), Int32(cells[2]) ?? -1, -1)
      }
    }
    let frames = SeriesFrames(table: SmallDataset.marketplaces.map { ($0, "") }, rows: rows)
    try place.folder.write("frames", frames.bytes)
    let (binary, text) = (try detect("frames", "--binary"), try detect("sorted.csv"))
    #expect(binary.status == 0)
    #expect(binary.out == text.out && text.out.contains("DE;US"))
    #expect(try detect("sorted.csv", "--binary").status == 65)
    #expect(try detect("frames", "--binary", "--tabs").status == 64)
  }

  @Test("Series by series it gives each its own drop, the same as a stream of that series alone")
  func perSeries() throws {
    let run = try detect("sorted.csv", "--per-series", "--json")
    let found = try objects(run.out)
    #expect(found.map { $0["marketplaces"] as? [String] } == [["DE"], ["US"]])
    try write(dataset.metrics.rows.filter { $0.contains(",US,") }, "us.csv")
    let alone = try detect("us.csv", "--json").out
    #expect(run.out.hasSuffix(alone) && !alone.isEmpty)
    // Both begin in one minute: a nightly run that takes them tells them apart.
    try place.folder.write("drops.csv", try detect("sorted.csv", "--per-series").out)
    let given = try place.nightly(["data"], options: ["--drops", "drops.csv"])
    #expect(Set(given.drops.compactMap { $0["drop_id"] as? String }).count == 2)
  }

  @Test("Rows that are not sorted end the run with the line: 65")
  func order() throws {
    try write(dataset.metrics.rows, "unsorted.csv")
    let run = try detect("unsorted.csv")
    #expect(run.status == 65)
    #expect(run.err.contains("line 4: DE comes after US."))
    try write(dataset.metrics.rows.filter { $0.contains(",DE,") }.reversed(), "backwards.csv")
    #expect(try detect("backwards.csv").err.contains("line 3: a row of DE comes after one of"))
  }

  @Test("Nothing in, the header out")
  func empty() throws {
    try place.folder.write("empty.csv", "")
    let run = try detect("empty.csv", "--verbose")
    #expect(run.status == 0)
    #expect(run.out.hasPrefix("drop_id,started_at,started_between,ended_at,marketplaces,"))
    #expect(run.out.split(whereSeparator: \.isNewline).count == 1)
    #expect(run.err.contains("rows_read=0 rows_counted=0 "))
    #expect(try detect("empty.csv", "--no-header").out == "")
    #expect(try detect("empty.csv", "--json").out == "")
    #expect(try detect("empty.csv", "--binary").status == 0)
    try write([], "header.csv")
    #expect(try detect("header.csv").out == run.out)
  }

  @Test("It says how many rows came and how many counted")
  func counts() throws {
    let rows = dataset.metrics.rows.filter { $0.contains(",DE,") }
    try write([rows[0]] + rows + ["2026-02-09T00:30:00,DE,7"], "some.csv")
    let run = try detect("some.csv", "--verbose")
    #expect(run.status == 0)
    #expect(
      run.err.contains(
        "rows_read=\(rows.count + 2) rows_counted=\(rows.count + 1) rows_repeated=1 "
          + "rows_set_aside=1 rows_without_step=0 series=1"))
    #expect(run.err.contains("has no offset"))
    try write(Array(rows.prefix(100)) + Array(repeating: "x,DE,7", count: 30), "bad.csv")
    #expect(try detect("bad.csv").status == 3)
  }

  @Test("A known event keeps a fall from being a drop, and a window narrows what is told")
  func calendarAndWindow() throws {
    let drop = SmallDataset.drop
    try place.folder.write(
      "calendar.csv", "starts_at,ends_at,kind,name\n\(drop.start),\(drop.end),maintenance,Works\n")
    func count(_ options: String...) throws -> Int {
      try objects(try place.run(["detect", "--json"] + options, input: "sorted.csv").out).count
    }
    #expect(try count() == 1)
    #expect(try count("--calendar", "calendar.csv") == 0)
    #expect(try count("--until", "\(drop.start)") == 0)
    #expect(try count("--since", "\(drop.end.advanced(bySeconds: 7200))") == 0)
    #expect(try count("--since", "\(drop.start)") == 1)
    try place.folder.write("broken.csv", "starts_at,ends_at\nnoon,night\n")
    #expect(try detect("sorted.csv", "--calendar", "broken.csv").status == 65)
    #expect(try detect("sorted.csv", "--calendar", "none.csv").status == 66)
    #expect(try detect("sorted.csv", "--since", "2026-02-02", "--until", "2026-02-01").status == 64)
  }

  @Test("Without headers, as an engine sends rows, only rows go in and out")
  func noHeader() throws {
    let rows = SmallDataset.marketplaces.flatMap { name in
      dataset.metrics.rows.filter { $0.contains(",\(name),") }.map {
        $0.replacing(",\(name),", with: "\t\(name)\t\t")
      }
    }
    try write(rows, "rows.tsv", header: false)
    let run = try detect("rows.tsv", "--no-header", "--tabs")
    let whole = try detect("sorted.csv").out
    #expect(run.status == 0)
    #expect(whole.hasSuffix(run.out) && run.out.hasPrefix("2026-"))
  }

  @Test("Absent hours are no data: neither a drop nor orders of zero")
  func absentHours() throws {
    // As bike rentals have it: quiet hours of single nights, and a day and a half of a hurricane.
    let gap = TimeWindow(
      start: SmallDataset.start.advanced(bySeconds: 29 * 86_400 + 4 * 3600), seconds: 36 * 3600)
    let quiet = SmallDataset(planted: false).metrics.rows.filter { $0.contains(",DE,") }
    func isAbsent(_ row: String, _ hour: Int) -> Bool {
      let time = SmallDataset.start.advanced(bySeconds: hour * 3600)
      return gap.contains(time) || (hour % 24 == 4 && hour / 24 % 9 == 2)
    }
    let absent = quiet.enumerated().filter { !isAbsent($0.element, $0.offset) }.map(\.element)
    let zeros = quiet.enumerated().map { hour, row in
      isAbsent(row, hour) ? row.split(separator: ",").dropLast().joined(separator: ",") + ",0" : row
    }
    try write(absent, "absent.csv")
    try write(zeros, "zeros.csv")
    #expect(try objects(detect("absent.csv", "--json").out).isEmpty)
    // The same hours as zeros are a drop, so the test can fail.
    #expect(try !objects(detect("zeros.csv", "--json").out).isEmpty)
  }
}
