import Foundation
import TestSupport
import Testing

@Suite("Rows set aside come back when they are mended")
struct MendingTests {
  private let place: Workplace
  private var data = SmallDataset()
  private let rejects = "night.sqlite.rejects"

  init() throws {
    place = try Workplace()
    // Lines 2 and 3 of their files, so that the places are plain to see.
    data.metrics.rows.insert("2026-01-05T00:00:00Z,FR,\"12,5\"", at: 0)
    data.metrics.rows.insert("2026-01-05T01:00:00Z,FR", at: 1)
    data.deploys.rows.insert(
      "D-1,CHG-1,cart,2026-02-03T10:00:00Z,*,done,,none,MCM-1,u1,u2,passed,passed,=1+1", at: 0)
    try data.write("data", in: place.folder)
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: "\(place.path)/\(name)", encoding: .utf8)
  }

  private func openRows() throws -> Int? {
    _ = try place.nightly([])
    let status = try JSONSerialization.object(try text("reports/status.json"))
    return status["rows_set_aside"] as? Int
  }

  private func load(_ name: String) throws -> ProgramRun {
    try place.run("load", "\(rejects)/\(name)", "--db", "night.sqlite")
  }

  @Test("nightly writes them a file a feed, with place, column and reason in front")
  func written() throws {
    let night = try place.nightly(["data"])
    #expect(night.run.status == 0)
    #expect(
      try text("\(rejects)/order_metrics.csv") == """
        file,line,column,reason,timestamp,marketplace,orders\r
        order_metrics.csv,2,orders,not a whole number,2026-01-05T00:00:00Z,FR,"12,5"\r
        order_metrics.csv,3,,has 2 cells where the header has 3,2026-01-05T01:00:00Z,FR\r

        """)
    #expect(try text("\(rejects)/deploys.csv").contains(",deploy_id,change_id,service,"))
    #expect(try text("\(rejects)/deploys.csv").hasSuffix(",passed,passed,'=1+1\r\n"))
    #expect(try openRows() == 3)
  }

  @Test("A mended row is loaded under its first place, and no report counts it any more")
  func mended() throws {
    _ = try place.nightly(["data"])
    let file = "\(rejects)/deploys.csv"
    try place.folder.write(file, try text(file).replacing(",done,", with: ",succeeded,"))
    let run = try load("deploys.csv")
    #expect(run.status == 0)
    #expect(run.out.contains("1 of 1 row loaded"))
    #expect(try openRows() == 2)
    #expect(!place.folder.exists(file), "nothing of the feed is open")
    #expect(
      try place.query(
        "SELECT deploy_id || ' ' || file || ':' || line || ' ' || summary FROM deployment "
          + "WHERE deploy_id = 'D-1'", on: "night.sqlite") == ["D-1 deploys.csv:2 =1+1"])
    #expect(
      try place.query(
        "SELECT file FROM intake WHERE feed = 'deploys' ORDER BY id", on: "night.sqlite")
        == ["deploys.csv", "rejects/deploys.csv"])
  }

  @Test("A row that is still bad is set aside again where it first stood")
  func stillBad() throws {
    _ = try place.nightly(["data"])
    let file = "\(rejects)/order_metrics.csv"
    try place.folder.write(file, try text(file).replacing("12,5", with: "twelve"))
    let run = try load("order_metrics.csv")
    #expect(run.out.contains("0 of 2 rows loaded, 2 set aside"))
    #expect(try openRows() == 3)
    let again = try text(file)
    #expect(again.contains("order_metrics.csv,2,orders,not a whole number,2026-01-05T00:00:00Z"))
    #expect(again.contains("order_metrics.csv,3,,\"has 2 cells where the header has 3; once it is"))
    #expect(again.hasPrefix("file,line,column,reason,timestamp,marketplace,orders\r\n"))

    try place.folder.write(
      file,
      """
      file,line,column,reason,timestamp,marketplace,orders
      order_metrics.csv,2,orders,not a whole number,2026-01-05T00:00:00Z,FR,12
      order_metrics.csv,3,,,2026-01-05T01:00:00Z,FR,13

      """)
    #expect(try load("order_metrics.csv").out.contains("2 of 2 rows loaded"))
    #expect(try openRows() == 1)
    #expect(try load("order_metrics.csv").status == 66, "the list is gone with its rows")
  }

  @Test("One of two rows that contradict each other is taken once a person has emptied its reason")
  func contradiction() throws {
    var data = SmallDataset()
    let row = try #require(data.deploys.rows.first)
    data.deploys.rows.append(row.replacing("Tidy", with: "Untidy"))
    try data.write("twice", in: place.folder)
    _ = try place.nightly(["twice"])
    let file = "\(rejects)/deploys.csv"
    let held = "SELECT summary FROM deployment WHERE deploy_id = 'D-100' AND replaced_in IS NULL"
    let kept = try place.query(held, on: "night.sqlite")
    #expect(try load("deploys.csv").out.contains("0 of 1 row loaded, 1 set aside"))
    #expect(try place.query(held, on: "night.sqlite") == kept)
    let reason = try #require(
      try text(file).firstMatch(of: /,deploy_id,("?given twice[^"\r]*"?),D-100/))
    try place.folder.write(
      file, try text(file).replacing(",deploy_id,\(reason.1),", with: ",deploy_id,,"))
    #expect(try load("deploys.csv").out.contains("1 of 1 row loaded"))
    #expect(try place.query(held, on: "night.sqlite") != kept)
    #expect(try openRows() == 0)
  }

  @Test("A list that somebody is mending is kept beside the new one; other files are not replaced")
  func kept() throws {
    _ = try place.nightly(["data"])
    let file = "\(rejects)/order_metrics.csv"
    let half = try text(file).replacing("12,5", with: "12")
    try place.folder.write(file, half)
    _ = try place.nightly([])
    #expect(try text(file + "~") == half)
    let deploys = try text("data/deploys.csv")
    let run = try place.run("load", "data", "--db", "night.sqlite", "--rejects", "data")
    #expect(run.status == 73)
    #expect(run.err.contains("it is not a list of rows set aside"))
    #expect(try text("data/deploys.csv") == deploys)
  }

  @Test("load --rejects writes the same lists into a folder of one's own")
  func option() throws {
    for _ in 1...2 {
      let run = try place.run("load", "data", "--db", "night.sqlite", "--rejects", "bad/rows")
      #expect(run.status == 0)
      #expect(run.out.contains("in bad/rows/deploys.csv and bad/rows/order_metrics.csv"))
    }
    _ = try place.nightly(["data"])
    #expect(
      try place.folder.contents(of: rejects) == place.folder.contents(of: "bad/rows"))
  }
}
