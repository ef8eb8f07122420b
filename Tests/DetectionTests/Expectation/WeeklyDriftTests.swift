import Testing
import Vocabulary

@testable import Detection

@Suite("Demand that grows or shrinks week by week")
struct WeeklyDriftTests {
  @Test("A Monday expects no more than Sunday had", arguments: [-0.15, -0.08, 0.1])
  func edge(growth: Double) async {
    for seed in 1...4 as ClosedRange<UInt64> {
      let shaped = ShapedSeries(
        step: 300, days: 70, mean: 120, seed: seed, weeklyGrowth: growth)
      let drops = await ShapedSeries.allDrops(shaped)
      #expect(drops.filter { $0.window.seconds > 6 * 3600 }.isEmpty)
    }
  }

  @Test("A drop in it costs what was taken away", arguments: [-0.15, 0.1])
  func cost(growth: Double) async throws {
    var shaped = ShapedSeries(step: 300, days: 56, mean: 120, seed: 3, weeklyGrowth: growth)
    let lost = shaped.plant(ShapedSeries.window(49, 9, lasting: 7200), depth: 0.5)
    let drop = try #require(await ShapedSeries.allDrops(shaped).first)
    #expect(abs(drop.lostOrders.value / Double(lost) - 1) < 0.06)
  }

  @Test("is what all weeks but one show, and the last one too")
  func agree() {
    func drift(_ levels: [Double]) -> Double {
      WeeklyDrift(levels: Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($0, $1) }))
        .perCycle
    }
    #expect(abs(drift([1, 0.9, 0.81, 0.729, 0.6561]) - -0.10536) < 1e-4)
    #expect(abs(drift([1, 0.9, 0.95, 0.8, 0.72]) - -0.10536) < 1e-4)
    #expect(drift([1, 1, 1, 0.7, 0.7]) == 0)
    #expect(drift([1, 1.1, 1.21, 1.33, 1.2]) == 0)
    #expect(drift([1, 1.1]) == 0)
  }
}
