import TestSupport
import GRDB
import Testing
import Vocabulary

@testable import Datastore

/// Everything that loads leave behind, apart from the record of the loads themselves.
private func content(_ store: Store) throws -> [String] {
  let tables = [
    "SELECT deploy_id, change_id, service, started_at FROM deployment WHERE replaced_in IS NULL",
    "SELECT marketplace, service, day_at, samples, hex(payload) FROM sample_page "
      + "JOIN series ON series.id = series_id",
    "SELECT * FROM v_order_hour",
  ]
  return try store.read { database in
    try tables.flatMap { sql in
      try Row.fetchAll(database, sql: sql).map { "\($0.databaseValues)" }.sorted()
    }
  }
}

@Suite("Loading")
struct LoadTests {
  @Test("Samples come back as series, and hours are counted")
  func samples() throws {
    let store = try TemporaryDatabase().store()
    let samples = (0..<180).filter { $0 != 70 }.map {
      TestSample(minute: $0, orders: Int32($0), errors: $0 < 60 ? 1 : -1)
    }
    try store.load(samples, content: 1)
    let series = try #require(try store.series().series.first)
    #expect(series.key == SeriesKey(marketplace: Marketplace("US")))
    #expect(series.stepSeconds == 60)
    #expect(series.orders[69] == 69)
    #expect(series.orders[70] == nil)
    #expect(series.errors?[59] == 1)
    #expect(series.errors?[60] == nil)
    #expect(try store.newestSample() == midnight.advanced(bySeconds: 179 * 60))
    let hours = try store.read { try Row.fetchAll($0, sql: "SELECT * FROM v_order_hour") }
    #expect(hours.map { $0["hour"] as String }.first == "2026-03-05T00:00:00Z")
    #expect(hours.map { $0["orders"] as Int } == [1770, 5370 - 70, 8970])
    #expect(hours.map { $0["samples"] as Int } == [60, 59, 60])
    #expect(hours.map { $0["errors"] as Int? } == [60, nil, nil])
  }

  @Test("A file of known bytes is recalled under its new name, with the counts of its first load")
  func recall() throws {
    let store = try TemporaryDatabase().store()
    let first = try store.load([TestSample(minute: 0, orders: 1)], content: 7)
    let again = try store.load(at: midnight, toolVersion: "0") { loading in
      try loading.recall(.orderMetrics, file: "order_metrics_copy.csv", sha256: first.sha256)
    }
    #expect(again?.alreadyLoaded == true)
    #expect(again?.file == "order_metrics_copy.csv")
    #expect(again?.rowsLoaded == 1)
    #expect(again?.extraColumns == ["extra", "a;b"])
    #expect(try store.newestLoad() == 1)
    let other = try store.load(at: midnight, toolVersion: "0") { loading in
      try loading.recall(.deploys, file: "deploys.csv", sha256: first.sha256)
    }
    #expect(other == nil)
  }

