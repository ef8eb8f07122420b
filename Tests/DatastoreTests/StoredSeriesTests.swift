import Testing
import Vocabulary

@testable import Datastore

@Suite("Series read one by one")
struct StoredSeriesTests {
  private func store(_ loads: [[TestSample]]) throws -> Store {
    let store = try TemporaryDatabase().store()
    for (number, samples) in loads.enumerated() { try store.load(samples, content: number) }
    return store
  }

  private func samples(_ minutes: some Sequence<Int>) -> [TestSample] {
    minutes.map { TestSample(minute: $0, orders: Int32($0 % 100), errors: 1) }
  }

  private func day(_ number: Int) -> Timestamp { midnight.advanced(bySeconds: number * 86_400) }

  @Test("From a day on, it begins with that day, with holes where it has no order yet")
  func part() throws {
    let store = try store([samples(stride(from: 0, to: 1440, by: 10)) + samples(2890..<2900)])
    let stored = try StoredSeries(store) { _ in true }
    #expect(stored.starts == [midnight])
    let whole = try #require(try stored.series(at: 0))
    #expect(whole.start == midnight)
    let sparse = try #require(try stored.series(at: 0, from: day(2)))
    #expect(sparse.start == day(2))
    #expect(
      sparse.orders.storage == [Int32](repeating: Samples.hole, count: 10) + (90..<100).map { $0 })
    #expect(
      sparse.errors?.storage == [Int32](repeating: -1, count: 10) + [Int32](repeating: 1, count: 10)
    )
    #expect(try stored.series(at: 0, from: day(3)) == nil)
    #expect(try stored.series(at: 0, from: midnight) == whole)
    #expect(try stored.series(at: 0, from: day(-1)) == whole)
  }

  @Test("Where its steps do not begin at midnight, all of it is read")
  func offGrid() throws {
    let store = try store([samples(stride(from: 7, to: 3 * 1440, by: 50))])
    let stored = try StoredSeries(store) { _ in true }
    #expect(try stored.series(at: 0, from: day(1)) == stored.series(at: 0))
  }

  @Test("As of a moment before later loads nobody knows where it began")
  func past() throws {
    let store = try store([samples(1440..<1450), samples(0..<10)])
    #expect(try StoredSeries(store, asOf: 2) { _ in true }.starts == [midnight])
    let past = try StoredSeries(store, asOf: 1) { _ in true }
    #expect(past.starts == [Timestamp(secondsSinceEpoch: .max)])
    #expect(try past.series(at: 0, from: day(2))?.start == day(1))
  }

  @Test("When they were counted, in all and before a moment, is as in the series themselves")
  func reaches() throws {
    let hours = stride(from: 600, to: 3000, by: 60).filter { $0 < 1000 || $0 > 1700 }
    let store = try store([samples(hours), samples([3060, 3120])])
    for load in [2, 1] as [Int64] {
      let stored = try StoredSeries(store, asOf: load) { _ in true }
      let whole = try #require(try stored.series(at: 0))
      for minute in [0, 600, 601, 1000, 1440, 1750, 2880, 2881, 3060, 3061, 9000] {
        let moment = midnight.advanced(bySeconds: minute * 60)
        let found = try stored.reaches(cutAt: moment, within: 3 * 86_400)
        let expected = try #require(SeriesReach(whole, cutAt: moment))
        #expect(load == 2 && expected.endBefore == nil ? found == [] : found == [expected])
      }
    }
    let stored = try StoredSeries(store) { _ in true }
    #expect(try stored.reaches(cutAt: day(3), within: 86_400) == [])
  }

  @Test("A single order tells no step, and so makes no series")
  func reachOfOne() throws {
    let stored = try StoredSeries(try self.store([samples([600])])) { _ in true }
    #expect(try stored.reaches(cutAt: day(1), within: 86_400) == [])
  }
}
