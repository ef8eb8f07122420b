import Foundation
import TestSupport
import Testing
import Vocabulary

@Suite("Doctor")
struct DoctorTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private func doctor(_ options: String...) throws -> ProgramRun {
    try place.run(["doctor", "--db", "x.sqlite"] + options)
  }

  private func load(_ data: SmallDataset) throws {
    try data.write("data", in: place.folder)
    #expect(try place.run("load", "data", "--db", "x.sqlite").status == 0)
  }

  private var end: String { SmallDataset.end.description }

  @Test("A whole dataset at its own time is well, and what is in use is named")
  func well() throws {
    try load(SmallDataset())
    let run = try doctor("--as-of", end, "--verify")
    #expect(run.status == 0)
    #expect(run.out.hasSuffix("No problem found. Every page of the database was checked.\n"))
    for fact in ["SQLite", "libcsv", "zlib", "settings hash", "database tables"] {
      #expect(run.out.contains(fact))
    }
  }

  @Test("Without a database there is nothing to look at: 66")
  func noDatabase() throws { #expect(try doctor().status == 66) }

  @Test("A system that one feed alone knows is named, with the near name and the way out")
  func names() throws {
    var data = SmallDataset()
    data.deploys.rows = data.deploys.rows.map { $0.replacing(",checkout,", with: ",svc-checkout,") }
    data.incidents.rows += ["INC-9,2026-02-01T00:00:00Z,x,SEV3,,UK"]
    try load(data)
    let run = try doctor("--as-of", end)
    #expect(run.status == 3)
    #expect(
      run.out.contains(
        "system \"svc-checkout\" is named in deploys only. services has \"checkout\". If it is the "
          + "same: [aliases] \"checkout\" = [\"svc-checkout\"].\n"))
    #expect(run.out.contains("marketplace \"UK\" is named in incidents only.\n"))
  }

  @Test("A name that comes near another one is not named if its own feed has that one too")
  func alike() throws {
    var data = SmallDataset()
    data.services.rows += ["chekout,2,,", "checkouts,2,,"]
    try load(data)
    #expect(try doctor("--as-of", end).out.contains("system") == false)
  }

  @Test("A limit for incidents is kept to, by the night too")
  func incidentsLate() throws {
    try SmallDataset().write("data", in: place.folder)
    try place.folder.write("faultline.toml", "[feeds.incidents]\nstale_after_hours = 48\n")
    #expect(try place.run("load", "data", "--db", "x.sqlite").status == 0)
    let run = try doctor("--as-of", end)
    #expect(run.out.contains("incidents: the newest row is of 2026-02-05T14:00:00Z, 3 days ago"))
    let night = try place.run(
      "nightly", "--db", "x.sqlite", "--reports", "r", "--as-of", end, "--json")
    #expect(night.status == 3)
    #expect(night.out.contains("Could not look after 5 Feb 14:00 UTC: the incidents feed is"))
  }

  @Test("Late feeds, rows after now, and a clock far off are told apart")
  func times() throws {
    try load(SmallDataset())
    let late = try doctor("--as-of", SmallDataset.end.advanced(bySeconds: 5 * 3600).description)
    #expect(late.status == 3)
    #expect(late.out.contains("order_metrics: the newest row reaches to 2026-02-09T00:00:00Z, 5 h"))
    #expect(late.out.contains("(limit 3 hours)"))
    let early = try doctor("--as-of", "2026-02-01")
    #expect(early.status == 3)
    #expect(early.out.contains("deploys: "))
    #expect(early.out.contains("after now (2026-02-01T00:00:00Z), the latest of"))
    let far = try doctor("--as-of", "2031-01-01")
    #expect(far.status == 3)
    #expect(far.out.contains("and this machine's clock says 2031-01-01T00:00:00Z"))
  }

  @Test("Ends before starts are counted by file, and early detections named")
  func order() throws {
    var data = SmallDataset()
    data.incidents.header += ",detected_at"
    data.incidents.rows = data.incidents.rows.map { $0 + "," }
    data.incidents.rows += [
      "INC-8,2026-02-01T10:00:00Z,x,SEV3,2026-02-01T09:00:00Z,US,",
      "INC-9,2026-02-01T10:00:00Z,x,SEV3,,US,2026-02-01T09:00:00Z",
    ]
    try load(data)
    let run = try doctor("--as-of", end)
    #expect(run.status == 3)
    #expect(run.out.contains("incidents.csv: 1 row set aside because an end comes before its"))
    #expect(run.out.contains("incidents.csv:4: incident INC-9 was detected before it started."))
  }

  @Test("A damaged page is found when it is asked for")
  func damage() throws {
    try load(SmallDataset())
    try place.execute(
      "UPDATE sample_page SET payload = zeroblob(length(payload)) WHERE rowid IN "
        + "(SELECT rowid FROM sample_page LIMIT 1)", on: "x.sqlite")
    #expect(try doctor("--as-of", end).status == 0)
    let run = try doctor("--as-of", end, "--verify")
    #expect(run.status == 3)
    #expect(run.out.contains("The stored samples of DE on"))
  }

  @Test("Earlier states of pages are counted, and a damaged one is found")
  func damagedState() throws {
    try load(SmallDataset())
    #expect(try doctor("--as-of", end).out.contains("earlier states of pages  0 of "))
    try place.folder.write(
      "order_metrics_late.csv",
      "timestamp,marketplace,orders\n2026-02-01T10:00:00Z,DE,1\n")
    #expect(try place.run("load", "order_metrics_late.csv", "--db", "x.sqlite").status == 0)
    let well = try doctor("--as-of", end, "--verify")
    #expect(well.status == 0)
    #expect(well.out.contains("earlier states of pages  1 of "))
    try place.execute(
      "UPDATE sample_page_version SET payload = zeroblob(length(payload))", on: "x.sqlite")
    let run = try doctor("--as-of", end, "--verify")
    #expect(run.status == 3)
    #expect(run.out.contains("As it was before load 2: The stored samples of DE on 2026-02-01"))
  }

  @Test("The same as JSON")
  func json() throws {
    try load(SmallDataset())
    let run = try doctor("--as-of", "2031-01-01", "--json")
    #expect(run.status == 3)
    let object = try JSONSerialization.object(run.out)
    #expect(object["schema"] as? String == "faultline/doctor/1")
    let problems = try #require(object["problems"] as? [[String: Any]])
    #expect(problems.map { $0["kind"] as? String } == ["clock_far_off"])
    #expect(object["verified"] as? Bool == false)
  }
}
