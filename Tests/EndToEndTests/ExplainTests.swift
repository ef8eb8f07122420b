import Foundation
import TestSupport
import Testing

@Suite("explain")
struct ExplainTests {
  private let place: Workplace
  private let database = ["--db", "night.sqlite"]

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  private func explain(_ arguments: String...) throws -> ProgramRun {
    try place.run(["explain"] + arguments + database)
  }

  @Test("It names every part of a link and the rows it comes from")
  func parts() throws {
    #expect(try place.nightly(["data"]).run.status == 0)
    let run = try explain("2026-02-05-1400", SmallDataset.suspect)
    #expect(run.status == 0)
    #expect(run.out.contains("\(SmallDataset.suspect) checkout: "))
    #expect(run.out.contains("deploys.csv:37"))
    #expect(run.out.contains("incidents.csv:2"))
    #expect(!run.out.contains("\u{1B}"))
  }

  @Test("It says what nightly said, whatever was loaded since")
  func recorded() throws {
    let night = try place.nightly(["data"])
    let before = try explain("2026-02-05-1400", SmallDataset.suspect)
    var later = SmallDataset(planted: false).metrics
    later.rows = later.rows.filter { $0.hasPrefix("2026-02-05") }
    try place.folder.write("order_metrics_later.csv", later.text)
    #expect(try place.run(["load", "order_metrics_later.csv"] + database).status == 0)
    #expect(try explain("2026-02-05-1400", SmallDataset.suspect).out == before.out)

    let json = try JSONSerialization.object(
      try explain("2026-02-05-1400", SmallDataset.suspect, "--json").out)
    #expect(json["schema"] as? String == "faultline/explain/1")
    let drop = try #require(night.drops.first)
    let suspects = try #require(drop["suspects"] as? [Any])
    #expect(
      try JSONSerialization.text(json["suspect"] ?? NSNull())
        == JSONSerialization.text(suspects[0]))
    let sources = try #require(json["sources"] as? [[String: Any]])
    #expect(sources.map { $0["line"] as? Int } == [37, 2])
  }

  @Test("Of a change that was considered and is no suspect it says why no link is recorded")
  func unlinked() throws {
    var data = SmallDataset()
    // Two days before the drop, in a place that did not fall.
    let row =
      "D-90,CHG-90,search,2026-02-03T15:00:00Z,FR,succeeded,,none,MCM-90,u1,u2;u3,passed,passed,"
    data.deploys.rows.append(row)
    try data.write("data", in: place.folder)
    _ = try place.nightly(["data"])
    // As if it were less probable than what is kept: among so few changes none is.
    for table in ["evidence", "link"] {
      try place.execute("DELETE FROM \(table) WHERE change_id = 'CHG-90'", on: "night.sqlite")
    }
    let run = try explain("2026-02-05-1400", "CHG-90")
    #expect(run.status == 0, "\(run.err)")
    #expect(run.out.contains("CHG-90 search: considered, and not linked"))
    #expect(run.out.contains("reached 0 of the 2 marketplaces that fell"))
    #expect(run.out.contains("deploys.csv:38"))
    let json = try JSONSerialization.object(try explain("2026-02-05-1400", "CHG-90", "--json").out)
    #expect(json["schema"] as? String == "faultline/explain/1")
    #expect(json["suspect"] is NSNull)
  }

  @Test("Without a recorded run it says so: 66")
  func noRun() throws {
    #expect(try place.run(["load", "data"] + database).status == 0)
    let run = try explain("2026-02-05-1400", SmallDataset.suspect)
    #expect(run.status == 66)
    #expect(run.out == "")
    #expect(run.err.hasPrefix("faultline: night.sqlite: holds no nightly run. Run faultline"))
  }

  @Test("A drop or change that is not known is answered with the near one or all there are: 64")
  func unknown() throws {
    #expect(try place.nightly(["data"]).run.status == 0)
    for (drop, change, message) in [
      (
        "2026-02-06-1400", "CHG-77",
        "No drop \"2026-02-06-1400\" is recorded. Did you mean \"2026-02-05-1400\"?"
      ),
      ("nothing", "CHG-77", "No drop \"nothing\" is recorded. There are: 2026-02-05-1400."),
      (
        "2026-02-05-1400", "CHG-7",
        "No change \"CHG-7\" is in the deploy log. Did you mean \"CHG-77\"?"
      ),
      (
        "2026-02-05-1400", "CHG-101",
        "Change \"CHG-101\", which began 2026-01-06T"
      ),
    ] {
      let run = try explain(drop, change)
      #expect(run.status == 64)
      #expect(run.out == "")
      #expect(run.err.hasPrefix("faultline: \(message)"), "\(run.err)")
    }
  }
}
