import Foundation
import TestSupport
import Testing

@Suite("The audit")
struct AuditTests {
  private let place: Workplace

  init() throws {
    place = try Workplace()
    try place.folder.write(
      "deploys.csv",
      """
      deploy_id,change_id,service,started_at,author,change_record,approved_at,reviewers,standards_check,reliability_tests,emergency
      1,CHG-1,cart,2026-02-20T10:00:00Z,eve,MCM-1,2026-02-20T09:00:00Z,ann;bob,passed,passed,false
      2,CHG-2,cart,2026-03-10T10:00:00Z,eve,,,ann;eve,passed,,false
      3,CHG-3,pay,2026-03-11T10:00:00Z,eve,MCM-3,2026-03-11T11:00:00Z,ann;bob,passed,passed,true
      4,CHG-4,pay,2026-03-12T10:00:00Z,,MCM-4,2026-03-12T09:00:00Z,ann;bob,passed,missing,false
      5,CHG-5,wiki,2026-03-12T10:00:00Z,eve,,,,,,
      6,CHG-6,ghost,2026-03-12T10:00:00Z,eve,,,,,,

      """)
    try place.folder.write(
      "services.csv",
      """
      service,tier,owner,director,vp
      cart,1,Team Cart,"Director, Shopping","VP, Commerce"
      pay,1,Team Pay,Dana Example,"VP, Commerce"
      wiki,3,Team Wiki,,

      """)
    try place.folder.write(
      "policy.toml",
      """
      [reset]
      start = "2026-03-01"
      [emergency]
      excused_from = ["r2"]
      [[exceptions]]
      id = "EX-1"
      rules = ["r4"]
      systems = ["pay"]
      from = "2026-02-01"
      until = "2026-03-31"
      reason = "No test stage, says ann"
      owner = "Team Pay"
      [[exceptions]]
      id = "EX-2"
      rules = ["r1"]
      systems = ["cart"]
      from = "2026-02-01"
      until = "2026-02-28"
      reason = "Late"
      owner = "Team Cart"

      """)
    #expect(try place.run("load", "deploys.csv", "services.csv").status == 0)
  }

  private func table(_ arguments: String...) throws -> [[String: Any]] {
    let run = try place.run(["audit", "--json"] + arguments)
    return try JSONSerialization.object(run.out)["changes"] as? [[String: Any]] ?? []
  }

  @Test("With --replay it says what each control would have held, excuses apart")
  func replay() throws {
    let run = try place.run("audit", "--replay", "--json")
    #expect(run.status == 0)
    let replay = try JSONSerialization.object(run.out)["replay"] as? [String: Any] ?? [:]
    let combinations = replay["combinations"] as? [[String: Any]] ?? []
    #expect(combinations.count == 15)
    let held = combinations.map { $0["held"] as? Int }
    #expect(held.prefix(4) == [2, 1, 0, 1])
    #expect(held.last == 2)
    #expect(replay["drops"] as? Int == 0)
    #expect(try place.run("audit", "--replay").out.contains("No drop is recorded in this period."))
    let page = try place.run("audit", "--replay", "--format", "html").out
    #expect(page.contains("What the controls would have held"))
    #expect(try !place.run("audit", "--format", "html").out.contains("would have held"))
    #expect(try place.run("audit", "--replay", "--format", "csv").status == 64)
  }

