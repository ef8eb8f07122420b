import Foundation
import Testing
import Vocabulary

@testable import Reporting

@Suite("Audits and the gate")
struct AuditTests {
  private static let exceptions = [
    SafeguardException(
      id: "EX-2", controls: [.reliabilityTests], systems: [Service("payments-config")],
      window: TimeWindow(start: Night.at(5, 0), seconds: 4 * 86_400),
      reason: "No stage for configuration, says Ada Example", owner: "Payments"),
    SafeguardException(
      id: "EX-1", controls: [.approvedRecord, .standardsCheck],
      systems: [Service("checkout-api")], changes: [ChangeID("D-4410")],
      window: TimeWindow(start: Night.at(1, 0), seconds: 31 * 86_400),
      reason: "Moves to the new <tool>",
      owner: "Commerce"),
    SafeguardException(
      id: "EX-3", controls: [.twoReviewers], systems: [Service("checkout-api")],
      window: TimeWindow(start: Night.at(1, 0), seconds: 31 * 86_400), closedAt: Night.at(8, 0),
      reason: "One team member was away", owner: "Commerce"),
  ]

  private static func held(
    _ id: String, _ outcomes: [ControlResult.Outcome],
    _ coverage: SafeguardCoverage = .covered
  ) -> AuditedChange {
    guard let change = Night.changes.first(where: { $0.id.name == id }) else {
      preconditionFailure("\(id) is among the changes")
    }
    return AuditedChange(
      change: change, coverage: coverage, results: Night.results(id, outcomes))
  }

  private static let changes = [
    held(
      "D-4417", [.notMet(.reviewers(found: 1, needed: 2)), .met, .met, .unknown(.emptyCell)]),
    held(
      "D-4418",
      [
        .excepted(.emergency), .notMet(.noRecord), .met, .notMet(.checkMissing),
      ]),
    held("D-4421", [.met, .excepted(.exception("EX-1")), .met, .met]),
  ]

  static let audit = SafeguardAudit(
    window: TimeWindow(start: Night.at(1, 0), seconds: 10 * 86_400),
    provenance: RunProvenance(
      toolVersion: "0.4.0", commandLine: "faultline audit --since 2026-03-01T00:00:00Z",
      settingsHash: Night.provenance.settingsHash, policy: Night.policy, runAt: nil),
    intakes: [], changes: changes, changesOutside: 3,
    changesOfUnknownTier: Night.changes.filter { $0.id.name == "D-4425" },
    register: Night.register, exceptions: exceptions, areaNames: [:])

  static let gate = GateAnswer(
    changes: [
      changes[0], changes[2], held("D-4410", [.met, .met, .met, .met], .outside),
      held("D-4412", [.met, .met, .met, .unknown(.notRecorded)], .unknown),
    ], policy: Night.policy, toolVersion: "0.4.0", register: Array(Night.register.values),
    rowsSetAside: 0)

  @Test("They read as recorded")
  func goldens() {
    expectGolden(AuditTests.audit.html, "audit/index.html")
    expectGolden(AuditTests.audit.json(by: .vp), "audit/audit.json")
    expectGolden(AuditTests.audit.table.csv, "audit/audit.csv")
    expectGolden(AuditTests.audit.table(by: .system).csv, "audit/systems.csv")
    expectGolden(TerminalText.audit(AuditTests.audit, by: nil), "terminal/audit.txt")
    expectGolden(TerminalText.audit(AuditTests.audit, by: .director), "terminal/audit-areas.txt")
    expectGolden(TerminalText.gate(AuditTests.gate), "terminal/gate.txt")
    expectGolden(AuditTests.gate.json, "terminal/gate.json")
  }

