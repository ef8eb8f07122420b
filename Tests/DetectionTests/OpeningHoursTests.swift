import Detection
import Testing
import Vocabulary

/// Demand with edges: doors that open and close, and a sale that comes every week.
@Suite("Opening hours and weekly sales")
struct OpeningHoursTests {
  /// Open from six in the morning to ten at night, the first and last hour at half, by local time.
  private static func shop(
    step: Int, days: Int, seed: UInt64, clocksChangeOn change: Int? = nil, growth: Double = 0
  ) -> ShapedSeries {
    var shop = ShapedSeries(
      step: step, days: days, mean: Double(step) / 3, seed: seed,
      clocksChange: change.map { $0 * 86_400 + 7200 })
    for day in 0..<days {
      let ahead = change.map { day >= $0 ? 1.0 : 0 } ?? 0
      shop.scale(ShapedSeries.window(day, 0, lasting: Int((6 - ahead) * 3600)), by: 0)
      shop.scale(ShapedSeries.window(day, 6 - ahead, lasting: 3600), by: 0.5)
      shop.scale(ShapedSeries.window(day, 21 - ahead, lasting: 3600), by: 0.5)
      shop.scale(ShapedSeries.window(day, 22 - ahead, lasting: Int((2 + ahead) * 3600)), by: 0)
      if growth > 0 {
        let level = 1 + growth * Double(day) / Double(days)
        shop.scale(ShapedSeries.window(day, 0, lasting: 86_400), by: level)
      }
    }
    return shop
  }

  /// Nine hours west.
  private static func west(_ orders: Samples, step: Int) -> Series {
    Series(
      key: TestWorld.key("US"), start: ShapedSeries.start.advanced(bySeconds: 9 * 3600),
      stepSeconds: step, orders: orders)
  }

  private func result(_ series: ShapedSeries) async -> DetectionResult {
    await Detector().detect([series.series], calendar: [])
  }

  @Test("A shop that closes at night has no drops for that", arguments: [60, 300, 900])
  func closed(step: Int) async {
    var alarms = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      alarms += await result(Self.shop(step: step, days: 63, seed: seed)).drops.count
    }
    #expect(alarms <= 1)
  }

  @Test("Nor one with three weeks of history")
  func closedAndNew() async {
    var alarms = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      alarms += await result(Self.shop(step: 300, days: 21, seed: seed)).drops.count
    }
    #expect(alarms <= 1)
  }

  @Test("A drop right after the doors open is found", arguments: 1...4 as ClosedRange<UInt64>)
  func opening(seed: UInt64) async {
    var shop = Self.shop(step: 300, days: 56, seed: seed)
    let planted = ShapedSeries.window(51, 7, lasting: 3600)
    shop.plant(planted, depth: 0.5)
    let told = await result(shop).drops
    #expect(told.count == 1 && told[0].window.overlaps(planted))
  }

  @Test("A shop that sells nothing for two days is down, though it is closed at night")
  func outage() async {
    var found = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      var shop = Self.shop(step: 900, days: 63, seed: seed)
      let planted = ShapedSeries.window(51, 12, lasting: 2 * 86_400)
      shop.plant(planted, depth: 0.97)
      if await result(shop).drops.contains(where: { $0.window.overlaps(planted) }) { found += 1 }
    }
    #expect(found == 4)
  }

  @Test(
    "Its clocks are seen to change, once, while it more than doubles",
    arguments: 1...4 as ClosedRange<UInt64>)
  func clocks(seed: UInt64) async {
    // The Sunday of the ninth week.
    let shop = Self.shop(step: 900, days: 84, seed: seed, clocksChangeOn: 62, growth: 1.5)
    let found = await result(shop)
    let changes = found.dismissed.filter { $0.kind == .scheduleChange }
    #expect(changes.count == 1)
    #expect(changes.allSatisfy { $0.window.overlaps(ShapedSeries.window(61, 12, lasting: 86_400)) })
    #expect(found.drops.isEmpty)
  }

  @Test(
    "Where clocks change hours after the doors closed, that evening is judged by the old ones",
    arguments: 1...4 as ClosedRange<UInt64>)
  func eveningBefore(seed: UInt64) async {
    // West by nine hours: it closes at six in the morning UTC, an hour later once clocks are put back at nine.
    let ahead = Self.shop(step: 900, days: 62, seed: seed, clocksChangeOn: 0)
    let usual = Self.shop(step: 900, days: 84, seed: seed + 100)
    let orders =
      ahead.series.orders.storage + usual.series.orders.storage.dropFirst(ahead.series.count)
    let shop = Self.west(Samples(storage: orders), step: 900)
    let told = await Detector().detect([shop], calendar: []).drops
    #expect(!told.contains { $0.window.overlaps(ShapedSeries.window(62, 0, lasting: 86_400)) })
  }

  @Test(
    "A shop with a few orders an hour that scatter three times as widely as chance has no drops for that"
  )
  func fewOrders() async {
    var alarms = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      alarms += await result(Self.scattered(seed: seed)).drops.count
    }
    #expect(alarms <= 1)
  }

  /// Some 50 orders in an open hour.
  private static func scattered(seed: UInt64) -> ShapedSeries {
    var shop = Self.shop(step: 60, days: 63, seed: seed)
    shop.scatter(mean: 0.9, dispersion: 3, seed: seed)
    return shop
  }

  @Test("A day off from door to door is no drop", arguments: 1...4 as ClosedRange<UInt64>)
  func dayOff(seed: UInt64) async {
    var shop = Self.shop(step: 300, days: 63, seed: seed)
    shop.scale(ShapedSeries.window(50, 0, lasting: 86_400), by: 0.5)
    let found = await Detector().detect(
      [Self.west(shop.series.orders, step: 300)], calendar: [])
    #expect(found.drops.isEmpty)
    #expect(found.dismissed.contains { $0.kind == .holidayLike })
  }

  @Test("Clocks that never change are never seen to change", arguments: [0, 1.5])
  func steadyClocks(growth: Double) async {
    for seed in 1...4 as ClosedRange<UInt64> {
      let shop = Self.shop(step: 900, days: 84, seed: seed, growth: growth)
      let found = await result(shop)
      #expect(!found.dismissed.contains { $0.kind == .scheduleChange })
    }
  }

  @Test(
    "What comes before and after an hour's sale every Tuesday is no drop", arguments: [300, 900])
  func weeklySale(step: Int) async {
    var alarms = 0
    for seed in 1...4 as ClosedRange<UInt64> {
      var sale = ShapedSeries(step: step, days: 63, mean: Double(step), seed: seed)
      for week in 0..<9 {
        sale.scale(ShapedSeries.window(7 * week + 1, 12, lasting: 3600), by: 1.8)
      }
      alarms += await result(sale).drops.count
    }
    #expect(alarms <= 1)
  }
}
