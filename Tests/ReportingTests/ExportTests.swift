import Testing
import Vocabulary

@testable import Reporting

@Suite("Exported tables")
struct ExportTests {
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
