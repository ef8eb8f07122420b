import Testing
import Vocabulary

@testable import Detection

@Suite("Drops that follow one another within minutes")
struct FlappingTests {
  /// Drops told of a marketplace that loses 80 % of its orders for ten minutes, so often and with so many
  /// minutes between, and how many orders it lost.
  private static func told(
    times: Int, between minutes: Int, seed: UInt64
  ) async -> (drops: [Drop], lost: Int) {
    var shaped = ShapedSeries(step: 60, days: 49, mean: 200, seed: seed)
    var lost = 0
    for number in 0..<times {
      let after = Double(number * (10 + minutes)) / 60
      lost += shaped.plant(
        ShapedSeries.window(44, 12 + after, lasting: 600), depth: 0.8, seed: seed)
    }
    return (await ShapedSeries.drops([shaped.series("0")]), lost)
  }

  @Test(
    "Three and more, with ten minutes between, are one with the orders of all", arguments: [3, 6])
  func flaps(times: Int) async {
    for seed in 1...3 as ClosedRange<UInt64> {
      let (drops, lost) = await Self.told(times: times, between: 10, seed: seed)
      #expect(drops.count == 1)
      #expect(abs((drops.first?.lostOrders.value ?? 0) / Double(lost) - 1) < 0.12)
    }
  }

  @Test("Half hours that come and go for half a day are one")
  func halfHours() async {
    for seed in 1...3 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 49, mean: 200, seed: seed)
      var lost = 0
      for number in 0..<10 {
        lost += shaped.plant(
          ShapedSeries.window(44, 8 + Double(number), lasting: 1800), depth: 0.9, seed: seed)
      }
      let drops = await ShapedSeries.drops([shaped.series("0")])
      #expect(drops.count == 1)
      #expect(abs((drops.first?.lostOrders.value ?? 0) / Double(lost) - 1) < 0.12)
    }
  }

  @Test("Two are two, and so are three with half an hour between")
  func apart() async {
    for seed in 1...3 as ClosedRange<UInt64> {
      #expect(await Self.told(times: 2, between: 10, seed: seed).drops.count == 2)
      #expect(await Self.told(times: 3, between: 30, seed: seed).drops.count == 3)
    }
  }
}
