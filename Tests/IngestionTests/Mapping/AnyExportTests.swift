import Ingestion
import TestSupport
import Testing
import Vocabulary

@Suite("Whatever an export holds")
struct AnyExportTests {
  private static let csv = [
    "\"", "\"\"", ",", ",", "\n", "\r\n", "1", "a", "03/04/2026 10:00", "2026-11-01 01:30:00",
    "1772719320", "é", "x;y", "Yes", " ", "unknown", "\\n", "13/04/2026 10:00", "\u{0}",
    "09/Oct/25 1:42 PM",
  ]

  private static let json = [
    "{", "}", "[", "]", ":", ",", "\"no\"", "\"system\"", "\"when\"", "1", "null", "true", "\\",
    "\"", "\\u00e9", "\\ud83d", "2026-03-05T10:00:00Z", "\n", " ", "-1e5", "\"a\":{\"b\":[1,{}]}",
  ]

  private func mapping(
    _ layout: FeedMapping.Layout, _ encoding: TextEncoding = .utf8, format: DateFormat? = nil
  ) -> FeedMapping {
    FeedMapping(
      feed: .deploys, table: "feeds.deploys", layout: layout, encoding: encoding,
      zone: LocalZone("America/New_York"), repeatedHour: .firstThenSecond,
      columns: [
        ColumnMapping("deploy_id", from: ["no", "system"], join: "-"),
        ColumnMapping("service", from: ["system"], defaultValue: "cart", aliases: ["a": "b"]),
        ColumnMapping("started_at", from: ["when"], format: format),
        ColumnMapping("lines_changed", from: ["x[*]"], split: ";", isCount: true),
        ColumnMapping("emergency", from: ["x[*]"], values: ["yes": "true", "*": "unknown"]),
        ColumnMapping("change_record", from: ["x[2]", "x[1]"], match: "([a-z]+)"),
      ], skip: [SkipRule(column: "no", condition: .matches("^9"), isOptional: true)])
  }

  private func bytes(_ scraps: [String], _ random: inout ShuffleGenerator) -> [UInt8] {
    (0..<Int.random(in: 0...80, using: &random)).flatMap { _ in
      Int.random(in: 0..<20, using: &random) == 0
        ? [UInt8.random(in: 0...255, using: &random)]
        : Array(scraps[Int.random(in: 0..<scraps.count, using: &random)].utf8)
    }
  }

  private func read(_ name: String, _ bytes: [UInt8], _ mapping: FeedMapping) throws {
    do {
      let file = try ReadFile(name, bytes, mapping: mapping)
      guard case .deploys(let records) = file.reading.records else { return }
      #expect(file.reading.rowsUsable == records.count + file.reading.duplicates)
      #expect(file.reading.rejected.allSatisfy { !$0.reason.isEmpty })
    } catch let unusable as Unusable {
      #expect(unusable.text.hasPrefix(name))
    }
  }

  @Test(
    "It is read or refused, and every row is used, passed over or set aside", arguments: 0..<150)
  func scrambled(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let rows = Array("no,system,when,x,x\n".utf8) + bytes(AnyExportTests.csv, &random)
    for format in [nil, DateFormat("d/M/yyyy H:mm")] {
      try read("x.csv", rows, mapping(.rows(.commas), format: format))
    }
    try read("x.csv", rows, mapping(.rows(CSVDialect(delimiter: 44, hasQuotes: false))))
    try read("x.csv", rows, mapping(.rows(.commas), .windows1252))
    try read("x.csv", [0xff, 0xfe] + rows, mapping(.rows(.commas)))
    try read("x.csv", [0xfe, 0xff] + rows.flatMap { [0, $0] }, mapping(.rows(.commas)))
    let start = Array("[{\"no\":1,\"system\":\"a\",\"when\":\"2026-03-05T10:00:00Z\"}".utf8)
    for prefix in [start, start + Array(",".utf8), []] {
      let text = prefix + bytes(AnyExportTests.json, &random)
      try read("x.json", text, mapping(.json(records: ["a.b[]", "[]"])))
      try read("x.json", text + Array("]".utf8), mapping(.json(records: [])))
    }
  }
}
