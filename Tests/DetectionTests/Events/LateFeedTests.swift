import Testing
import Vocabulary

@testable import Detection

@Suite("Counts that come hours late")
struct LateFeedTests {
  @Test("All at once they are no drop", arguments: [1800, 3600, 4 * 3600])
  func atOnce(seconds: Int) async {
    for seed in 1...6 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 49, mean: 60, seed: seed)
      shaped.bookLate(ShapedSeries.window(45, 10, lasting: seconds))
      let found = await ShapedSeries.look([shaped.series])
      #expect(found.drops.isEmpty)
      #expect(found.dismissed.map(\.kind) == [.counterReset])
    }
  }

  @Test("Nor if all counts of hours come an hour late", arguments: [1, 2, 4])
  func delayed(hours: Int) async {
    for seed in 1...6 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 49, mean: 60, seed: seed)
      shaped.delay(ShapedSeries.window(45, 10, lasting: hours * 3600), by: 3600)
      let found = await ShapedSeries.look([shaped.series])
      #expect(found.drops.isEmpty)
      #expect(found.dismissed.map(\.kind) == [.counterReset])
    }
  }

  @Test("A sale two hours after an outage leaves it a drop")
  func sale() async {
    for seed in 1...6 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 49, mean: 60, seed: seed)
      shaped.scale(ShapedSeries.window(45, 10, lasting: 3600), by: 0)
      shaped.scale(ShapedSeries.window(45, 13, lasting: 3600), by: 1.5)
      #expect(await ShapedSeries.allDrops(shaped).count == 1)
    }
  }

  @Test("Customers who come back within the hour leave it a drop")
  func customers() async {
    var shaped = ShapedSeries(step: 300, days: 49, mean: 60, seed: 2)
    shaped.scale(ShapedSeries.window(45, 10, lasting: 1800), by: 0)
    shaped.scale(ShapedSeries.window(45, 10.5, lasting: 1800), by: 1.9)
    #expect(await ShapedSeries.allDrops(shaped).count == 1)
  }
}
