import Policy
import Testing
import Vocabulary

@Suite("Changes against the safeguards")
struct AuditorTests {
  static let start = Timestamp(Timestamp.Civil(year: 2026, month: 3, day: 10, hour: 12))

  private func change(
    _ id: String = "C", service: String = "checkout", startMinutes: Int = 0,
    _ paperwork: Paperwork = complete
  ) -> Change {
    let started = AuditorTests.start.advanced(bySeconds: 60 * startMinutes)
    let step = Deployment(
      id: DeployID("D-\(id)"), change: ChangeID(id), service: Service(service),
      startedAt: started, place: SourcePlace(file: "deploys.csv", line: 2))
    let rows = [
      DeployRecord(deployment: step, authorship: .unknown, paperwork: paperwork, summary: nil)
    ]
    return Change.grouping(rows)[0]
  }

  private static let complete = Paperwork(
    changeRecord: .value("MCM-1"), approvedAt: .value(start.advanced(bySeconds: -60)),
    approvedBy: .value("boss"), reviewers: .value(["ann", "bob"]), author: .value("eve"),
    standardsCheck: .value(.passed), reliabilityTests: .value(.passed))

  private func outcome(
    _ control: Control, _ edit: (inout Paperwork) -> Void
  ) -> ControlResult.Outcome? {
    var paperwork = AuditorTests.complete
    edit(&paperwork)
    return Auditor().results(for: change(paperwork)).first { $0.control == control }?.outcome
  }

  private func change(_ paperwork: Paperwork) -> Change { change("C", paperwork) }

  @Test("A complete change meets all four controls")
  func complete() {
    let results = Auditor().results(for: change())
    #expect(results.map(\.control) == Control.allCases)
    #expect(results.allSatisfy { $0.outcome == .met })
  }

  @Test("A change of which the input records nothing is unknown in all four")
  func nothingRecorded() {
    let results = Auditor().results(for: change(Paperwork()))
    #expect(results.allSatisfy { $0.outcome == .unknown(.notRecorded) })
  }

