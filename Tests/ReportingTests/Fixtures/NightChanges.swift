import Vocabulary

extension Night {
  static let people = ["Ada Example", "b.tester", "Carol Reviewer", "Ivan Approver"]

  static func change(
    _ id: String, _ service: String, _ start: Timestamp, line: Int,
    reach: Reach = .everywhere, undone: Timestamp? = nil, undoes: String? = nil,
    type: ChangeType? = .code, authorship: Authorship = .none, paperwork: Paperwork = complete,
    summary: String? = nil
  ) -> Change {
    let step = Deployment(
      id: DeployID("dep-\(line)"), change: ChangeID(id), service: Service(service),
      startedAt: start, finishedAt: start.advanced(bySeconds: 240), reach: reach,
      status: undone == nil ? .succeeded : .rolledBack, rolledBackAt: undone, rollbackOf: undoes,
      type: type, place: SourcePlace(file: "deploys.csv", line: line))
    guard let rollout = Rollout(change: ChangeID(id), steps: [step]) else {
      preconditionFailure("a rollout of one step")
    }
    return Change(
      rollout: rollout, authorship: authorship, paperwork: paperwork, summary: summary)
  }

  static let complete = Paperwork(
    changeRecord: .value("MCM-1000"), approvedAt: .value(at(9, 16, 14)),
    approvedBy: .value("Ivan Approver"), reviewers: .value(["b.tester", "Carol Reviewer"]),
    author: .value("Ada Example"), standardsCheck: .value(.passed),
    reliabilityTests: .value(.passed), linesChanged: .value(120), emergency: .value(false))

  static let oneReviewer: Paperwork = {
    var paperwork = complete
    paperwork.changeRecord = .value("MCM-1042")
    paperwork.reviewers = .value(["b.tester"])
    paperwork.reliabilityTests = .none
    return paperwork
  }()

  static let noRecord = Paperwork(
    changeRecord: .none, approvedAt: .none, approvedBy: .none, reviewers: .value(["b.tester"]),
    author: .value("Ada Example"), standardsCheck: .value(.passed),
    reliabilityTests: .value(.missing), linesChanged: .value(3), emergency: .value(true))

  static let changes: [Change] = [
    change(
      "D-4410", "catalog-web", at(10, 11, 42), line: 861,
      summary: "Lazy-load images\n\nCo-authored-by: Claude <noreply@anthropic.com>"),
    change(
      "D-4412", "search-ranker", at(10, 13, 2), line: 873, reach: .only([de]),
      authorship: .inferred(marker: "Generated with Cursor", tool: "Cursor"),
      paperwork: noRecord, summary: "Tune ranking, ask Ada Example"),
    change(
      "D-4417", "checkout-api", at(10, 13, 58), line: 881, reach: .only([us, ca]),
      undone: at(10, 14, 55), authorship: .declared(.authored, tool: "Amazon Q"),
      paperwork: oneReviewer, summary: "Retry <basket> calls | faster timeouts"),
    change(
      "D-4418", "payments-config", at(10, 14, 2), line: 884, type: .config,
      authorship: .unknown, paperwork: noRecord, summary: "raise limit"),
    change(
      "D-4421", "checkout-api", at(10, 14, 55), line: 902, reach: .only([us, ca]),
      undoes: "D-4417", summary: "Roll back D-4417"),
    change("D-4425", "catalog-web", at(11, 1, 15), line: 917),
  ]

  static let controls: [ControlResult] =
    results(
      "D-4417",
      [
        .notMet(.reviewers(found: 1, needed: 2)), .met, .met, .unknown(.emptyCell),
      ])
    + results(
      "D-4418",
      [
        .notMet(.reviewers(found: 1, needed: 2)), .notMet(.noRecord), .met, .notMet(.checkMissing),
      ])
    + results("D-4421", [.met, .met, .met, .met])

  static func results(_ id: String, _ outcomes: [ControlResult.Outcome]) -> [ControlResult] {
    zip(Control.allCases, outcomes).map {
      ControlResult(change: ChangeID(id), control: $0, outcome: $1)
    }
  }

  static let incident = Incident(
    id: IncidentID("INC-2041"), startedAt: at(10, 14, 10),
    title: "Checkout 5xx <script>alert(1)</script> seen by Carol Reviewer", severity: "2",
    detectedAt: at(10, 14, 19), mitigatedAt: at(10, 14, 55), resolvedAt: at(10, 15, 30),
    services: [Service("checkout-api")], marketplaces: [us], declaredLostOrders: 2000,
    place: SourcePlace(file: "incidents.csv", line: 31))
}
