import Testing
import Vocabulary

@testable import Detection

@Suite("A feed that repeats one count")
struct RepeatedCountsTests {
  @Test(
    "It is no drop while usual orders are more, and named as what it is", arguments: [60, 300, 900])
  func noDrop(step: Int) async {
    for seed in 1...6 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: step, days: 49, mean: 60, seed: seed)
      shaped.hold(ShapedSeries.window(45, 6, lasting: 6 * 3600))
      let found = await ShapedSeries.look([shaped.series])
      #expect(found.drops.isEmpty)
      #expect(found.dismissed.map(\.kind) == [.feedStuck])
    }
  }

  @Test("A fall to one count, as of a monitor's orders, stays a drop")
  func monitor() async {
    for seed in 1...6 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 49, mean: 60, seed: seed)
      shaped.hold(ShapedSeries.window(45, 10, lasting: 3 * 3600), at: 6)
      #expect(await ShapedSeries.allDrops(shaped).count == 1)
    }
  }

  @Test("Counts that do not scatter are no such feed")
  func steady() {
    let steady = Samples(storage: (0..<2000).map { Int32(100 + ($0 / 40) % 3) })
    #expect(RepeatedCounts.find(in: steady, window: 0..<2000, stepSeconds: 300).isEmpty)
  }

  @Test("By chance none is found in a year of minutes")
  func byChance() {
    for seed in 1...5 as ClosedRange<UInt64> {
      let shaped = ShapedSeries(step: 60, days: 90, mean: 6, seed: seed)
      let counts = shaped.series.orders
      #expect(
        RepeatedCounts.find(in: counts, window: 0..<counts.count, stepSeconds: 60).isEmpty)
    }
  }
}