  @Test("Empty cells in columns that are there are not met")
  func emptyCells() {
    let paperwork = Paperwork(
      changeRecord: .none, approvedAt: .none, approvedBy: .none, reviewers: .none,
      author: .value("eve"), standardsCheck: .none, reliabilityTests: .none)
    #expect(
      Auditor().results(for: change(paperwork)).map(\.outcome) == [
        .notMet(.reviewers(found: 0, needed: 2)), .notMet(.noRecord), .notMet(.checkMissing),
        .notMet(.checkMissing),
      ])
  }

  @Test("The author among the reviewers does not count, however written")
  func authorReviews() {
    let found = outcome(.twoReviewers) { $0.reviewers = .value(["ann", " EVE "]) }
    #expect(found == .notMet(.reviewers(found: 1, needed: 2)))
  }

  @Test("A reviewer listed twice, or as white space, counts once or not at all")
  func duplicateReviewers() {
    let found = outcome(.twoReviewers) { $0.reviewers = .value(["Ann", "ann ", "", "  "]) }
    #expect(found == .notMet(.reviewers(found: 1, needed: 2)))
  }

  @Test(
    "Without a known author three reviewers are enough, two may be and one is not",
    arguments: [Recorded<String>.unknown, .none, .value(" ")])
  func unknownAuthor(author: Recorded<String>) {
    func found(_ reviewers: [String]) -> ControlResult.Outcome? {
      outcome(.twoReviewers) {
        $0.author = author
        $0.reviewers = .value(reviewers)
      }
    }
    #expect(found(["ann", "bob", "cy"]) == .met)
    #expect(found(["ann", "bob"]) == .unknown(.authorUnknown))
    #expect(found(["ann"]) == .notMet(.reviewers(found: 1, needed: 2)))
  }

  @Test("An approval in the second of the start is in time, one second later is not")
  func approvalTime() {
    let late = AuditorTests.start.advanced(bySeconds: 1)
    #expect(outcome(.approvedRecord) { $0.approvedAt = .value(AuditorTests.start) } == .met)
    #expect(
      outcome(.approvedRecord) { $0.approvedAt = .value(late) }
        == .notMet(.approvedAfterStart(approvedAt: late)))
  }

  @Test("An approver without a time leaves the time of approval unknown")
  func approverOnly() {
    for time in [Recorded<Timestamp>.unknown, .none] {
      #expect(
        outcome(.approvedRecord) { $0.approvedAt = time } == .unknown(.approvalTimeUnknown))
    }
  }

  @Test("A record with neither time nor approver is not approved")
  func noApproval() {
    for (time, approver) in [
      (Recorded<Timestamp>.none, Recorded<String>.none), (.none, .unknown), (.unknown, .none),
    ] {
      let found = outcome(.approvedRecord) {
        $0.approvedAt = time
        $0.approvedBy = approver
      }
      #expect(found == .notMet(.noApproval))
    }
  }

  @Test("A missing record or a late approval is said even where the other is unknown")
  func certainFirst() {
    let noRecord = outcome(.approvedRecord) {
      $0.changeRecord = .none
      $0.approvedAt = .unknown
      $0.approvedBy = .unknown
    }
    #expect(noRecord == .notMet(.noRecord))
    let noApproval = outcome(.approvedRecord) {
      $0.changeRecord = .unknown
      $0.approvedAt = .none
      $0.approvedBy = .none
    }
    #expect(noApproval == .notMet(.noApproval))
    #expect(outcome(.approvedRecord) { $0.changeRecord = .unknown } == .unknown(.notRecorded))
  }

  @Test("Checks read as recorded")
  func checks() {
    #expect(
      outcome(.standardsCheck) { $0.standardsCheck = .value(.failed) } == .notMet(.checkFailed))
    #expect(
      outcome(.reliabilityTests) { $0.reliabilityTests = .value(.missing) }
        == .notMet(.checkMissing))
    #expect(
      outcome(.reliabilityTests) { $0.reliabilityTests = .unknown } == .unknown(.notRecorded))
  }

  @Test("Only services known as Tier 1 are audited, and unknown tiers are counted")
  func coverage() {
    let register = [
      ServiceEntry(service: Service("checkout"), tier: 1),
      ServiceEntry(service: Service("wiki"), tier: 3), ServiceEntry(service: Service("blank")),
    ]
    let changes = [
      change("late", startMinutes: 5), change("C"), change("W", service: "wiki"),
      change("B", service: "blank"), change("G", service: "ghost", startMinutes: -5),
    ]
    let report = Auditor().report(changes: changes, services: register)
    #expect(report.changes.map(\.change.id.name) == ["C", "late"])
    #expect(report.changes.allSatisfy { $0.results.map(\.control) == Control.allCases })
    #expect(report.changesOutside == 1)
    #expect(report.changesOfUnknownTier.map(\.id.name) == ["G", "B"])
  }

  @Test("Without a register nothing is audited and everything is counted")
  func noRegister() {
    let report = Auditor().report(changes: [change()], services: [])
    #expect(report.changes.isEmpty)
    #expect(report.changesOfUnknownTier.map(\.id.name) == ["C"])
  }

  @Test("A service named in the policy is audited whatever its tier")
  func namedService() {
    var policy = SafeguardPolicy()
    policy.scope = .init(deepestTier: 2, systems: [Service("ghost")])
    let register = [ServiceEntry(service: Service("price"), tier: 2)]
    let report = Auditor(policy).report(
      changes: [change("G", service: "ghost"), change("P", service: "price")], services: register)
    #expect(report.changes.count == 2)
  }

  @Test("With a list alone no tier counts, and nothing is of unknown tier")
  func listOnly() {
    var policy = SafeguardPolicy()
    policy.scope = .init(deepestTier: nil, systems: [Service("ghost")])
    let report = Auditor(policy).report(
      changes: [change("G", service: "ghost"), change("C"), change("N", service: "nobody")],
      services: [ServiceEntry(service: Service("checkout"), tier: 1)])
    #expect(report.changes.map(\.change.id.name) == ["G"])
    #expect(report.changesOutside == 2)
    #expect(report.changesOfUnknownTier.isEmpty)
  }

  @Test("The gate answers for every change asked about, in the order asked")
  func gate() {
    var paperwork = AuditorTests.complete
    paperwork.standardsCheck = .value(.failed)
    paperwork.reliabilityTests = .unknown
    let register = [ServiceEntry(service: Service("checkout"), tier: 1)]
    let verdicts = Auditor().hold(
      changes: [change("B", startMinutes: 9, paperwork), change("A", service: "ghost")],
      services: register)
    #expect(verdicts.map(\.change.id.name) == ["B", "A"])
    #expect(verdicts.map(\.allMet) == [false, true])
    #expect(verdicts[0].notMet.map(\.control) == [.standardsCheck])
    #expect(verdicts[0].unknown.map(\.control) == [.reliabilityTests])
    #expect(verdicts.map(\.coverage) == [.covered, .unknown])
    #expect(verdicts.map { $0.isReady(unknownBlocks: false) } == [false, true])
  }

  @Test("Unknown blocks where the policy says so, and never what the safeguards do not cover")
  func unknownBlocks() {
    let register = [
      ServiceEntry(service: Service("checkout"), tier: 1),
      ServiceEntry(service: Service("wiki"), tier: 3),
    ]
    let verdicts = Auditor().hold(
      changes: [
        change("A", Paperwork()), change("B", service: "ghost", Paperwork()),
        change("C", service: "wiki", Paperwork()),
      ], services: register)
    #expect(verdicts.map { $0.isReady(unknownBlocks: true) } == [false, false, true])
    #expect(verdicts.map { $0.isReady(unknownBlocks: false) } == [true, true, true])
  }

  @Test("A reset lasts ninety days from its start, half-open; without a start there is none")
  func reset() {
    let begin = Timestamp(Timestamp.Civil(year: 2026, month: 3, day: 9))
    var policy = SafeguardPolicy()
    policy.resetStartsAt = begin
    #expect(policy.isInReset(begin))
    #expect(policy.isInReset(begin.advanced(bySeconds: 90 * 86_400 - 1)))
    #expect(!policy.isInReset(begin.advanced(bySeconds: 90 * 86_400)))
    #expect(!policy.isInReset(begin.advanced(bySeconds: -1)))
    #expect(!SafeguardPolicy().isInReset(begin))
  }
}
