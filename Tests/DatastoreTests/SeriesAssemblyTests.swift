import TestSupport
import Testing
import Vocabulary

@testable import Datastore

private let key = SeriesKey(marketplace: Marketplace("US"))
private let day: Int64 = 1_772_668_800

private func assemble(_ times: [Int64], window: TimeWindow? = nil) -> SeriesAssembly {
  let samples = times.sorted().enumerated().map { index, time in
    PageSample(time: day + time, orders: Int32(index + 1), errors: -1, latency: .nan)
  }
  return SeriesAssembly(key: key, samples: samples, window: window)
}

@Suite("Series from samples")
struct SeriesAssemblyTests {
  @Test("The step is the most common difference, and holes stay holes")
  func holes() throws {
    let series = try #require(assemble([0, 60, 120, 300, 360]).series)
    #expect(series.stepSeconds == 60)
    #expect(series.start.secondsSinceEpoch == day)
    #expect(series.orders.storage == [1, 2, 3, -1, -1, 4, 5])
    #expect(series.errors == nil)
  }

  @Test("Of equally common differences the smallest is the step")
  func tie() {
    #expect(assemble([0, 60, 360]).series?.stepSeconds == 60)
    #expect(assemble([0, 300, 360]).series?.stepSeconds == 60)
  }

  @Test("A step lasts from a second to a day")
  func bounds() throws {
    #expect(assemble([0, 1, 2]).series?.stepSeconds == 1)
    #expect(assemble([0, 86_400, 172_800]).series?.stepSeconds == 86_400)
    let weekly = try #require(assemble([0, 604_800, 1_209_600]).series)
    #expect(weekly.stepSeconds == 86_400)
    #expect(weekly.count == 15)
  }

  @Test("A few samples weeks from the others have a wrong date, many do not")
  func strays() throws {
    let usual = (0..<100).map { Int64($0) * 60 }
    let year: Int64 = 365 * 86_400
    for stray in [[year], [-year, year, year + 60]] {
      let assembly = assemble(usual + stray)
      #expect(assembly.series?.count == 100)
      #expect(assembly.unplaced.map(\.reason) == stray.map { _ in .isolated })
      #expect(assembly.unplaced.map(\.time.secondsSinceEpoch) == stray.map { day + $0 })
    }
    let reopened = assemble(usual + usual.prefix(4).map { $0 + year })
    #expect(reopened.series?.count == Int(year / 60) + 4)
    #expect(reopened.unplaced.isEmpty)
  }

  @Test("Rows that come in finer steps are added up to those of before")
  func finer() throws {
    let coarse = (0..<96).map { Int64($0) * 900 }
    let fine = (0..<48).map { 86_400 + Int64($0) * 300 }
    let assembly = assemble(coarse + fine.filter { $0 != 86_400 + 3000 })
    let series = try #require(assembly.series)
    #expect(series.stepSeconds == 900)
    #expect(series.count == 96 + 16)
    // The first of them may be a coarser one, and one is not whole.
    #expect(series.orders[96] == nil && series.orders[99] == nil)
    #expect(series.orders[97] == 100 + 101 + 102)
    #expect(assembly.unplaced.count == 3 + 2)
    let finer = try #require(assembly.finer)
    #expect(finer.since.secondsSinceEpoch == day + 86_400)
    #expect(finer.stepSeconds == 300 && finer.seriesStepSeconds == 900)
    #expect(assemble(coarse + [86_400, 86_700, 87_000]).finer == nil)
  }

  @Test("A sample off the grid goes to the nearest free step")
  func snaps() throws {
    let series = try #require(assemble([0, 60, 125, 180, 240, 300]).series)
    #expect(series.orders.storage == [1, 2, 3, 4, 5, 6])
    let first = try #require(assemble([7, 60, 120, 180]).series)
    #expect(first.start.secondsSinceEpoch == day)
    #expect(first.orders.storage == [1, 2, 3, 4])
  }

  @Test("A sample off the grid whose step is taken is reported, not counted")
  func collides() throws {
    let assembly = assemble([0, 60, 65, 120, 180, 240])
    #expect(assembly.series?.orders.storage == [1, 2, 4, 5, 6])
    let left = try #require(assembly.unplaced.first)
    #expect(left.reason == .offGrid)
    #expect(left.time.secondsSinceEpoch == day + 65)
    #expect(left.orders == 3)
  }

  @Test("A single sample has no step and is reported")
  func single() {
    let assembly = assemble([60])
    #expect(assembly.series == nil)
    #expect(assembly.unplaced.map(\.reason) == [.onlyOne])
    #expect(assemble([]).series == nil)
    #expect(assemble([]).unplaced.isEmpty)
  }

  @Test("A sample years away does not stretch the series")
  func isolated() {
    let years: Int64 = 20 * 366 * 86_400
    let assembly = assemble([0, 60, 120, years])
    #expect(assembly.series?.count == 3)
    #expect(assembly.unplaced.map(\.reason) == [.isolated])
    let before = assemble([-years, 0, 60, 120])
    #expect(before.series?.count == 3)
    #expect(before.unplaced.map(\.reason) == [.isolated])
  }

  @Test("A window cuts the series and leaves its step as it is")
  func window() throws {
    let window = TimeWindow(start: Timestamp(secondsSinceEpoch: day + 60), seconds: 300)
    let series = try #require(assemble([0, 60, 120, 180, 360, 420], window: window).series)
    #expect(series.stepSeconds == 60)
    #expect(series.start.secondsSinceEpoch == day + 60)
    #expect(series.orders.storage == [2, 3, 4])
    let elsewhere = TimeWindow(start: Timestamp(secondsSinceEpoch: day + 9000), seconds: 60)
    #expect(assemble([0, 60, 120], window: elsewhere).series == nil)
  }

  @Test("Every sample is either in the series or reported", arguments: 0..<50)
  func nothingLost(seed: Int) {
    var random = ShuffleGenerator(seed: UInt64(seed))
    let jitter = Int64.random(in: 0...40, using: &random)
    let times = Set(
      (0..<100).map { Int64($0) * 60 + Int64.random(in: 0...jitter, using: &random) }
        .filter { _ in Int.random(in: 0..<5, using: &random) > 0 })
    let assembly = assemble(Array(times))
    let placed = assembly.series?.orders.storage.filter { $0 >= 0 }.count ?? 0
    #expect(placed + assembly.unplaced.count == times.count)
    #expect(assembly.series?.orders.storage.first != -1)
    #expect(assembly.series?.orders.storage.last != -1)
  }
}
