import GRDB
import Testing
import Vocabulary

@testable import Datastore

@Suite("Columns that nothing is made of")
struct ExtraCellsTests {
  private let store: Store

  init() throws { store = try TemporaryDatabase().store() }

  private func versions(_ column: String = "extra") throws -> [String?] {
    try store.read { try String?.fetchAll($0, sql: "SELECT \(column) FROM deployment ORDER BY id") }
  }

  @Test("They are kept by heading, without the empty ones, and SQL reads them")
  func kept() throws {
    let records = [deploy("D-1"), deploy("D-2"), deploy("D-3")]
    try store.load(
      .deploys(records), content: 1, extra: [["a \"b\"", "x/y"], ["", "ü"], ["", ""]])
    #expect(try versions() == [#"{"a;b":"x/y","extra":"a \"b\""}"#, #"{"a;b":"ü"}"#, nil])
    #expect(try versions(#"extra ->> '$."a;b"'"#) == ["x/y", "ü", nil])
  }

  @Test("What changes there alone makes no version, and the newest of it is kept")
  func noVersion() throws {
    try store.load(.deploys([deploy("D-1")]), content: 1, extra: [["seen on Monday", ""]])
    let again = try store.load(
      .deploys([deploy("D-1", line: 9)]), content: 2, extra: [["seen on Tuesday", ""]])
    #expect(again.rowsDuplicate == 1)
    #expect(again.rowsReplacing == 0)
    #expect(try versions() == [#"{"extra":"seen on Tuesday"}"#])
    try store.load(.deploys([deploy("D-1")]), content: 3)
    #expect(try versions() == [#"{"extra":"seen on Tuesday"}"#])
  }

  @Test("A new version has its own, and the old one keeps what stood beside it")
  func newVersion() throws {
    try store.load(.deploys([deploy("D-1")]), content: 1, extra: [["old", ""]])
    try store.load(.deploys([deploy("D-1", minute: 5)]), content: 2, extra: [["new", ""]])
    #expect(try versions() == [#"{"extra":"old"}"#, #"{"extra":"new"}"#])
  }

  @Test("Incidents, services and events keep them too")
  func otherFeeds() throws {
    let incident = Incident(
      id: IncidentID("I-1"), startedAt: midnight,
      place: SourcePlace(file: "incidents.csv", line: 2))
    let files: [(FileReading.Records, String)] = [
      (.incidents([incident]), "incident"),
      (.services([ServiceEntry(service: Service("a"))]), "service"),
      (
        .calendar([CalendarEvent(window: TimeWindow(start: midnight, seconds: 0))]),
        "calendar_event"
      ),
    ]
    for (number, (records, table)) in files.enumerated() {
      try store.load(records, content: number, extra: [["1", ""]])
      let extra = try store.read { try String.fetchOne($0, sql: "SELECT extra FROM \(table)") }
      #expect(extra == #"{"extra":"1"}"#)
    }
  }
}
