import Detection
import Testing
import Vocabulary

@Suite("Drops in hard places")
struct HardPlaceTests {
  private func drops(_ shaped: ShapedSeries, _ window: TimeWindow? = nil) async -> [Drop] {
    await Detector().detect([shaped.series], calendar: [], window: window).drops
  }

  /// Twelve hours without an order where 36 are usual: a Poisson count does so once in 10^15 times.
  @Test(
    "Of a marketplace with three orders an hour half a day of silence is found, quiet weeks give nothing"
  )
  func fewOrders() async {
    let planted = ShapedSeries.window(52, 6, lasting: 12 * 3600)
    let judged = ShapedSeries.window(42, 0, lasting: 14 * 86_400)
    var found = 0
    var alarms = 0
    for seed in 1...12 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 300, days: 56, mean: 0.25, seed: seed)
      alarms += await drops(shaped, judged).count
      let lost = Double(shaped.plant(planted, depth: 1))
      let told = await drops(shaped, judged).filter { $0.window.overlaps(planted) }
      if told.count == 1, told[0].lostOrders.low <= lost, lost <= told[0].lostOrders.high {
        found += 1
      }
    }
    // An interval of 90 % misses one in ten, so more than four of twelve once in a hundred times.
    #expect(found >= 8)
    #expect(alarms <= 1)
  }

  @Test(
    "Counts that came late in one of four weeks are not expected of the others",
    arguments: 1...6 as ClosedRange<UInt64>)
  func lateInShortHistory(seed: UInt64) async {
    var shaped = ShapedSeries(step: 900, days: 28, mean: 2000, seed: seed)
    // An hour so unlike its neighbours that the course is not smoothed over them.
    for day in 0..<28 { shaped.scale(ShapedSeries.window(day, 12, lasting: 3600), by: 3) }
    let late = ShapedSeries.window(21, 3, lasting: 2 * 900)
    shaped.scale(late, by: 0)
    shaped.scale(ShapedSeries.window(21, 3.5, lasting: 900), by: 3)
    let others = [0, 7, 14].map { ShapedSeries.window($0, 2, lasting: 4 * 3600) }
    let found = await drops(shaped)
    #expect(!found.contains { drop in others.contains { $0.overlaps(drop.window) } })
  }

  @Test("Orders of three an hour are never taken for counts booked late")
  func fewOrdersAreNotLate() async {
    for seed in 1...6 as ClosedRange<UInt64> {
      let shaped = ShapedSeries(step: 300, days: 56, mean: 0.25, seed: seed)
      let found = await Detector().detect([shaped.series], calendar: [])
      #expect(!found.dismissed.contains { $0.kind == .counterReset })
    }
  }

  @Test(
    "Five minutes at 40 % are found in steps of a second", arguments: 1...2 as ClosedRange<UInt64>)
  func seconds(seed: UInt64) async throws {
    let planted = ShapedSeries.window(3, 15, lasting: 300)
    var shaped = ShapedSeries(step: 1, days: 4, mean: 3, seed: seed)
    let lost = Double(shaped.plant(planted, depth: 0.6))
    let found = await drops(shaped)
    #expect(found.count == 1)
    let drop = try #require(found.first)
    #expect(abs(drop.onset.mode.seconds(since: planted.start)) <= 10)
    #expect(abs(drop.lostOrders.value / lost - 1) < 0.15)
  }

  @Test("Three days at 40 % are found in steps of a day", arguments: 1...4 as ClosedRange<UInt64>)
  func days(seed: UInt64) async throws {
    let planted = ShapedSeries.window(120, 0, lasting: 3 * 86_400)
    var shaped = ShapedSeries(step: 86_400, days: 140, mean: 5000, seed: seed)
    let lost = Double(shaped.plant(planted, depth: 0.6))
    let found = await drops(shaped)
    #expect(found.count == 1)
    let drop = try #require(found.first)
    #expect(drop.onset.mode == planted.start)
    #expect(drop.end.mode == planted.end)
    #expect(abs(drop.lostOrders.value / lost - 1) < 0.1)
  }

  @Test("Two drops twelve minutes apart are two", arguments: 1...6 as ClosedRange<UInt64>)
  func apart(seed: UInt64) async {
    let first = ShapedSeries.window(38, 15, lasting: 1200)
    let second = ShapedSeries.window(38, 15 + 32.0 / 60, lasting: 1200)
    var shaped = ShapedSeries(step: 60, days: 42, mean: 60, seed: seed)
    shaped.plant(first, depth: 0.6)
    shaped.plant(second, depth: 0.6)
    let found = await drops(shaped, ShapedSeries.window(35, 0, lasting: 7 * 86_400))
    #expect(found.count == 2)
    for (drop, planted) in zip(found, [first, second]) {
      #expect(abs(drop.onset.mode.seconds(since: planted.start)) <= 120)
    }
  }

  /// Clocks change on a Sunday at 01:00 UTC.
  @Test(
    "A drop over midnight and a change of clocks is found whole",
    arguments: 1...6 as ClosedRange<UInt64>)
  func clocks(seed: UInt64) async throws {
    let planted = ShapedSeries.window(54, 22, lasting: 6 * 3600)
    var shaped = ShapedSeries(
      step: 900, days: 70, mean: 400, seed: seed, clocksChange: 55 * 86_400 + 3600)
    let lost = Double(shaped.plant(planted, depth: 0.6))
    let found = await drops(shaped).filter { $0.window.overlaps(planted) }
    #expect(found.count == 1)
    let drop = try #require(found.first)
    #expect(abs(drop.onset.mode.seconds(since: planted.start)) <= 900)
    #expect(abs((try #require(drop.end.mode)).seconds(since: planted.end)) <= 1800)
    #expect(abs(drop.lostOrders.value / lost - 1) < 0.2)
  }

  @Test("A change of clocks is named and no drop", arguments: 1...4 as ClosedRange<UInt64>)
  func clocksAlone(seed: UInt64) async {
    let shaped = ShapedSeries(
      step: 900, days: 70, mean: 400, seed: seed, clocksChange: 55 * 86_400 + 3600)
    let found = await Detector().detect([shaped.series], calendar: [])
    #expect(found.drops.isEmpty)
    #expect(found.dismissed.contains { $0.kind == .scheduleChange })
  }
}
