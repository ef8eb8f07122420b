import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("A first look at a day or two")
struct FewDaysTests {
  private static let seeds = 1...12 as ClosedRange<UInt64>

  /// Five hours of five minutes each, from one number of orders a step to another.
  private func slope(_ name: String, from first: Double, to last: Double, seed: UInt64) -> Series {
    var random = SeededGenerator(seed: seed, stream: name)
    let orders = (0..<60).map {
      Int32(random.poisson(mean: first + (last - first) * Double($0) / 59))
    }
    return Series(
      key: TestWorld.key(name), start: ShapedSeries.start, stepSeconds: 300,
      orders: Samples(storage: orders))
  }

  @Test("Where one marketplace has its evening and another its morning, neither is a drop")
  func evening() async {
    for seed in FewDaysTests.seeds {
      let series = [
        slope("BR", from: 730, to: 270, seed: seed), slope("DE", from: 20, to: 50, seed: seed),
        slope("FR", from: 70, to: 110, seed: seed),
      ]
      let found = await Detector().detect(series, calendar: [], window: series[0].window)
      #expect(found.drops.isEmpty)
    }
  }

  @Test("Most orders of half an hour missing at once is one")
  func sudden() async throws {
    for seed in FewDaysTests.seeds {
      var shaped = ShapedSeries(step: 300, days: 1, mean: 60, seed: seed)
      let planted = ShapedSeries.window(0, 15, lasting: 1800)
      shaped.plant(planted, depth: 0.8)
      let drop = try #require(await ShapedSeries.allDrops(shaped).first)
      #expect(abs(drop.window.start.seconds(since: planted.start)) <= 300)
    }
  }

  @Test("Of two days the second is judged by the first", arguments: [2, 3])
  func second(days: Int) async throws {
    var near = 0
    for seed in FewDaysTests.seeds {
      var shaped = ShapedSeries(step: 300, days: days, mean: 60, seed: seed)
      let lost = shaped.plant(ShapedSeries.window(days - 1, 8, lasting: 7200), depth: 0.8)
      let drops = await ShapedSeries.allDrops(shaped)
      #expect(drops.count == 1)
      if let drop = drops.first, abs(drop.lostOrders.value / Double(lost) - 1) < 0.25 { near += 1 }
    }
    #expect(near >= 10)
  }
}