  @Test("A later load corrects samples, and says how many")
  func corrects() throws {
    let store = try TemporaryDatabase().store()
    try store.load((0..<10).map { TestSample(minute: $0, orders: 5) }, content: 1)
    let intake = try store.load(
      [
        TestSample(minute: 3, orders: 6), TestSample(minute: 4, orders: 5),
        TestSample(minute: 10, orders: 7),
      ], content: 2)
    #expect(intake.rowsReplacing == 1)
    #expect(intake.rowsDuplicate == 1)
    #expect(
      try store.series().series.first?.orders.storage == [5, 5, 5, 6, 5, 5, 5, 5, 5, 5, 7])
    let hour = try store.read { try Int.fetchOne($0, sql: "SELECT sum(orders) FROM order_hour") }
    #expect(hour == 58)
  }

  @Test("Only the days that changed are marked")
  func changedDays() throws {
    let store = try TemporaryDatabase().store()
    let samples = (0..<3).map { TestSample(minute: $0 * 1440, orders: 5) }
    try store.load(samples, content: 1)
    let load = try store.newestLoad()
    #expect(try store.changedDays(after: 0).map(\.day) == [midnight])
    try store.load(samples, content: 2)
    #expect(try store.changedDays(after: load).isEmpty)
    try store.load([TestSample(minute: 1441, orders: 5)], content: 3)
    #expect(try store.changedDays(after: load).map(\.day) == [midnight.advanced(bySeconds: 86_400)])
  }

  @Test("A deploy that is given anew keeps its history")
  func versions() throws {
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1", service: "cart"), deploy("D-2")]), content: 1)
    let intake = try store.load(
      .deploys([deploy("D-1", service: "search"), deploy("D-2", line: 9)]), content: 2)
    #expect(intake.rowsReplacing == 1)
    #expect(intake.rowsDuplicate == 1)
    #expect(try store.deployRecords().map(\.deployment.service.name) == ["search", "cart"])
    #expect(try store.deployRecords().last?.deployment.place.line == 2)
    let history = try store.read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM deployment WHERE deploy_id = 'D-1' ORDER BY id")
    }
    #expect(history.map { $0["loaded_in"] as Int64 } == [1, 2])
    #expect(history.map { $0["replaced_in"] as Int64? } == [2, nil])
  }

  @Test("A load that fails leaves nothing")
  func atomic() throws {
    struct Stop: Error {}
    let store = try TemporaryDatabase().store()
    try store.load(.deploys([deploy("D-1")]), content: 1)
    let before = try content(store)
    #expect(throws: Stop.self) {
      try store.load(at: midnight, toolVersion: "0") { loading in
        _ = try loading.finish(.file("deploys.csv", .deploys([deploy("D-9")]), content: 2))
        try loading.append([TestSample(minute: 0, orders: 1)])
        throw Stop()
      }
    }
    #expect(try content(store) == before)
    #expect(try store.newestLoad() == 1)
  }

  @Test("Samples that do not count after all leave nothing, and the file can come again")
  func startOver() throws {
    let store = try TemporaryDatabase().store()
    try store.load(
      [TestSample(minute: 0, orders: 1), TestSample(minute: 2, orders: 5)], content: 1)
    let before = try content(store)
    let other = [
      TestSample(minute: 0, orders: 7), TestSample(minute: 1, orders: 2),
      TestSample(marketplace: "FR", minute: 1, orders: 3),
    ]
    try store.load(at: midnight, toolVersion: "0") { loading in
      try loading.append(other)
      try loading.startOver()
    }
    #expect(try content(store) == before)
    #expect(try store.newestLoad() == 1)
    let intake = try store.load(at: midnight, toolVersion: "0") { loading in
      try loading.append([TestSample(marketplace: "IT", minute: 9, orders: 9)])
      try loading.startOver()
      try loading.append(other)
      return try loading.finish(.file("order_metrics.csv", .samples(3), content: 2))
    }
    #expect(intake.rowsReplacing == 1)
    let once = try TemporaryDatabase().store()
    try once.load([TestSample(minute: 0, orders: 1), TestSample(minute: 2, orders: 5)], content: 1)
    try once.load(other, content: 2)
    #expect(try content(store) == content(once))
    #expect(try store.series() == once.series())
  }

  @Test("A day between others, and one that comes again, are merged where they belong")
  func days() throws {
    let day = 1440
    let days = [3, 1, 2, 1, 3].map { TestSample(minute: $0 * day + 5, orders: Int32($0)) }
    let store = try TemporaryDatabase().store()
    for (index, sample) in days.enumerated() { try store.load([sample], content: index + 1) }
    let whole = try TemporaryDatabase().store()
    try whole.load(Array(days[..<3]), content: 9)
    #expect(try content(store) == content(whole))
  }

  @Test("How rows are split over files and loads makes no difference", arguments: 0..<12)
  func order(seed: Int) throws {
    var random = ShuffleGenerator(seed: UInt64(seed))
    var samples = (0..<600).map { index in
      TestSample(
        marketplace: ["US", "DE", "FR"][index % 3], service: index % 2 == 0 ? nil : "checkout",
        minute: index / 6 * 37, orders: Int32(index % 50), errors: Int32(index % 4) - 1)
    }
    let deploys = (0..<30).map { deploy("D-\($0)", minute: $0) }
    let whole = try TemporaryDatabase().store()
    try whole.load(samples, content: 1)
    try whole.load(.deploys(deploys), content: 2)

    samples.shuffle(using: &random)
    let split = try TemporaryDatabase().store()
    let cut = Int.random(in: 1..<599, using: &random)
    let other = Int.random(in: 1..<29, using: &random)
    try split.load(.deploys(Array(deploys[other...])), content: 3)
    try split.load(Array(samples[cut...]), content: 4)
    try split.load(at: midnight, toolVersion: "0") { loading in
      try loading.append(Array(samples[..<(cut / 2)]))
      _ = try loading.finish(.file("order_metrics_1.csv", .samples(cut / 2), content: 5))
      try loading.append(Array(samples[(cut / 2)..<cut]))
      _ = try loading.finish(.file("order_metrics_2.csv", .samples(cut), content: 6))
      _ = try loading.finish(
        .file("deploys.csv", .deploys(Array(deploys[..<other])), content: 7))
    }
    #expect(try content(split) == content(whole))
    #expect(try split.series() == whole.series())
    #expect(try split.changes() == whole.changes())
  }

  @Test("Rows set aside are kept with their cells until a mended file of that name comes")
  func rejected() throws {
    let store = try TemporaryDatabase().store()
    let row = RejectedRow(
      feed: .deploys, place: SourcePlace(file: "deploys.csv", line: 3), column: "status",
      value: "done", reason: "not one of …", cells: ["D-1", "a;\"b\"\n", "ü/é", ""])
    try store.load(at: midnight, toolVersion: "0") { loading in
      _ = try loading.finish(.file("deploys.csv", .deploys([]), content: 1, rejected: [row]))
    }
    #expect(try store.rejectedRows() == [row])
    #expect(try store.intakes().map(\.rowsSetAside) == [1])
    try store.load(.deploys([deploy("D-1")]), content: 2)
    #expect(try store.rejectedRows() == [])
    #expect(try store.intakes().map(\.rowsSetAside) == [0])
  }
}
