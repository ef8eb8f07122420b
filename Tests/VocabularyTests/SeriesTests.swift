import Testing
import Vocabulary

@Suite("Counts at a fixed step")
struct SeriesTests {
  private let series = Series(
    key: SeriesKey(marketplace: Marketplace("DE")), start: Timestamp(secondsSinceEpoch: 600),
    stepSeconds: 60, orders: Samples(storage: [4, 0, Samples.hole, 7]))

  @Test("A hole is not a zero")
  func holes() {
    #expect((0..<4).map { series.orders[$0] } == [4, 0, nil, 7])
    #expect(series.count == 4)
  }

  @Test("A step holds its start and all moments before the next")
  func index() {
    let expected: [(Int64, Int)] = [(660, 1), (719, 1), (599, -1), (540, -1), (539, -2), (840, 4)]
    for (seconds, step) in expected {
      #expect(series.index(of: Timestamp(secondsSinceEpoch: seconds)) == step)
    }
    for step in 0..<4 { #expect(series.index(of: series.time(at: step)) == step) }
  }

  @Test("What lies before a moment ends with the last whole step before it")
  func before() {
    func counts(_ seconds: Int64) -> [Int32] {
      series.before(Timestamp(secondsSinceEpoch: seconds)).orders.storage
    }
    #expect(counts(720) == [4, 0])
    #expect(counts(719) == [4])
    #expect(counts(600) == [])
    #expect(counts(0) == [])
    #expect(series.before(Timestamp(secondsSinceEpoch: 840)) == series)
  }

  @Test("A series spans its first step's start to its last step's end")
  func window() {
    #expect(series.window == TimeWindow(start: Timestamp(secondsSinceEpoch: 600), seconds: 240))
  }

  @Test("Keys order by marketplace, the whole storefront before its services")
  func keys() {
    let germany = Marketplace("DE")
    let keys = [
      SeriesKey(marketplace: germany), SeriesKey(marketplace: germany, service: Service("cart")),
      SeriesKey(marketplace: germany, service: Service("pay")),
      SeriesKey(marketplace: Marketplace("FR")),
    ]
    #expect(keys.reversed().sorted() == keys)
  }
}
