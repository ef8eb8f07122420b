import Testing
import Vocabulary

@testable import Detection

@Suite("Two drops a few minutes apart")
struct TwoDropsTests {
  /// A Wednesday noon, off the quarter of an hour.
  private static let first = ShapedSeries.window(44, 12.2, lasting: 2400)

  private static func second(after gap: Int) -> TimeWindow {
    TimeWindow(start: first.end.advanced(bySeconds: gap), seconds: 2400)
  }

  /// What is told of marketplaces that lose 60 % of their orders twice, counted in minutes at first.
  private static func drops(step: Int, gap: Int, marketplaces: Int, seed: UInt64) async -> [Drop] {
    let all = (0..<marketplaces).map { number in
      let minutes = UInt64(10 * Int(seed) + number)
      var shaped = ShapedSeries(
        step: 60, days: 49, mean: 600.0 / Double(number + 1), seed: minutes)
      for window in [first, second(after: gap)] { shaped.plant(window, depth: 0.6, seed: minutes) }
      return shaped.series("\(number)").coarser(by: step / 60)
    }
    return await ShapedSeries.drops(all)
  }

  @Test(
    "Each is told, with its own edges and orders",
    arguments: [(60, 300), (60, 1200), (300, 420), (300, 1200), (900, 1800)], [1, 3])
  func apart(steps: (step: Int, gap: Int), marketplaces: Int) async {
    let planted = [Self.first, Self.second(after: steps.gap)]
    var right = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let told = await Self.drops(
        step: steps.step, gap: steps.gap, marketplaces: marketplaces, seed: seed
      ).sorted { $0.onset.mode < $1.onset.mode }
      guard told.count == 2 else { continue }
      let areRight = zip(told, planted).allSatisfy { drop, window in
        abs(drop.onset.mode.seconds(since: window.start)) < 2 * steps.step
          && abs(drop.window.end.seconds(since: window.end)) <= 2 * steps.step
          && drop.marketplaces.count == marketplaces
      }
      if areRight { right += 1 }
    }
    #expect(right >= 3)
  }

  /// In steps of five minutes, what is told of two falls with ten minutes between them.
  private static func uneven(_ depths: [Double], seed: UInt64) async -> (told: [Drop], lost: [Int])
  {
    var shaped = ShapedSeries(step: 60, days: 49, mean: 300, seed: seed)
    let lost = [(first, depths[0]), (second(after: 600), depths[1])].map { window, depth in
      shaped.plant(window, depth: depth, seed: seed)
    }
    let told = await ShapedSeries.drops([shaped.series("0").coarser(by: 5)])
    return (told.sorted { $0.onset.mode < $1.onset.mode }, lost)
  }

  @Test(
    "A weak one beside a deep one is told, each with its own orders",
    arguments: [[0.9, 0.3], [0.3, 0.9]])
  func uneven(depths: [Double]) async {
    var right = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let (told, lost) = await Self.uneven(depths, seed: seed)
      guard told.count == 2 else { continue }
      let areRight = zip(told, lost).allSatisfy { drop, lost in
        abs(drop.lostOrders.value / Double(lost) - 1) < 0.15
      }
      if areRight { right += 1 }
    }
    #expect(right >= 3)
  }
}
