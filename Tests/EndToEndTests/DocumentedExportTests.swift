import Foundation
import TestSupport
import Testing

@Suite("docs/exports.md")
struct DocumentedExportTests {
  @Test("Its example is read as it says")
  func example() throws {
    let place = try Workplace()
    let page = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../docs/exports.md")
    let text = try String(contentsOf: page, encoding: .utf8)
    let settings = try #require(
      text.components(separatedBy: "```toml\n").dropFirst().first?
        .components(separatedBy: "```").first)
    try place.folder.write("faultline.toml", settings)
    try place.folder.write(
      "exports/change_request_1.csv",
      Array(
        ("Number,Type,State,Short description,Business service,Configuration item,"
          + "Planned start date,Planned end date,Actual start date,Actual end date,Approval,"
          + "u_ai_assisted,u_tested\n"
          + "CHG1,Normal,Closed,Gr").utf8) + [0xf6]
        + Array(
          ("sse,,svc-checkout,03/04/2026 10:00:00,03/04/2026 11:00:00,03/04/2026 10:01:00,,Approved,"
            + "Yes,no\n").utf8))
    try place.folder.write("exports/orders-1.csv", "ts;order_count\n2026-03-04 10:00:00;7\n")
    #expect(try place.run("check").out == "No problem found: 2 files usable, nothing written.\n")
    #expect(try place.run("load", "--db", "x.sqlite").status == 0)
    let changes = try place.run("export", "changes", "--db", "x.sqlite", "--format", "csv").out
    #expect(changes.contains("checkout-api"))
    #expect(changes.contains("2026-03-04T15:01:00Z"))
    #expect(changes.contains("declared"))
  }
}
