import GRDB
import TestSupport
import Testing
import Vocabulary

@testable import Datastore

@Suite("What was known when")
struct HistoryTests {
  private func load(_ store: Store, _ samples: [TestSample], _ content: Int, at minute: Int) throws
  {
    try store.load(at: midnight.advanced(bySeconds: minute * 60), toolVersion: "0") { loading in
      try loading.append(samples)
      _ = try loading.finish(.file("order_metrics.csv", .samples(samples.count), content: content))
    }
  }

  private func orders(_ store: Store, asOf load: Int64) throws -> [String: [Int32]] {
    Dictionary(
      uniqueKeysWithValues: try store.series(asOf: load).series.map {
        ($0.key.marketplace.name, $0.orders.storage)
      })
  }

  @Test("Orders are read as each load had left them, whether it added, corrected or filled gaps")
  func pages() throws {
    let store = try TemporaryDatabase().store()
    func samples(_ minutes: [Int], _ orders: Int32, _ marketplace: String = "US") -> [TestSample] {
      minutes.map { TestSample(marketplace: marketplace, minute: $0, orders: orders) }
    }
    try load(store, samples([0, 1, 2, 4], 10), 1, at: 1)
    try load(store, samples([5, 6], 20), 2, at: 2)
    try load(store, samples([3], 30) + samples([0, 1], 7, "DE"), 3, at: 3)
    try load(store, samples([1, 6], 40), 4, at: 4)
    try load(store, samples([7], 50), 5, at: 5)
    let hole = Samples.hole
    #expect(try orders(store, asOf: 0).isEmpty)
    #expect(try orders(store, asOf: 1) == ["US": [10, 10, 10, hole, 10]])
    #expect(try orders(store, asOf: 2) == ["US": [10, 10, 10, hole, 10, 20, 20]])
    #expect(
      try orders(store, asOf: 3) == ["US": [10, 10, 10, 30, 10, 20, 20], "DE": [7, 7]])
    #expect(
      try orders(store, asOf: 4) == ["US": [10, 40, 10, 30, 10, 20, 40], "DE": [7, 7]])
    #expect(try orders(store, asOf: Store.present) == orders(store, asOf: 5))
    #expect(try orders(store, asOf: 5)["US"] == [10, 40, 10, 30, 10, 20, 40, 50])
    try load(store, samples([4], 10) + samples([7], 50) + samples([8], 60), 6, at: 6)
    let seen = midnight.advanced(bySeconds: 8 * 60)
    #expect(try store.lateRows(before: seen, after: 5) == nil, "what is said again is not late")
    #expect(try store.lateRows(before: seen, after: 3)?.earliest == midnight)
    let copies = try store.read { database in
      try Int.fetchAll(
        database,
        sql: "SELECT replaced_in FROM sample_page_version WHERE payload IS NOT NULL ORDER BY 1")
    }
    #expect(copies == [3, 4], "a page that only grows needs no copy")
  }

  @Test("Any history of loads reads as the loads up to each had left it alone", arguments: 0..<20)
  func anyHistory(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let store = try TemporaryDatabase().store()
    var states: [[String: [Int32]]] = []
    var batches: [[TestSample]] = []
    for number in 1...6 {
      var minutes = Array(0..<(number * 300))
      minutes.shuffle(using: &random)
      let count = Int.random(in: 2...200, using: &random)
      batches.append(
        minutes.prefix(count).map {
          TestSample(
            marketplace: $0 % 2 == 0 ? "US" : "DE", minute: $0 * 3,
            orders: Int32.random(in: 0...9, using: &random))
        })
      try load(store, batches[number - 1], number, at: number)
      let alone = try TemporaryDatabase().store()
      for (index, batch) in batches.enumerated() {
        try load(alone, batch, index + 1, at: index + 1)
      }
      states.append(try orders(alone, asOf: Store.present))
    }
    for number in 1...6 {
      #expect(try orders(store, asOf: Int64(number)) == states[number - 1])
    }
  }

  @Test("Deploys and incidents are read as each load had left them")
  func records() throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1", minute: 1), deploy("D-2")]), content: 1)
    try store.load(.deploys([deploy("D-1", minute: 9), deploy("D-3")]), content: 2)
    #expect(try store.deployRecords(asOf: 1).map(\.deployment.id.name) == ["D-2", "D-1"])
    #expect(
      try store.deployRecords(asOf: 1).last?.deployment.startedAt
        == midnight.advanced(bySeconds: 60))
    #expect(try store.deployRecords(asOf: 2) == store.deployRecords())
    #expect(try store.deployRecords(asOf: 2).count == 3)
    #expect(try store.deployRecords(asOf: 0).isEmpty)
  }

  @Test("A moved event is named with old value, new value and the line that moved it")
  func corrections() throws {
    let store = try TemporaryDatabase().store()
    let reach = Reach.only([Marketplace("US")])
    try store.load(.deploys([deploy("D-1", reach: reach), deploy("D-2")]), content: 1)
    try store.load(
      .deploys([deploy("D-1", minute: 10, line: 7, reach: reach), deploy("D-2", line: 8)]),
      content: 2)
    try store.load(.deploys([deploy("D-1", minute: 10, line: 4)]), content: 3)
    let later = midnight.advanced(bySeconds: 600)
    let moved = RecordCorrection(
      feed: .deploys, id: "D-1", column: "started_at", old: .time(midnight), new: .time(later),
      place: SourcePlace(file: "deploys.csv", line: 7))
    #expect(try store.corrections(after: 1, upTo: 2) == [moved])
    #expect(
      try store.corrections(after: 0) == [
        moved,
        RecordCorrection(
          feed: .deploys, id: "D-1", column: "marketplaces", old: .text("US"), new: .text("*"),
          place: SourcePlace(file: "deploys.csv", line: 4)),
      ])
    #expect(try store.corrections(after: 3).isEmpty)
    #expect(try store.corrections(after: 0, upTo: 1).isEmpty)
  }

  @Test("A value that was empty before is no correction")
  func filled() throws {
    let store = try TemporaryDatabase().store()
    func incident(resolved: Int?) -> Incident {
      Incident(
        id: IncidentID("I-1"), startedAt: midnight,
        resolvedAt: resolved.map { midnight.advanced(bySeconds: $0) },
        place: SourcePlace(file: "incidents.csv", line: 2))
    }
    for (number, resolved) in [nil, 60, 120, nil].enumerated() {
      try store.load(
        .incidents([incident(resolved: resolved)]), content: number, name: "incidents.csv")
    }
    #expect(
      try store.corrections(after: 0).map(\.new)
        == [.time(midnight.advanced(bySeconds: 120)), nil])
  }

  @Test("The last load by a moment is found, and history that is not held is refused")
  func moments() throws {
    let store = try TemporaryDatabase().store()
    try load(store, [TestSample(minute: 0, orders: 1)], 1, at: 10)
    try load(store, [TestSample(minute: 1, orders: 1)], 2, at: 20)
    func newest(_ minute: Int) throws -> Int64 {
      try store.newestLoad(by: midnight.advanced(bySeconds: minute * 60))
    }
    #expect(try [9, 10, 19, 20].map(newest) == [0, 1, 1, 2])
    try store.write { try $0.execute(sql: "UPDATE page_history SET begins_after_load = 2") }
    #expect(throws: StoreError.self) { try newest(10) }
    #expect(try newest(20) == 2)
  }

  @Test("Each file of a load is a transaction of its own, and they share one load")
  func files() throws {
    struct Stop: Error {}
    let store = try TemporaryDatabase().store()
    let run = LoadRun(store, at: midnight, toolVersion: "0")
    func take(_ id: String, _ content: Int, fails: Bool = false) throws {
      try run.file { loading in
        _ = try loading.finish(.file("\(id).csv", .deploys([deploy(id)]), content: content))
        if fails { throw Stop() }
      }
    }
    #expect(throws: Stop.self) { try take("D-0", 9, fails: true) }
    try take("D-1", 1)
    #expect(throws: Stop.self) { try take("D-2", 2, fails: true) }
    try take("D-3", 3)
    #expect(try store.deployRecords().map(\.deployment.id.name) == ["D-1", "D-3"])
    #expect(try store.newestLoad() == 1)
    #expect(try store.intakes().count == 2)
  }
}