  @Test("Every change of the period stands against every control")
  func json() throws {
    let changes = try table()
    #expect(changes.map { $0["change_id"] as? String } == ["CHG-1", "CHG-2", "CHG-3", "CHG-4"])
    let outcomes = changes.map { change in
      (change["controls"] as? [[String: Any]] ?? []).map { $0["outcome"] as? String ?? "" }
    }
    #expect(
      outcomes == [
        ["met", "met", "met", "met"], ["not_met", "not_met", "met", "not_met"],
        ["met", "excepted", "met", "met"], ["unknown", "met", "met", "excepted"],
      ])
    let whole = try JSONSerialization.object(try place.run("audit", "--format", "json").out)
    #expect(whole["schema"] as? String == "faultline/audit/1")
    #expect(whole["changes_outside"] as? Int == 1)
    #expect(whole["changes_of_unknown_tier"] as? [String] == ["CHG-6"])
    let exceptions = try #require(whole["exceptions"] as? [[String: Any]])
    #expect(exceptions.map { $0["id"] as? String } == ["EX-2", "EX-1"])
    #expect(exceptions.map { $0["state"] as? String } == ["overdue", "open"])
    #expect(exceptions.map { $0["changes_excused"] as? Int } == [0, 1])
    #expect(exceptions.map { $0["changes_not_met_since"] as? Int } == [1, 0])
  }

  @Test("The period is half-open, and exceptions are judged at its end")
  func period() throws {
    let inside = try table("--since", "2026-03-10T10:00:00Z", "--until", "2026-03-12T10:00:00Z")
    #expect(inside.map { $0["change_id"] as? String } == ["CHG-2", "CHG-3"])
    let early = try place.run("audit", "--until", "2026-02-28")
    #expect(early.out.contains("Exceptions in force: 2, oldest 27 days; none is overdue."))
    #expect(try place.run("audit", "--since", "2026-04-01").status == 64)
    #expect(
      try place.run("audit", "--since", "2026-03-11", "--until", "2026-03-11T01:00:00Z").out
        .contains("No change to Tier-1 systems is recorded in this period."))
  }

  @Test("Of a period behind all records nothing is said but where they end: 3")
  func behindRecords() throws {
    for more in [[], ["--replay"], ["--format", "html"]] {
      let run = try place.run(
        ["audit", "--since", "2026-06-01", "--until", "2026-07-01"] + more)
      #expect(run.status == 3)
      #expect(run.out.contains(/the records of changes end on \d+ March 2026, before it begins/))
      #expect(!run.out.contains("is recorded in this period"))
    }
  }

  @Test("The table gives counts, the reset, exceptions, and what was not held")
  func text() throws {
    let run = try place.run("audit")
    #expect(run.status == 0)
    #expect(
      run.out.hasPrefix(
        "4 changes to Tier-1 systems, 20 February 2026 to 12 March 2026: 1 meets all four, 1 with "
          + "at least one not met, 1 unknown, 1 excepted. Exceptions in force: 1, oldest 39 days; 1 is "
          + "overdue."))
    #expect(run.out.contains("All four met since day 0 (1 March 2026): 0 of 3; before: 1 of 1."))
    #expect(
      run.out.contains("Not held: 1 change to systems whose tier is not in the register: ghost."))
    let hash = try ProgramRun("/usr/bin/sha256sum", ["policy.toml"], in: place.path).out.prefix(64)
    #expect(run.out.contains("from policy.toml, sha256 \(hash)."))
  }

  @Test("Areas are named by field or by systems, and no person is")
  func areas() throws {
    let directors = try place.run("audit", "--by", "director", "--format", "csv")
    #expect(directors.out.contains("Shopping,1,2,1,1,0,0,"))
    #expect(directors.out.contains("area of pay,1,2,0,0,1,1,"))
    #expect(directors.err.contains("4 changes to Tier-1 systems"))
    #expect(try place.run("audit", "--by", "vp").out.contains("Commerce"))
    for format in ["table", "csv", "json", "html"] {
      let out = try place.run("audit", "--format", format).out
      for name in ["eve", "ann", "bob", "Dana"] {
        #expect(!out.contains(try Regex("\\b\(name)\\b")), "\(name) in \(format)")
      }
    }
  }

  @Test("The same data give the same page, with the policy's hash")
  func page() throws {
    let one = try place.run("audit", "--format", "html").out
    let other = try place.run(["audit", "--format", "html"], clock: 1_900_000_000).out
    #expect(one == other)
    #expect(one.hasPrefix("<!doctype html>") || one.hasPrefix("<!DOCTYPE html>"))
    let hash = try ProgramRun("/usr/bin/sha256sum", ["policy.toml"], in: place.path).out.prefix(12)
    #expect(one.contains(hash))
  }

  @Test("Without a register nothing can be told, and the status says so")
  func noRegister() throws {
    #expect(try place.run("load", "deploys.csv", "--db", "bare.sqlite").status == 0)
    let run = try place.run("audit", "--db", "bare.sqlite")
    #expect(run.status == 3)
    #expect(run.out.contains("No register of services was loaded: which of 6 changes"))
    try place.folder.write("policy.toml", "[scope]\nsystems = [\"cart\"]\n")
    let listed = try place.run("audit", "--db", "bare.sqlite")
    #expect(listed.status == 0)
    #expect(listed.out.contains("2 changes to 1 named system"))
  }
}
