import Datastore
import Testing
import Vocabulary

private let later = midnight.advanced(bySeconds: 600)

@Suite("Records come back as they were stored")
struct RecordRoundTripTests {
  static let papers: [Paperwork] = [
    Paperwork(),
    Paperwork(
      changeRecord: .none, approvedAt: .none, approvedBy: .none, reviewers: .none, author: .none,
      standardsCheck: .none, reliabilityTests: .none, linesChanged: .none, emergency: .none),
    Paperwork(
      changeRecord: .value("MCM-1"), approvedAt: .value(later), approvedBy: .value("x"),
      reviewers: .value(["a", "b"]), author: .value("c"), standardsCheck: .value(.missing),
      reliabilityTests: .value(.failed), linesChanged: .value(0), emergency: .value(false)),
    Paperwork(changeRecord: .value("M"), approvedAt: .none, reviewers: .value([])),
  ]

  @Test("Unknown, none and a value stay apart in the paperwork", arguments: papers)
  func paperwork(paperwork: Paperwork) throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1", paperwork: paperwork)]), content: 1)
    #expect(try store.deployRecords().map(\.paperwork) == [paperwork])
    let again = try store.load(.deploys([deploy("D-1", paperwork: paperwork)]), content: 2)
    #expect(again.rowsDuplicate == 1)
    #expect(again.rowsReplacing == 0)
  }

  static let authorships: [Authorship] = [
    .unknown, .none, .declared(.unspecified, tool: nil), .declared(.advised, tool: "Amazon Q"),
    .inferred(marker: "Assisted-by: A:b", tool: nil), .inferred(marker: "(aider)", tool: "Aider"),
  ]

  @Test("Authorship comes back with its source", arguments: authorships)
  func authorship(authorship: Authorship) throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1", authorship: authorship)]), content: 1)
    #expect(try store.deployRecords().map(\.authorship) == [authorship])
  }

  static let reaches: [Reach] = [
    .unknown, .everywhere, .only([Marketplace("US")]),
    .only([Marketplace("US"), Marketplace("DE"), Marketplace("Ü, x")]),
  ]

  @Test("Reach comes back, everywhere and unknown apart", arguments: reaches)
  func reach(reach: Reach) throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1", reach: reach)]), content: 1)
    #expect(try store.deployRecords().map(\.deployment.reach) == [reach])
  }

  @Test("Incidents, services and events come back, in order")
  func others() throws {
    let store = try TemporaryDatabase().store()
    let incidents = [
      Incident(
        id: IncidentID("I-2"), startedAt: midnight, title: "t", severity: "1", detectedAt: later,
        mitigatedAt: later, resolvedAt: later, services: [Service("b"), Service("a")],
        marketplaces: [Marketplace("US")], confirmedCause: ChangeID("C"), declaredLostOrders: 5,
        declaredWebsiteErrors: 6, summary: "s", place: SourcePlace(file: "incidents.csv", line: 2)),
      Incident(
        id: IncidentID("I-1"), startedAt: later,
        place: SourcePlace(file: "incidents.csv", line: 3)),
    ]
    try store.load(.incidents(incidents.reversed()), content: 1, name: "incidents.csv")
    #expect(try store.incidents() == incidents)
    let services = [
      ServiceEntry(service: Service("a"), tier: 1, owner: "T", dependsOn: [Service("b")]),
      ServiceEntry(service: Service("b")),
    ]
    try store.load(.services(services.reversed()), content: 2, name: "services.csv")
    #expect(try store.services() == services)
    let events = [
      CalendarEvent(
        window: TimeWindow(start: midnight, end: later) ?? TimeWindow(start: midnight, seconds: 0),
        marketplaces: [Marketplace("US")], kind: .holiday, name: "Day"),
      CalendarEvent(window: TimeWindow(start: later, seconds: 0)),
    ]
    try store.load(.calendar(events.reversed()), content: 3, name: "calendar.csv")
    #expect(try store.calendar() == events)
  }
}
