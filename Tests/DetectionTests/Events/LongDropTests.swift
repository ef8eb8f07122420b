import Testing
import Vocabulary

@testable import Detection

@Suite("Drops that last for days")
struct LongDropTests {
  @Test(
    "are one, from their onset to their end, with the orders of all of it",
    arguments: [30, 36, 48, 72], [0.3, 0.5, 0.9])
  func days(hours: Int, depth: Double) async throws {
    var shaped = ShapedSeries(step: 300, days: 52, mean: 60, seed: 5)
    let planted = ShapedSeries.window(43, 14, lasting: hours * 3600)
    let lost = shaped.plant(planted, depth: depth)
    let drops = await ShapedSeries.drops([shaped.series("0")])
    let drop = try #require(drops.first)
    #expect(drops.count == 1)
    #expect(abs(drop.window.start.seconds(since: planted.start)) <= 900)
    #expect(abs(drop.window.end.seconds(since: planted.end)) <= 900)
    #expect(abs(drop.lostOrders.value / Double(lost) - 1) < 0.12)
  }

  @Test("What ended because the level followed it says that orders have not come back")
  func lowAfter() async throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      for days in [3, 14] {
        var shaped = ShapedSeries(step: 300, days: 60, mean: 60, seed: seed)
        shaped.plant(
          ShapedSeries.window(43, 14, lasting: days * 86_400), depth: 0.5, seed: seed)
        let drops = await ShapedSeries.drops([shaped.series("0")])
        let drop = try #require(drops.first)
        #expect((drop.lowAfter != nil) == (days == 14))
        if let low = drop.lowAfter { #expect(abs(low.value - 0.5) < 0.1) }
      }
    }
  }

  @Test("While one that began at midnight goes on it is a drop, which may be days off")
  func goesOnFromMidnight() async throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 49, mean: 60, seed: seed)
      shaped.plant(ShapedSeries.window(47, -0.5, lasting: 3 * 86_400), depth: 0.5, seed: seed)
      let drop = try #require(await ShapedSeries.drops([shaped.series("0")]).first)
      #expect(drop.end.mode == nil)
      #expect(drop.mayBeDayOff)
    }
  }

  @Test("A shop that closes for good is one that is still there")
  func closes() async {
    var shaped = ShapedSeries(step: 300, days: 49, mean: 60, seed: 6)
    shaped.plant(ShapedSeries.window(44, 12, lasting: 5 * 86_400), depth: 1)
    let drops = await ShapedSeries.drops([shaped.series("0")])
    #expect(drops.count == 1)
    guard case .open? = drops.first?.end else {
      Issue.record("It has ended.")
      return
    }
  }

  @Test(
    "What closed for good goes on as a drop every week, each from where the one before was left")
  func goesOn() async throws {
    var shaped = ShapedSeries(step: 300, days: 62, mean: 60, seed: 6)
    let lost = shaped.plant(ShapedSeries.window(44, 12, lasting: 18 * 86_400), depth: 1)
    let drops = await Detector().detect(
      [shaped.series], calendar: [], window: ShapedSeries.window(42, 0, lasting: 20 * 86_400)
    ).drops
    #expect(drops.count == 3)
    for (one, next) in zip(drops, drops.dropFirst()) {
      #expect(one.window.end == next.window.start)
      // It began at any time since the first, and no change of its first minutes is behind it.
      #expect(next.onset.range(0.9).low < one.window.end.advanced(bySeconds: -86_400))
      #expect(next.beganEarlier)
    }
    #expect(abs(drops.reduce(0) { $0 + $1.lostOrders.value } / Double(lost) - 1) < 0.05)
    guard case .open? = drops.last?.end else {
      Issue.record("It has ended.")
      return
    }
  }

  @Test("Two days off, from night to night, are none", arguments: 1...3 as ClosedRange<UInt64>)
  func daysOff(seed: UInt64) async {
    var shaped = ShapedSeries(step: 300, days: 52, mean: 60, seed: seed)
    // The quietest hour of the series is 03:30, so its day begins before midnight.
    shaped.scale(ShapedSeries.window(43, 0, lasting: 2 * 86_400), by: 0.6)
    #expect(await ShapedSeries.drops([shaped.series("0")]).isEmpty)
  }
}
