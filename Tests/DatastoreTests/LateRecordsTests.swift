import Testing
import Vocabulary

@testable import Datastore

@Suite("Rows of before that came since")
struct LateRecordsTests {
  private let later = midnight.advanced(bySeconds: 86_400)

  private func incident(
    _ services: [String], resolved: Int? = nil, marketplaces: [String] = ["US"]
  ) -> Incident {
    Incident(
      id: IncidentID("I-1"), startedAt: midnight,
      resolvedAt: resolved.map { midnight.advanced(bySeconds: $0) },
      services: services.map(Service.init), marketplaces: marketplaces.map(Marketplace.init),
      place: SourcePlace(file: "incidents.csv", line: 5))
  }

  @Test("A new deploy and one that moved are among them, each with all moments that it speaks of")
  func deploys() throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1", change: "C-1"), deploy("D-2")]), content: 1)
    try store.load(
      .deploys([
        deploy("D-1", change: "C-9", minute: 10, line: 7), deploy("D-2", line: 8),
        deploy("D-3", minute: 20, line: 9), deploy("D-4", minute: 2000, line: 10),
      ]), content: 2)
    let late = try store.lateRecords(before: later, after: 1)
    #expect(late.map(\.id) == ["D-1", "D-3"])
    #expect(late.map(\.isCorrection) == [true, false])
    #expect(late.map(\.place?.line) == [7, 9])
    #expect(late.first?.changes == ["C-1", "C-9"])
    #expect(late.first?.times.map { $0.start.seconds(since: midnight) } == [0, 600])
    #expect(try store.lateRecords(before: later, after: 0, upTo: 1).map(\.id) == ["D-1", "D-2"])
    #expect(try store.lateRecords(before: later, after: 2).isEmpty)
  }

  @Test("A row that now lies behind the moment and lay before it is among them")
  func movedAway() throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1")]), content: 1)
    try store.load(.deploys([deploy("D-1", minute: 3000, line: 3)]), content: 2)
    #expect(try store.lateRecords(before: later, after: 1).map(\.id) == ["D-1"])
  }

  @Test("What no link rests on makes no row one of them")
  func paperwork() throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1")]), content: 1)
    try store.load(
      .deploys([
        deploy(
          "D-1", authorship: .inferred(marker: "x", tool: nil),
          paperwork: Paperwork(changeRecord: .value("M-1")))
      ]), content: 2)
    #expect(try store.deployRecords().first?.paperwork.changeRecord == .value("M-1"))
    #expect(try store.lateRecords(before: later, after: 1).isEmpty)
  }

  @Test("An incident speaks of its time, and of the services that it names or named")
  func incidents() throws {
    let store = try TemporaryDatabase().store()
    try store.load(.incidents([incident(["cart"])]), content: 1)
    try store.load(.incidents([incident(["search"], resolved: 600)]), content: 2)
    let late = try #require(try store.lateRecords(before: later, after: 1).first)
    #expect(late.services.map(\.name) == ["cart", "search"])
    #expect(late.times.map(\.seconds) == [601, 1])
    #expect(late.marketplaces.map(\.name) == ["US"])
    try store.load(.incidents([incident(["search"], marketplaces: [])]), content: 3)
    #expect(try store.lateRecords(before: later, after: 2).first?.marketplaces == [])
  }

  @Test("A row of the register that says another tier or dependency is one, with its place")
  func register() throws {
    let store = try TemporaryDatabase().store()
    func entry(tier: Int, owner: String, line: Int) -> ServiceEntry {
      ServiceEntry(
        service: Service("cart"), tier: tier, owner: owner, dependsOn: [Service("db")],
        place: SourcePlace(file: "services.csv", line: line))
    }
    try store.load(.services([entry(tier: 1, owner: "A", line: 2)]), content: 1)
    try store.load(.services([entry(tier: 1, owner: "B", line: 3)]), content: 2)
    #expect(try store.lateRecords(before: later, after: 1).isEmpty)
    try store.load(.services([entry(tier: 2, owner: "B", line: 4)]), content: 3)
    let late = try store.lateRecords(before: later, after: 1)
    #expect(late.map(\.services) == [[Service("cart"), Service("db")]])
    #expect(late.map(\.place?.description) == ["services.csv:4"])
    #expect(try store.services().first?.place?.line == 4)
  }
}
