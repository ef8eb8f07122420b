import Testing
import Vocabulary

@testable import Detection

@Suite("Orders far higher than usual, and no calendar says why")
struct SurgesTests {
  private static let week = ShapedSeries.window(49, 0, lasting: 7 * 86_400)
  private static let seeds = 1...20 as ClosedRange<UInt64>

  private func watched(_ shaped: ShapedSeries) throws -> Watched {
    try #require(
      Watched(shaped.series, block: SurgesTests.week, events: [], settings: DetectionSettings()))
  }

  private func surges(_ shaped: ShapedSeries) throws -> [TimeWindow] {
    let watched = try watched(shaped)
    return watched.surges.map {
      TimeWindow(
        start: watched.time(at: $0.lowerBound), seconds: $0.count * shaped.step)
    }
  }

  @Test("Ten hours at 160 % are found to the step or two, and named once they are over")
  func found() throws {
    let promotion = ShapedSeries.window(50, 9.25, lasting: 10 * 3600)
    var near = 0
    for seed in SurgesTests.seeds {
      var shaped = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      shaped.scale(promotion, by: 1.6)
      let found = try surges(shaped)
      let named = Surges.ended(in: try watched(shaped), block: SurgesTests.week)
      if found.count == 1, abs(found[0].start.seconds(since: promotion.start)) <= 600,
        abs(found[0].end.seconds(since: promotion.end)) <= 600, named.count == 1
      {
        near += 1
      }
    }
    #expect(near >= 19)
  }

  @Test("Three weeks that fell at the same hours do not make the others high")
  func othersFell() throws {
    for seed in SurgesTests.seeds {
      var shaped = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      for day in [22, 29, 36] {
        shaped.plant(ShapedSeries.window(day, 9, lasting: 8 * 3600), depth: 0.6)
      }
      #expect(try surges(shaped).isEmpty)
    }
  }

  @Test("A promotion an hour after an outage is one, and the outage is not counted by it")
  func afterOutage() async throws {
    var near = 0
    for seed in SurgesTests.seeds {
      var shaped = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      let lost = shaped.plant(ShapedSeries.window(50, 8, lasting: 3600), depth: 0.6)
      shaped.scale(ShapedSeries.window(50, 10, lasting: 8 * 3600), by: 1.8)
      #expect(try surges(shaped).count == 1)
      let drop = try #require(
        await Detector().detect([shaped.series], calendar: [], window: SurgesTests.week).drops.first
      )
      if abs(drop.lostOrders.value / Double(lost) - 1) < 0.12 { near += 1 }
    }
    #expect(near >= 18)
  }

  @Test("Customers who come back after an outage are no promotion")
  func comeBack() throws {
    for seed in SurgesTests.seeds {
      var shaped = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      shaped.plant(ShapedSeries.window(50, 8, lasting: 5 * 3600), depth: 0.95)
      shaped.scale(ShapedSeries.window(50, 13, lasting: 4 * 3600), by: 1.3)
      #expect(try surges(shaped).isEmpty)
    }
  }

  @Test("What stays higher, or is so day by day, is a level and not a surge")
  func level() throws {
    for seed in SurgesTests.seeds {
      var shaped = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      shaped.scale(ShapedSeries.window(44, 0, lasting: 12 * 86_400), by: 1.4)
      #expect(try surges(shaped).isEmpty)
      var busy = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      for day in 50..<54 { busy.scale(ShapedSeries.window(day, 9, lasting: 12 * 3600), by: 1.5) }
      #expect(try surges(busy).isEmpty)
    }
  }

  @Test(
    "Four busy days, against which the other three of the week look quiet, are no change of clocks")
  func clocks() throws {
    let believed = try (1...40 as ClosedRange<UInt64>).count { seed in
      var busy = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      for day in 50..<54 { busy.scale(ShapedSeries.window(day, 9, lasting: 12 * 3600), by: 1.5) }
      return try watched(busy).line.clock.hours.contains { $0 != 0 }
    }
    #expect(believed <= 4)
  }

  @Test("Two promotions with a usual day between them are two, however long they are together")
  func twoWithADayBetween() throws {
    let promotions = [
      ShapedSeries.window(49, 22, lasting: 34 * 3600),
      ShapedSeries.window(52, 0, lasting: 25 * 3600),
    ]
    let right = try SurgesTests.seeds.count { seed in
      var shaped = ShapedSeries(step: 300, days: 56, mean: 60, seed: seed)
      for promotion in promotions { shaped.scale(promotion, by: 1.5) }
      let found = try surges(shaped)
      return found.count == 2
        && zip(found, promotions).allSatisfy { abs($0.start.seconds(since: $1.start)) <= 1800 }
    }
    #expect(right >= 18)
  }
}
