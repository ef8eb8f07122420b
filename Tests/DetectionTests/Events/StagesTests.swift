import Testing
import Vocabulary

@testable import Detection

@Suite("A drop that goes on at another depth")
struct StagesTests {
  private typealias Stage = (hours: ClosedRange<Double>, depth: Double)

  /// What is told of marketplaces that all lose orders by these stages, and how many they lost.
  private static func told(
    _ stages: [Stage], seeds: [UInt64]
  ) async -> (drops: [Drop], lost: Int) {
    var lost = 0
    let all = seeds.enumerated().map { number, seed in
      var shaped = ShapedSeries(step: 300, days: 49, mean: 600, seed: seed)
      for stage in stages {
        let length = stage.hours.upperBound - stage.hours.lowerBound
        let window = ShapedSeries.window(44, stage.hours.lowerBound, lasting: Int(length * 3600))
        lost += shaped.plant(window, depth: stage.depth, seed: seed)
      }
      return shaped.series("\(number)")
    }
    return (await ShapedSeries.drops(all), lost)
  }

  /// Of four worlds, how many tell one drop with the edges of all stages and a cost within an eighth of what
  /// was lost.
  private static func right(_ stages: [Stage], marketplaces: Int) async -> Int {
    var right = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let (told, lost) = await told(
        stages, seeds: (0..<marketplaces).map { 10 * seed + UInt64($0) })
      guard told.count == 1, let drop = told.first else { continue }
      let start = ShapedSeries.window(44, stages[0].hours.lowerBound, lasting: 1).start
      let end = ShapedSeries.window(44, stages[stages.count - 1].hours.upperBound, lasting: 1).start
      if abs(drop.onset.mode.seconds(since: start)) <= 600,
        abs(drop.window.end.seconds(since: end)) <= 600,
        abs(drop.lostOrders.value / Double(lost) - 1) < 0.125
      {
        right += 1
      }
    }
    return right
  }

  @Test("An outage that is half mended is one drop until the end", arguments: [1, 3])
  func halfMended(marketplaces: Int) async {
    let right = await Self.right([(12...12.5, 0.9), (12.5...15, 0.4)], marketplaces: marketplaces)
    #expect(right >= 3)
  }

  @Test("One that gets worse began when it began", arguments: [1, 3])
  func worse(marketplaces: Int) async {
    let right = await Self.right([(12...13, 0.25), (13...13.5, 0.9)], marketplaces: marketplaces)
    #expect(right >= 3)
  }

  @Test("So is one that is worst in its midst", arguments: [1, 3])
  func worstInside(marketplaces: Int) async {
    let right = await Self.right(
      [(12...13, 0.3), (13...13.5, 0.9), (13.5...15, 0.3)], marketplaces: marketplaces)
    #expect(right >= 3)
  }

  @Test("A weak stage that nobody would tell by itself belongs to the clear one it leads to")
  func weakStage() async {
    let right = await Self.right([(12...13, 0.12), (13...13.5, 0.9)], marketplaces: 3)
    #expect(right >= 3)
  }

  @Test("A way back over two hours is part of the drop")
  func slowRecovery() async {
    let way = (0..<8).map { part in
      let start = 13 + Double(part) / 4
      return (hours: start...(start + 0.25), depth: 0.6 * (1 - (Double(part) + 0.5) / 8))
    }
    var near = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      let (told, lost) = await Self.told([(hours: 12...13, depth: 0.6)] + way, seeds: [seed])
      if told.count == 1, abs(told[0].lostOrders.value / Double(lost) - 1) < 0.06 { near += 1 }
    }
    #expect(near >= 3)
  }
}
