import Foundation
import TestSupport
import Testing

@Suite("verdict")
struct VerdictTests {
  private let place: Workplace
  private let database = ["--db", "night.sqlite"]
  private let name = "2026-02-05-1400"

  init() throws {
    place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
  }

  private func verdict(_ arguments: String...) throws -> ProgramRun {
    try place.run(["verdict"] + arguments + database)
  }

  /// What a nightly run shows as the verdict on the one drop.
  private func shownVerdict() throws -> Any? {
    try #require(try place.nightly(["data"]).drops.first)["verdict"]
  }

  @Test("Reports speak of a cause once a team has recorded one, and show the last verdict")
  func shown() throws {
    #expect(try shownVerdict() is NSNull)
    #expect(try verdict(name, "--cause", "none", "--team", "Checkout").status == 0)
    let run = try verdict(name, "--cause", SmallDataset.suspect, "--team", " Commerce ")
    #expect(run.status == 0)
    #expect(
      run.out == "Recorded for drop \(name): the cause is \(SmallDataset.suspect), says Commerce. "
        + "The next report shows it.\n")
    let shown = try #require(try shownVerdict() as? [String: Any])
    #expect(shown["team"] as? String == "Commerce")
    #expect("\(shown)".contains(SmallDataset.suspect))
  }

  @Test(
    "What a team settled makes no night fail, and what it found to be no drop is counted nowhere")
  func settled() throws {
    func night() throws -> (run: ProgramRun, status: [String: Any]) {
      let run = try place.run(
        "nightly", "data", "--db", "night.sqlite", "--reports", "reports", "--quiet", "--fail-on",
        "drop")
      return (run, try JSONSerialization.object(place.text("reports/status.json")))
    }
    #expect(try night().run.status == 10)
    #expect(try verdict(name, "--cause", SmallDataset.suspect, "--team", "X").status == 0)
    let known = try night()
    #expect(known.run.status == 0 && known.run.err.isEmpty)
    #expect(known.status["drops"] as? Int == 1)
    #expect(known.status["drops_needing_a_look"] as? Int == 0)
    #expect(try verdict(name, "--cause", "not-a-drop", "--team", "X").status == 0)
    let none = try night()
    #expect(none.run.status == 0 && none.run.err.isEmpty)
    #expect(none.status["drops"] as? Int == 0)
    #expect(none.status["not_drops"] as? Int == 1)
    #expect(none.status["lost_orders"] as? Double == 0)
    #expect(none.status["drops_linked"] as? Int == 0)
  }

  @Test("A drop or a change that nobody knows is refused, and nothing is kept: 64")
  func unknown() throws {
    #expect(try place.nightly(["data"]).run.status == 0)
    let drop = try verdict("2026-02-05-1401", "--cause", "none", "--team", "Checkout")
    #expect(drop.status == 64)
    #expect(drop.err.contains("Did you mean \"\(name)\"?"))
    let change = try verdict(name, "--cause", "CHG-nobody", "--team", "Checkout")
    #expect(change.status == 64)
    #expect(change.err.contains("No change \"CHG-nobody\" is in the deploy log."))
    #expect(try shownVerdict() is NSNull)
  }

  /// What the run before recorded, as another moment of the drop would have named it.
  @Test("A drop is known by the name of an earlier report, and a withdrawn one is said to be: 64")
  func earlierNames() throws {
    let night = ["--until", "2026-02-05T16:00:00Z"]
    _ = try place.nightly(["data"], options: night)
    _ = try place.nightly([], reports: "second")
    try place.execute(
      """
      UPDATE run_basis SET previous_drops = replace(previous_drops, '\(name)', '2026-02-05-1355')
      """, on: "night.sqlite")
    let known = try verdict("2026-02-05-1355", "--cause", "none", "--team", "X")
    #expect(known.status == 0)
    #expect(known.out.contains("Recorded for drop \(name):"))
    try place.execute(
      "UPDATE run_basis SET previous_drops = replace(previous_drops, 'DE', 'XX')",
      on: "night.sqlite")
    try place.execute(
      "UPDATE run_basis SET previous_drops = replace(previous_drops, 'US', 'XX')",
      on: "night.sqlite")
    let gone = try verdict("2026-02-05-1355", "--cause", "none", "--team", "X")
    #expect(gone.status == 64)
    #expect(gone.err.contains("was withdrawn"))
  }

  @Test("Before any nightly run there is nothing to judge: 66")
  func early() throws {
    #expect(try verdict(name, "--cause", "none", "--team", "Checkout").status == 66)
  }
}

@Suite("evaluate on the tool's own record")
struct OwnRecordTests {
  @Test("Without worlds it scores what was recorded by what teams said")
  func ownRecord() throws {
    let place = try Workplace()
    try SmallDataset().write("data", in: place.folder)
    #expect(try place.nightly(["data"]).run.status == 0)
    #expect(
      try place.run(
        "verdict", "2026-02-05-1400", "--cause", SmallDataset.suspect, "--team", "Commerce", "--db",
        "night.sqlite"
      ).status == 0)
    let run = try place.run("evaluate", "--db", "night.sqlite", "--json")
    #expect(run.status == 0)
    let verdicts = try #require(
      try JSONSerialization.object(run.out)["verdicts"] as? [String: Any])
    #expect(verdicts["drops"] as? Int == 1)
    #expect(verdicts["top_1"] as? Int == 1)
    let text = try place.run("evaluate", "--db", "night.sqlite").out
    #expect(text.contains("By verdicts: 1 drop"))
    #expect(text.contains("too few to say"))
    #expect(try place.run("evaluate", "--db", "none.sqlite").status == 66)
  }
}
