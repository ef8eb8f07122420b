import Testing
import Vocabulary

@testable import Detection

@Suite("Customers who come back")
struct ReturningOrdersTests {
  @Test("do not raise what was usual while they were away, and are counted")
  func comeBack() async throws {
    var (lostParts, backParts) = ([Double](), [Double]())
    for seed in 1...12 as ClosedRange<UInt64> {
      let quiet = ShapedSeries(step: 300, days: 49, mean: 200, seed: seed)
      var shaped = quiet
      let lost = shaped.plant(ShapedSeries.window(44, 12, lasting: 7200), depth: 0.9, seed: seed)
      for (half, more) in [0.6, 0.4, 0.25, 0.15, 0.1].enumerated() {
        shaped.scale(
          ShapedSeries.window(44, 14 + Double(half) / 2, lasting: 1800), by: 1 + more)
      }
      let came = zip(shaped.series.orders.storage, quiet.series.orders.storage)
      let back = came.reduce(0) { $0 + Int($1.0) - Int($1.1) } + lost
      let drop = try #require(await ShapedSeries.drops([shaped.series("0")]).first)
      lostParts.append(drop.lostOrders.value / Double(lost))
      backParts.append(try #require(drop.catchUp).value / Double(back))
    }
    let mean = { (values: [Double]) in values.reduce(0, +) / Double(values.count) }
    #expect(abs(mean(lostParts) - 1) < 0.03, "\(lostParts)")
    #expect(abs(mean(backParts) - 1) < 0.12, "\(backParts)")
  }

  @Test(
    "who are all back within ten minutes do not make up for what was lost", arguments: [0.5, 1, 2])
  func atOnce(part: Double) async throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 49, mean: 200, seed: seed)
      let lost = shaped.plant(ShapedSeries.window(44, 12, lasting: 3600), depth: 0.9, seed: seed)
      // About as many orders as in an hour come in ten minutes more than there were.
      shaped.scale(ShapedSeries.window(44, 13, lasting: 600), by: 1 + 5.4 * part)
      let drops = await ShapedSeries.drops([shaped.series("0")])
      #expect(drops.count == 1)
      let drop = try #require(drops.first)
      #expect(abs(drop.lostOrders.value / Double(lost) - 1) < 0.2)
      #expect(try #require(drop.catchUp).value > 0.6 * part * Double(lost))
    }
  }
}
