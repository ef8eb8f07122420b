import Foundation
import TestSupport
import Testing

@Suite("The gate")
struct GateTests {
  private let place: Workplace

  init() throws { place = try Workplace() }

  private static let header =
    "deploy_id,change_id,service,started_at,author,change_record,approved_at,approved_by,reviewers,"
    + "standards_check,reliability_tests,emergency\n"

  /// A planned change of the first hour of 10 March, complete but for what is given.
  private static func row(
    _ change: String, service: String = "cart", record: String = "MCM-1",
    approvedAt: String = "2026-03-09T10:00:00Z", reviewers: String = "ann;bob",
    standards: String = "passed", tests: String = "passed", emergency: String = "false"
  ) -> String {
    "D-\(change),\(change),\(service),2026-03-10T00:00:00Z,eve,\(record),\(approvedAt),kim,"
      + "\(reviewers),\(standards),\(tests),\(emergency)\n"
  }

  private func write(_ rows: String...) throws {
    try place.folder.write("deploys.csv", GateTests.header + rows.joined())
    try place.folder.write("services.csv", "service,tier\ncart,1\nwiki,3\n")
  }

  private func gate(_ more: String...) throws -> ProgramRun {
    try place.run(["gate", "--file", "deploys.csv", "--file", "services.csv"] + more)
  }

