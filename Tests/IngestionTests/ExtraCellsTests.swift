import TestSupport
import Testing
import Vocabulary

@testable import Ingestion

@Suite("Columns that nothing is made of")
struct ExtraCellsTests {
  @Test("Their cells come with the records, a repeated heading and one without a name apart")
  func own() throws {
    let reading = try ReadFile(
      "deploys.csv",
      Array(
        ("u_tested,deploy_id,service,Label,started_at,Label,\n"
          + "Yes,D-1,cart,eu,2026-03-05T14:02:00Z, web ,\n"
          + ",D-2,cart,,2026-03-05T14:03:00Z,,x\n"
          + ",,cart,,2026-03-05T14:03:00Z,,set aside\n").utf8)
    ).reading
    #expect(reading.extraColumns == ["u_tested", "Label[1]", "Label[2]", "column 7"])
    #expect(reading.extraCells == [["Yes", "eu", "web", ""], ["", "", "", "x"]])
  }

  @Test("Rows that differ there alone are one row, whichever comes first")
  func oneRow() throws {
    let rows = ["D-1,cart,2026-03-05T14:02:00Z,b\n", "D-1,cart,2026-03-05T14:02:00Z,a\n"]
    for order in [rows, rows.reversed()] {
      let text = "deploy_id,service,started_at,seen\n" + order.joined()
      let reading = try ReadFile("deploys.csv", Array(text.utf8)).reading
      #expect(reading.duplicates == 1)
      #expect(reading.rejected.isEmpty)
      #expect(reading.extraCells == [["a"]])
    }
  }

  @Test("A mapping takes what it uses out of them")
  func mapped() throws {
    let mapping = FeedMapping(
      feed: .incidents, table: "feeds.x",
      columns: [
        ColumnMapping("incident_id", from: ["Key"]),
        ColumnMapping("started_at", from: ["Created"], format: DateFormat("rfc3339")),
      ], skip: [SkipRule(column: "Kind", condition: .isOne(["task"]))])
    let folder = try TemporaryFolder()
    try folder.write(
      "x.csv",
      "Kind,Key,Created,Team\ntask,1,2026-03-05T14:02:00Z,a\nbug,2,2026-03-05T14:02:00Z,b\n")
    let reading = try FeedReader.read(
      InputFile(path: folder.path + "/x.csv", name: "x.csv", feed: .incidents),
      as: .mapped(mapping)
    ) { _ in }
    #expect(reading.extraColumns == ["Kind", "Team"])
    #expect(reading.extraCells == [["bug", "b"]])
  }

  @Test("Of order metrics none are kept")
  func metrics() throws {
    let reading = try ReadFile(
      "order_metrics.csv",
      Array("timestamp,marketplace,orders,x\n2026-03-05T14:02:00Z,US,1,y\n".utf8)
    ).reading
    #expect(reading.extraColumns == ["x"])
    #expect(reading.extraCells.isEmpty)
  }
}
