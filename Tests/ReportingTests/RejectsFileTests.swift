import TestSupport
import Testing
import Vocabulary

@testable import Reporting

@Suite("Lists of rows set aside")
struct RejectsFileTests {
  private func row(
    _ line: Int, _ cells: [String], columns: [String], file: String = "deploys.csv"
  ) -> RejectedRow {
    RejectedRow(
      feed: .deploys, place: SourcePlace(file: file, line: line), column: "status", value: "x",
      reason: "not one of …", cells: cells, columns: columns)
  }

  @Test("Rows of files with another header go into a list of their own, each row as it was")
  func headers() {
    let files = RejectsFile.files([
      row(9, ["D-2", "a,b"], columns: ["deploy_id", "status"]),
      row(2, ["x", "D-1"], columns: ["status", "deploy_id"], file: "old.csv"),
      row(3, ["D-3"], columns: ["deploy_id", "status"]),
    ])
    #expect(
      files == [
        "deploys.csv": """
        file,line,column,reason,deploy_id,status\r
        deploys.csv,3,status,not one of …,D-3\r
        deploys.csv,9,status,not one of …,D-2,"a,b"\r

        """,
        "deploys-2.csv": """
        file,line,column,reason,status,deploy_id\r
        old.csv,2,status,not one of …,x,D-1\r

        """,
      ])
  }

  @Test("A cell that a spreadsheet would take for a formula is guarded, and so is the guard")
  func formulas() {
    let cells = ["=1+1", "-5", "'=x", "''", "'tis", "@home"]
    let text = RejectsFile.files([row(2, cells, columns: ["a"])])["deploys.csv"] ?? ""
    #expect(text.hasSuffix(",'=1+1,-5,''=x,''',\'tis,'@home\r\n"))
  }

  @Test("Lists of feeds without open rows are put away, and what is no list is left alone")
  func putAway() throws {
    let place = try TemporaryFolder()
    try RejectsFile.write([row(2, ["D-1"], columns: ["deploy_id"])], to: place.path)
    try place.write("incidents.csv", "incident_id,started_at\n")
    try place.write("order_metrics.csv", "file,line,column,reason,timestamp\n")
    try RejectsFile.write([], to: place.path)
    #expect(
      try place.contents(of: ".").keys.sorted()
        == ["deploys.csv~", "incidents.csv", "order_metrics.csv~"])
    #expect(throws: ReportFolderError.self) {
      try place.write("deploys.csv", "deploy_id,service,started_at\n")
      try RejectsFile.write([row(2, ["D-1"], columns: ["deploy_id"])], to: place.path)
    }
  }
}
