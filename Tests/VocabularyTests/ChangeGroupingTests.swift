import Testing
import Vocabulary

@Suite("Rows of the deploy log grouped into changes")
struct ChangeGroupingTests {
  private func row(
    _ change: String, at seconds: Int64, id: String, service: String = "cart",
    authorship: Authorship = .unknown, paperwork: Paperwork = Paperwork(), summary: String? = nil
  ) -> DeployRecord {
    DeployRecord(
      deployment: Deployment(
        id: DeployID(id), change: ChangeID(change), service: Service(service),
        startedAt: Timestamp(secondsSinceEpoch: seconds),
        place: SourcePlace(file: "deploys.csv", line: 2)),
      authorship: authorship, paperwork: paperwork, summary: summary)
  }

  /// The one change that `rows` make, in whatever order they come.
  private func change(_ rows: [DeployRecord]) throws -> Change {
    let found = Change.grouping(rows)
    #expect(found == Change.grouping(rows.reversed()))
    #expect(found.count == 1)
    return try #require(found.first)
  }

  @Test("Changes order by their first step, equal ones by id; steps by start, then id")
  func order() {
    let rows = [
      row("C", at: 50, id: "3"), row("B", at: 90, id: "9"), row("A", at: 50, id: "5"),
      row("B", at: 10, id: "2"), row("B", at: 10, id: "1"),
    ]
    let changes = Change.grouping(rows)
    #expect(changes.map(\.id.name) == ["B", "A", "C"])
    #expect(changes.first?.rollout.steps.map(\.id.name) == ["1", "2", "9"])
    #expect(changes == Change.grouping(rows.reversed()))
  }

  @Test("A change belongs to the service of its first step")
  func service() throws {
    let found = try change([
      row("A", at: 9, id: "2", service: "pay"), row("A", at: 1, id: "1", service: "cart"),
    ])
    #expect(found.service == Service("cart"))
  }

  @Test("AI's part stands if any row declares it, else if any row shows a marker")
  func authorship() throws {
    let unknown = row("A", at: 0, id: "0")
    let none = row("A", at: 1, id: "1", authorship: .none)
    let marked = row("A", at: 2, id: "2", authorship: .inferred(marker: "M", tool: nil))
    let declared = row("A", at: 3, id: "3", authorship: .declared(.assisted, tool: "T"))
    #expect(
      try change([unknown, none, marked, declared]).authorship == .declared(.assisted, tool: "T"))
    #expect(try change([unknown, none, marked]).authorship == .inferred(marker: "M", tool: nil))
    #expect(try change([unknown, none]).authorship == Authorship.none)
    #expect(try change([unknown]).authorship == .unknown)
  }

  @Test("Of two declarations the earlier step's speaks")
  func twoDeclarations() throws {
    let found = try change([
      row("A", at: 1, id: "1", authorship: .declared(.advised, tool: nil)),
      row("A", at: 2, id: "2", authorship: .declared(.authored, tool: nil)),
    ])
    #expect(found.authorship == .declared(.advised, tool: nil))
  }

  @Test("A change record is missing only if no row has one")
  func changeRecord() throws {
    let silent = row("A", at: 0, id: "0")
    let empty = row("A", at: 1, id: "1", paperwork: Paperwork(changeRecord: .none))
    let named = row("A", at: 2, id: "2", paperwork: Paperwork(changeRecord: .value("CR-1")))
    let later = row("A", at: 3, id: "3", paperwork: Paperwork(changeRecord: .value("CR-2")))
    #expect(try change([silent, empty, named, later]).paperwork.changeRecord == .value("CR-1"))
    #expect(try change([silent, empty]).paperwork.isDocumented == false)
    #expect(try change([silent]).paperwork.isDocumented == nil)
  }

  @Test(
    "A check that failed in any step failed, whichever step it was, and so of one that is missing")
  func checks() throws {
    let silent = row("A", at: 0, id: "0")
    let empty = row("A", at: 1, id: "1", paperwork: Paperwork(standardsCheck: .none))
    let passed = row("A", at: 2, id: "2", paperwork: Paperwork(standardsCheck: .value(.passed)))
    let missing = row("A", at: 3, id: "3", paperwork: Paperwork(standardsCheck: .value(.missing)))
    let failed = row("A", at: 4, id: "4", paperwork: Paperwork(standardsCheck: .value(.failed)))
    func standards(_ rows: [DeployRecord]) throws -> Recorded<CheckResult> {
      try change(rows).paperwork.standardsCheck
    }
    #expect(try standards([silent, empty, passed, missing, failed]) == .value(.failed))
    #expect(try standards([silent, empty, passed, missing]) == .value(.missing))
    #expect(try standards([silent, empty, passed]) == .value(.passed))
    #expect(try standards([silent, empty]) == Recorded.none)
    #expect(try standards([silent]) == .unknown)
  }

  @Test("The first summary there is speaks")
  func summary() throws {
    let found = try change([
      row("A", at: 1, id: "1"), row("A", at: 2, id: "2", summary: "two"),
      row("A", at: 3, id: "3", summary: "three"),
    ])
    #expect(found.summary == "two")
  }

  @Test("An approval is known by its time or by its approver")
  func approval() {
    let moment = Timestamp(secondsSinceEpoch: 5)
    #expect(Paperwork(approvedAt: .value(moment), approvedBy: .none).isApproved == true)
    #expect(Paperwork(approvedAt: .none, approvedBy: .value("x")).isApproved == true)
    #expect(Paperwork(approvedAt: .none).isApproved == false)
    #expect(Paperwork().isApproved == nil)
  }

  @Test("No rows make no changes")
  func empty() {
    #expect(Change.grouping([]).isEmpty)
  }
}