  @Test("A complete change may ship, without a database")
  func ready() throws {
    try write(GateTests.row("CHG-1"))
    let run = try gate()
    #expect(run.status == 0)
    #expect(
      run.out == """
        CHG-1 cart (Tier 1), authorship unknown, starts 10 Mar 2026 00:00 UTC
          two reviewers      met  2 or more besides the author
          change record      met  MCM-1, approved 9 Mar 10:00
          standards check    met  passed
          reliability tests  met  passed
        Ready: all four met. Policy "code safety reset", built in.

        """)
    #expect(run.err.isEmpty)
    #expect(!place.folder.exists("faultline.sqlite"))
  }

  @Test("An empty cell is not met, and the author among the reviewers does not count")
  func notMet() throws {
    try write(GateTests.row("CHG-1", reviewers: "ann;Eve", tests: ""))
    let run = try gate()
    #expect(run.status == 10)
    #expect(run.out.contains("two reviewers      not met  1 of 2 reviewers (the author does"))
    #expect(run.out.contains("reliability tests  not met  no result of the check"))
    #expect(
      run.out.hasSuffix(
        "Not ready: 2 not met. Policy \"code safety reset\", built in, rules r1 and r4.\n"))
    for name in ["eve", "Eve", "ann", "kim"] { #expect(!run.out.contains(name)) }
  }

  @Test("A check that failed for a later step of a change keeps the whole change back")
  func laterStep() throws {
    let later = GateTests.row("CHG-1", standards: "failed").replacing("D-CHG-1", with: "D-2")
      .replacing("2026-03-10T00", with: "2026-03-10T01")
    try write(GateTests.row("CHG-1"), later)
    let run = try gate()
    #expect(run.status == 10)
    #expect(run.out.contains("standards check    not met  the check ended with a failure"))
  }

  @Test("An absent column is unknown; the policy says whether that blocks")
  func unknown() throws {
    try place.folder.write(
      "deploys.csv",
      "deploy_id,change_id,service,started_at,author,change_record,approved_at,reviewers,"
        + "standards_check\n"
        + "D-1,CHG-1,cart,2026-03-10T00:00:00Z,eve,MCM-1,2026-03-09T10:00:00Z,ann;bob,passed\n")
    try place.folder.write("services.csv", "service,tier\ncart,1\n")
    let blocked = try gate()
    #expect(blocked.status == 10)
    #expect(blocked.out.contains("reliability tests  unknown  the input has no such column"))
    #expect(blocked.out.contains("Not ready: 1 unknown. Policy"))
    try place.folder.write("policy.toml", "unknown_blocks = false\n")
    let passed = try gate()
    #expect(passed.status == 0)
    #expect(passed.out.contains("Ready: 1 unknown, which does not block by this policy."))
    try write(GateTests.row("CHG-1", tests: ""))
    #expect(try gate().status == 10)
  }

  @Test("An approval after the start is late, but not for an emergency within its time")
  func emergency() throws {
    try write(
      GateTests.row("CHG-1", approvedAt: "2026-03-10T01:00:00Z"),
      GateTests.row("CHG-2", approvedAt: "2026-03-10T01:00:00Z", emergency: "true"))
    try place.folder.write("policy.toml", "[emergency]\napproval_within_hours = 1\n")
    let run = try gate("--json")
    #expect(run.status == 10)
    let changes = try #require(
      try JSONSerialization.object(run.out)["changes"] as? [[String: Any]])
    #expect(changes.map { $0["ready"] as? Bool } == [false, true])
    let record = try #require((changes[0]["controls"] as? [[String: Any]])?[1])
    #expect(record["rule"] as? String == "r2")
    #expect(record["outcome"] as? String == "not_met")
    #expect(record["reason"] as? String == "approved 10 Mar 01:00, after the start")
  }

  @Test("An exception holds on its days and for its rules alone")
  func exception() throws {
    try write(GateTests.row("CHG-1", tests: "missing"))
    for (until, status) in [("2026-03-10", 0), ("2026-03-09", 10)] as [(String, Int32)] {
      try place.folder.write(
        "policy.toml",
        "[[exceptions]]\nid = \"EX-7\"\nrules = [\"r4\"]\nsystems = [\"cart\"]\n"
          + "from = \"2026-02-01\"\nuntil = \"\(until)\"\nreason = \"r\"\nowner = \"Team Cart\"\n")
      let run = try gate()
      #expect(run.status == status)
      #expect(run.out.contains("reliability tests  excepted  exception EX-7") == (status == 0))
    }
  }

  @Test("A standard change is known by its record, also by that of the database")
  func standard() throws {
    try write(GateTests.row("CHG-1", reviewers: ""))
    try place.folder.write("change_records.csv", "change_record,record_type\nMCM-1,Standard\n")
    try place.folder.write("policy.toml", "[standard]\nexcused_from = [\"r1\"]\n")
    #expect(try gate().status == 10)
    let run = try gate("--file", "change_records.csv")
    #expect(run.status == 0)
    #expect(run.out.contains("two reviewers      excepted  a standard change"))
    #expect(try place.run("load", "change_records.csv", "services.csv").status == 0)
    #expect(try place.run("gate", "--file", "deploys.csv").status == 0)
  }

  @Test("What the safeguards do not cover ships; what nobody can tell is held")
  func coverage() throws {
    try write(
      GateTests.row("CHG-1", service: "wiki", record: ""),
      GateTests.row("CHG-2", service: "ghost", record: ""))
    let run = try gate()
    #expect(run.status == 10)
    #expect(run.out.contains("Ready: the safeguards cover Tier-1 systems and ask nothing of it."))
    #expect(run.out.contains("held as if the safeguards covered it."))
    #expect(run.out.hasSuffix("1 of 2 changes ready.\n"))
    #expect(try gate("CHG-1").status == 0)
    let wrong = try gate("CHG-3")
    #expect(wrong.status == 64)
    #expect(wrong.err.contains("no change \"CHG-3\". Did you mean"))
  }

  @Test("A row that cannot be read is no change that may ship")
  func rejected() throws {
    try write(GateTests.row("CHG-1"), "D-2,CHG-2,cart,yesterday,,,,,,,,\n")
    let run = try gate("--json")
    #expect(run.status == 3)
    #expect(run.err.contains("Set aside: deploys.csv:3, "))
    let answer = try JSONSerialization.object(run.out)
    #expect(answer["ready"] as? Bool == false)
    #expect(answer["rows_set_aside"] as? Int == 1)
    try write("D-2,CHG-2,cart,yesterday,,,,,,,,\n")
    let none = try gate()
    #expect(none.status == 3)
    #expect(none.out == "No planned change could be read.\n")
  }

  @Test("A change of the database is held as it was loaded")
  func database() throws {
    try write(GateTests.row("CHG-1"), GateTests.row("CHG-2", record: ""))
    #expect(try place.run("load", "deploys.csv", "services.csv").status == 0)
    #expect(try place.run("gate", "CHG-1").status == 0)
    let both = try place.run("gate", "CHG-2", "CHG-1")
    #expect(both.status == 10)
    #expect(both.out.hasPrefix("CHG-2 cart"))
    let wrong = try place.run("gate", "CHG-9")
    #expect(wrong.status == 64)
    #expect(wrong.err.contains("with --file deploys.csv"))
    #expect(try place.run("gate", "CHG-1", "--db", "none.sqlite").status == 66)
    #expect(try place.run("gate").status == 64)
  }
}
