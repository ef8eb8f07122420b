import GRDB
import Testing
import Vocabulary

@testable import Datastore

@Suite("Change records that deploys name")
struct ChangeRecordTests {
  private let store: Store

  init() throws { store = try TemporaryDatabase().store() }

  private func record(
    _ number: String, approvedAt: Recorded<Timestamp> = .value(midnight),
    approvedBy: Recorded<String> = .unknown, emergency: Recorded<Bool> = .unknown
  ) -> ChangeRecord {
    ChangeRecord(
      number: number, type: "Normal", plannedStart: midnight, approvedAt: approvedAt,
      approvedBy: approvedBy, emergency: emergency,
      place: SourcePlace(file: "change_records.csv", line: 2))
  }

  private func load(_ records: [ChangeRecord], content: Int) throws {
    try store.load(.changeRecords(records), content: content, name: "change_records.csv")
  }

  private func named(
    _ id: String, _ number: Recorded<String>, approvedAt: Recorded<Timestamp> = .unknown
  ) -> DeployRecord {
    deploy(id, paperwork: Paperwork(changeRecord: number, approvedAt: approvedAt))
  }

  /// What `v_change` says, beside what the changes say that reports are made of.
  private func approvals(asOf load: Int64 = Store.present) throws -> [String: Bool?] {
    let changes = try store.changes(asOf: load)
    return Dictionary(uniqueKeysWithValues: changes.map { ($0.id.name, $0.paperwork.isApproved) })
  }

  private func viewed() throws -> [String: Bool?] {
    let rows = try store.read {
      try Row.fetchAll($0, sql: "SELECT change_id, approved FROM v_change")
    }
    return Dictionary(
      uniqueKeysWithValues: rows.map { row in
        let word: String = row["approved"]
        return (row["change_id"], word == "unknown" ? nil : word == "yes")
      })
  }

  @Test("They come back as they were stored, unknown and none apart")
  func roundTrip() throws {
    let records = [
      record("CHG1", approvedBy: .none, emergency: .value(true)), record("CHG2", approvedAt: .none),
    ]
    try load(records, content: 1)
    #expect(try store.changeRecords() == records)
  }

  @Test("What a deploy does not know comes from the record that it names, and from no other")
  func joined() throws {
    try store.load(
      .deploys([
        named("named", .value("CHG1")), named("denied", .value("CHG2")),
        named("elsewhere", .value("CHG9")), named("none", .none), named("unknown", .unknown),
      ]), content: 1)
    #expect(try approvals().values.allSatisfy { $0 == nil })
    try load(
      [record("CHG1", emergency: .value(true)), record("CHG2", approvedAt: .none)], content: 2)
    let expected: [String: Bool?] = [
      "named": true, "denied": false, "elsewhere": nil, "none": nil, "unknown": nil,
    ]
    #expect(try approvals() == expected)
    #expect(try viewed() == expected)
    let change = try #require(try store.change(ChangeID("named")))
    #expect(change.paperwork.emergency == .value(true))
    #expect(change.paperwork.approvedAt == .value(midnight))
    #expect(try store.deployRecords().allSatisfy { $0.paperwork.approvedAt == .unknown })
  }

  @Test("What the deploy says itself stands, an empty cell too")
  func own() throws {
    let own = midnight.advanced(bySeconds: 60)
    try store.load(
      .deploys([
        named("said", .value("CHG1"), approvedAt: .value(own)),
        named("empty", .value("CHG1"), approvedAt: .none),
      ]), content: 1)
    try load([record("CHG1", approvedBy: .value("x"))], content: 2)
    #expect(try approvals() == ["said": true, "empty": false])
    #expect(try viewed() == approvals())
    let said = try #require(try store.change(ChangeID("said"))).paperwork
    #expect(said.approvedAt == .value(own))
    #expect(said.approvedBy == .value("x"))
    let empty = try #require(try store.change(ChangeID("empty"))).paperwork
    #expect(empty.approvedBy == .unknown)
  }

  @Test("A past night sees the records as they were then")
  func asOf() throws {
    try store.load(.deploys([named("D", .value("CHG1"))]), content: 1)
    try load([record("CHG1", approvedAt: .none)], content: 2)
    try load([record("CHG1")], content: 3)
    #expect(try (1...3).map { try approvals(asOf: $0)["D"] } == [.some(nil), false, true])
  }

  @Test("Numbers that deploys name and no record has are told, where there are records at all")
  func missing() throws {
    let named =
      ["CHG9", "CHG1", "CHG9"].map { Paperwork(changeRecord: .value($0)) } + [Paperwork()]
    let missing = ChangeRegister([record("CHG1")]).missing(named)
    #expect(missing.numbers == ["CHG9"])
    #expect(missing.naming == 2)
    #expect(ChangeRegister([]).missing(named).numbers.isEmpty)
  }
}
