import Detection
import Statistics
import Testing
import Vocabulary

@Suite("Drops in and beside promotions")
struct PromotionDropTests {
  private static let week = ShapedSeries.window(49, 0, lasting: 7 * 86_400)
  private static let seeds = 1...12 as ClosedRange<UInt64>

  private func drops(_ series: Series, _ calendar: [CalendarEvent] = []) async -> [Drop] {
    await Detector().detect([series], calendar: calendar, window: PromotionDropTests.week).drops
  }

  /// Ten hours of twice as many orders on day 50.
  private func promoted(mean: Double, seed: UInt64) -> ShapedSeries {
    var shaped = ShapedSeries(step: 300, days: 56, mean: mean, seed: seed)
    shaped.scale(ShapedSeries.window(50, 10, lasting: 10 * 3600), by: 2)
    return shaped
  }

  @Test(
    "Half an hour at 45 % in a promotion that no calendar holds is a drop, though it brings orders down to what is usual"
  )
  func inPromotion() async {
    let planted = ShapedSeries.window(50, 15, lasting: 1800)
    var found = 0
    for seed in PromotionDropTests.seeds {
      var shaped = promoted(mean: 80, seed: seed)
      let lost = Double(shaped.plant(planted, depth: 0.55))
      let told = await drops(shaped.series).filter { $0.window.overlaps(planted) }
      if told.count == 1, abs(told[0].lostOrders.value / lost - 1) < 0.25 { found += 1 }
    }
    #expect(found >= 11)
  }

  @Test("A few hours of usual orders between two promotions are no drop")
  func between() async {
    var told = 0
    for seed in PromotionDropTests.seeds {
      var shaped = promoted(mean: 80, seed: seed)
      shaped.scale(ShapedSeries.window(51, 3, lasting: 10 * 3600), by: 2)
      told += await drops(shaped.series).count
    }
    #expect(told <= 1)
  }

  @Test(
    "Twenty minutes at 60 % soon after a promotion of the calendar are a drop, its own end is none")
  func afterPromotion() async {
    let promotion = CalendarEvent(
      window: ShapedSeries.window(50, 10, lasting: 10 * 3600), marketplaces: [Marketplace("DE")],
      kind: .promotion, name: "Sale")
    let planted = ShapedSeries.window(50, 21.5, lasting: 1200)
    var found = 0
    var others = 0
    for seed in PromotionDropTests.seeds {
      var shaped = promoted(mean: 600, seed: seed)
      shaped.plant(planted, depth: 0.4)
      let told = await drops(shaped.series, [promotion])
      found += told.contains { $0.window.overlaps(planted) } ? 1 : 0
      others += told.count { !$0.window.overlaps(planted) }
    }
    #expect(found >= 11)
    #expect(others <= 1)
  }

  @Test("Errors that a promotion brings do not place the onset of a drop in it hours before")
  func errorsOfPromotion() async {
    let planted = ShapedSeries.window(50, 15, lasting: 2700)
    var near = 0
    for seed in PromotionDropTests.seeds {
      var shaped = promoted(mean: 600, seed: seed)
      var random = SeededGenerator(seed: seed, stream: "errors")
      let errors = (0..<shaped.series.count).map {
        Int32(random.poisson(mean: 0.15 * Double(shaped.series.orders[$0] ?? 0)))
      }
      shaped.plant(planted, depth: 0.3)
      let series = Series(
        key: shaped.series.key, start: ShapedSeries.start, stepSeconds: 300,
        orders: shaped.series.orders, errors: Samples(storage: errors))
      let told = await drops(series).filter { $0.window.overlaps(planted) }
      if let drop = told.first, abs(drop.onset.mode.seconds(since: planted.start)) <= 600 {
        near += 1
      }
    }
    #expect(near >= 11)
  }
}
