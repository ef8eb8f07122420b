import Testing
import Vocabulary

@testable import Reporting

@Suite("Exported tables")
struct ExportTests {
  private let report = Night.report()

  @Test("The tables read as recorded")
  func goldens() {
    let changes = Array(report.changes.values)
    for (name, table) in [
      ("drops", ExportTable.drops(report.findings)),
      ("links", ExportTable.links(report.findings, changes: report.changes)),
      ("changes", ExportTable.changes(changes, register: report.register)),
      ("controls", ExportTable.controls(report.controls)),
    ] {
      #expect(table.rows.allSatisfy { $0.count == table.columns.count })
      expectGolden(table.csv, "export/\(name).csv")
      expectGolden(table.json, "export/\(name).json")
    }
  }

  @Test(
    "A cell that a spreadsheet would run is disarmed, a number is not",
    arguments: [
      ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("-cmd", "'-cmd"), ("@x", "'@x"), ("-12.5", "-12.5"),
      ("+3", "+3"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\nb", "\"a\nb\""),
      ("=\"x\"", "\"'=\"\"x\"\"\""), ("", ""), ("plain", "plain"),
    ])
  func cells(value: String, field: String) {
    let table = ExportTable(columns: ["c"], rows: [[.text(value)]])
    #expect(table.csv == "c\r\n\(field)\r\n")
  }

  @Test("Unknown is an empty cell and null, zero is zero")
  func unknown() {
    let table = ExportTable(
      columns: ["a", "b", "c"], rows: [[.unknown, .number(-0.5, decimals: 3), .truth(false)]])
    #expect(table.csv == "a,b,c\r\n,-0.5,false\r\n")
    #expect(table.json.contains("\"a\" : null") && table.json.contains("\"b\" : -0.5"))
  }
}