  @Test("A period that runs on after the records says where they end")
  func endsEarly() {
    let plain = AuditTests.audit
    let audit = SafeguardAudit(
      window: TimeWindow(start: plain.window.start, seconds: 31 * 86_400),
      provenance: plain.provenance, intakes: Night.intakes(rejected: 0, ordersTo: Night.at(11, 5)),
      changes: plain.changes, changesOutside: 0, changesOfUnknownTier: [],
      register: Night.register, exceptions: [], areaNames: [:])
    #expect(
      audit.days == "1 March 2026 to 31 March 2026 (the records end on 11 March 2026)")
    #expect(audit.html.contains("The records end on 11 March 2026: this is a part of the period."))
    #expect(TerminalText.audit(audit, by: nil).contains("the records end on 11 March 2026"))
  }

  @Test("Neither names a person")
  func people() {
    let audit = AuditTests.audit
    let texts =
      [
        audit.html, audit.table.csv, TerminalText.audit(audit, by: nil),
        TerminalText.gate(AuditTests.gate), AuditTests.gate.json,
      ]
      + AuditGrouping.allCases.flatMap {
        [audit.json(by: $0), audit.table(by: $0).csv, TerminalText.audit(audit, by: $0)]
      }
    for text in texts {
      for person in Night.people + ["Dana Director", "Vera Vicepresident"] {
        #expect(!text.contains(person))
      }
    }
  }

  @Test("Every grouping counts every change once")
  func groups() {
    for grouping in AuditGrouping.allCases {
      let groups = AuditTests.audit.groups(by: grouping)
      #expect(groups.reduce(0) { $0 + $1.counts.changes } == 3)
      #expect(groups.reduce(0) { $0 + $1.counts.allMet } == 0)
      #expect(groups.reduce(0) { $0 + $1.counts.anyExcepted } == 1)
      #expect(groups.map(\.name) == groups.map(\.name).sorted())
    }
    #expect(
      AuditTests.audit.groups(by: .system).map(\.name) == ["checkout-api", "payments-config"])
  }

  @Test("Of fewer than twenty changes no percentage is given")
  func smallGroups() {
    #expect(!TerminalText.audit(AuditTests.audit, by: .vp).contains("%"))
    let many = SafeguardAudit(
      window: AuditTests.audit.window, provenance: AuditTests.audit.provenance, intakes: [],
      changes: Array(repeating: AuditTests.changes[2], count: 20), changesOutside: 0,
      changesOfUnknownTier: [], register: Night.register, exceptions: [], areaNames: [:])
    #expect(TerminalText.audit(many, by: .vp).contains("0% (0 of 20)"))
  }

  @Test(
    "An area goes by its role's field, by the policy's name for it, or by its systems",
    arguments: [
      ("Director, Checkout", [:], "Checkout"), ("VP of Commerce", [:], "Commerce"),
      ("Head of Search, Ads", [:], "Search, Ads"), ("Dana Director", [:], "area of cart and pay"),
      ("Director, Ada Example", [:], "area of cart and pay"),
      ("Director, ", [:], "area of cart and pay"),
      ("Dana of Checkout", [:], "area of cart and pay"),
      ("Dana Director", ["Dana Director": "Checkout"], "Checkout"),
    ] as [(String, [String: String], String)])
  func areas(cell: String, given: [String: String], expected: String) {
    let register = Dictionary(
      uniqueKeysWithValues: ["pay", "cart"].map {
        (Service($0), ServiceEntry(service: Service($0), director: cell))
      })
    let names = AreaNames(register, given: given, people: PeopleFilter(Night.changes))
    #expect(names.director(of: register[Service("cart")]) == expected)
    #expect(names.vp(of: register[Service("cart")]) == AreaNames.none)
    #expect(names.director(of: nil) == AreaNames.none)
  }

  @Test("Overdue exceptions come first; what they no longer excuse is counted")
  func exceptions() {
    let uses = AuditTests.audit.exceptions
    #expect(uses.map(\.exception.id) == ["EX-2", "EX-1", "EX-3"])
    #expect(uses.map(\.state) == [.overdue, .open, .closed])
    #expect(uses.map(\.ageDays) == [6, 10, 10])
    #expect(uses.map(\.excused) == [0, 1, 0])
    #expect(uses.map(\.missing) == [1, 0, 1])
  }
}
