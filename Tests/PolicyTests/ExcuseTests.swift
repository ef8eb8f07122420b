import Policy
import Testing
import Vocabulary

/// A change, what the policy grants, and what becomes of one control.
struct ExcuseCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var control = Control.approvedRecord
  var paperwork = Paperwork(
    changeRecord: .value("MCM-1"), approvedAt: .value(ExcuseTests.minutes(90)),
    reviewers: .value(["ann"]), author: .value("eve"), standardsCheck: .value(.passed),
    reliabilityTests: .unknown, emergency: .value(false))
  var edit: @Sendable (inout SafeguardPolicy) -> Void = { _ in }
  let expected: ControlResult.Outcome
}

@Suite("What the policy excuses")
struct ExcuseTests {
  static let start = Timestamp(Timestamp.Civil(year: 2026, month: 3, day: 10, hour: 12))
  static let day = Timestamp(Timestamp.Civil(year: 2026, month: 3, day: 10))

  static func minutes(_ number: Int) -> Timestamp { start.advanced(bySeconds: 60 * number) }

  static func days(_ first: Int, _ count: Int) -> TimeWindow {
    TimeWindow(start: day.advanced(bySeconds: first * 86_400), seconds: count * 86_400)
  }

  static func exception(
    _ window: TimeWindow, controls: Set<Control> = [.approvedRecord],
    systems: Set<Service> = [Service("checkout")], changes: Set<ChangeID> = [],
    closedAt: Timestamp? = nil
  ) -> SafeguardException {
    SafeguardException(
      id: "EX-1", controls: controls, systems: systems, changes: changes, window: window,
      closedAt: closedAt, reason: "r", owner: "Team")
  }

  static let late = ControlResult.Outcome.notMet(.approvedAfterStart(approvedAt: minutes(90)))

  private static func emergency(_ value: Recorded<Bool>) -> Paperwork {
    var paperwork = ExcuseCase(testDescription: "", expected: .met).paperwork
    paperwork.emergency = value
    return paperwork
  }

  private static func ofType(_ type: String?) -> Paperwork {
    var paperwork = ExcuseCase(testDescription: "", expected: .met).paperwork
    paperwork.recordType = type
    return paperwork
  }

  private static let hourOfGrace: @Sendable (inout SafeguardPolicy) -> Void = {
    $0.emergency = .init(approvalGraceSeconds: 3600)
  }
  private static let twoHoursOfGrace: @Sendable (inout SafeguardPolicy) -> Void = {
    $0.emergency = .init(approvalGraceSeconds: 7200)
  }
  private static let emergencyExcused: @Sendable (inout SafeguardPolicy) -> Void = {
    $0.emergency = .init(excusedFrom: [.approvedRecord])
  }
  private static let standardExcused: @Sendable (inout SafeguardPolicy) -> Void = {
    $0.standard = .init(recordTypes: ["Standard"], excusedFrom: [.approvedRecord])
  }
  private static func granting(
    _ exception: SafeguardException
  ) -> @Sendable (inout SafeguardPolicy) -> Void {
    { $0.exceptions = [exception] }
  }

  static let cases: [ExcuseCase] = [
    .init(testDescription: "nothing is excused by itself", expected: late),
    .init(
      testDescription: "an emergency neither, unless the policy says so",
      paperwork: emergency(.value(true)), expected: late),
    .init(
      testDescription: "an emergency approved within its time", paperwork: emergency(.value(true)),
      edit: twoHoursOfGrace, expected: .met),
    .init(
      testDescription: "an emergency approved after its time", paperwork: emergency(.value(true)),
      edit: hourOfGrace, expected: late),
    .init(
      testDescription: "no emergency approved within the time of one", edit: twoHoursOfGrace,
      expected: late),
    .init(
      testDescription: "an emergency excused", paperwork: emergency(.value(true)),
      edit: emergencyExcused, expected: .excepted(.emergency)),
    .init(
      testDescription: "not known to be an emergency", paperwork: emergency(.unknown),
      edit: emergencyExcused, expected: late),
    .init(
      testDescription: "an empty cell is no emergency", paperwork: emergency(.none),
      edit: emergencyExcused, expected: late),
    .init(
      testDescription: "an emergency is held against the rest", control: .twoReviewers,
      paperwork: emergency(.value(true)), edit: emergencyExcused,
      expected: .notMet(.reviewers(found: 1, needed: 2))),
    .init(
      testDescription: "a standard change, however its type is written",
      paperwork: ofType("STANDARD"), edit: standardExcused, expected: .excepted(.standardChange)),
    .init(
      testDescription: "a change of another type", paperwork: ofType("Normal"),
      edit: standardExcused, expected: late),
    .init(
      testDescription: "a change of unknown type", paperwork: ofType(nil), edit: standardExcused,
      expected: late),
    .init(
      testDescription: "an exception on its last day", edit: granting(exception(days(-9, 10))),
      expected: .excepted(.exception("EX-1"))),
    .init(
      testDescription: "an exception that ended the day before",
      edit: granting(exception(days(-10, 10))), expected: late),
    .init(
      testDescription: "an exception that begins the day after",
      edit: granting(exception(days(1, 10))), expected: late),
    .init(
      testDescription: "an exception that was closed before",
      edit: granting(exception(days(-9, 30), closedAt: day)), expected: late),
    .init(
      testDescription: "an exception for another system",
      edit: granting(exception(days(-9, 30), systems: [Service("cart")])), expected: late),
    .init(
      testDescription: "an exception for this change",
      edit: granting(exception(days(-9, 30), systems: [], changes: [ChangeID("C")])),
      expected: .excepted(.exception("EX-1"))),
    .init(
      testDescription: "an exception from another rule",
      edit: granting(exception(days(-9, 30), controls: [.standardsCheck])), expected: late),
    .init(
      testDescription: "what is met stays met", control: .standardsCheck,
      edit: granting(exception(days(-9, 30), controls: [.standardsCheck])), expected: .met),
    .init(
      testDescription: "what is unknown is excused as well", control: .reliabilityTests,
      edit: granting(exception(days(-9, 30), controls: [.reliabilityTests])),
      expected: .excepted(.exception("EX-1"))),
  ]

  @Test("A control becomes", arguments: cases)
  func excuse(_ one: ExcuseCase) throws {
    let step = Deployment(
      id: DeployID("D"), change: ChangeID("C"), service: Service("checkout"),
      startedAt: ExcuseTests.start, place: SourcePlace(file: "deploys.csv", line: 2))
    let change = try #require(
      Change.grouping([
        DeployRecord(
          deployment: step, authorship: .unknown, paperwork: one.paperwork, summary: nil)
      ]).first)
    var policy = SafeguardPolicy()
    one.edit(&policy)
    let results = Auditor(policy).results(for: change)
    #expect(results.first { $0.control == one.control }?.outcome == one.expected)
  }

  @Test("An exception is planned, open, overdue, or closed")
  func states() {
    let plain = ExcuseTests.exception(ExcuseTests.days(0, 2))
    let states = [-1, 0, 1, 2].map {
      plain.state(at: ExcuseTests.day.advanced(bySeconds: $0 * 86_400))
    }
    #expect(states == [.planned, .open, .open, .overdue])
    let closed = ExcuseTests.exception(
      ExcuseTests.days(0, 2), closedAt: ExcuseTests.day.advanced(bySeconds: 86_400))
    #expect(closed.state(at: ExcuseTests.day) == .open)
    #expect(closed.state(at: ExcuseTests.day.advanced(bySeconds: 5 * 86_400)) == .closed)
  }
}
