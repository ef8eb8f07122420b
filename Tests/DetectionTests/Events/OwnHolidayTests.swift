import Testing
import Vocabulary

@testable import Detection

@Suite("A drop beside a marketplace's own holiday")
struct OwnHolidayTests {
  private static let hit = ["A", "B", "C", "D"]

  /// Marketplaces of which B has a holiday on the calendar from half past nine on, which is low by a third and
  /// begins as calendars have it, more or less.
  ///
  /// - Parameters:
  ///   - fallen: those in which half of the orders are missing over `window`.
  ///   - early: hours by which B's holiday begins before its time.
  private func drops(
    _ seed: UInt64, fallen: [String], _ window: TimeWindow, early: Double = 0
  ) async -> [Drop] {
    let holiday = ShapedSeries.window(44, 21.5, lasting: 86_400)
    let all = Self.hit.enumerated().map { number, name in
      var shaped = ShapedSeries(step: 900, days: 50, mean: 300, seed: 10 * seed + UInt64(number))
      if name == "B" {
        shaped.scale(ShapedSeries.window(44, 21.5 - early, lasting: 86_400), by: 0.67)
      }
      if fallen.contains(name) { shaped.plant(window, depth: 0.5, seed: seed) }
      return shaped.series(name)
    }
    let event = CalendarEvent(window: holiday, marketplaces: [Marketplace("B")], kind: .holiday)
    return await Detector().detect(
      all, calendar: [event], window: ShapedSeries.window(44, 0, lasting: 2 * 86_400)
    ).drops.filter { $0.window.overlaps(window) }
  }

  @Test("What the holiday takes is no part of it")
  func notJoined() async {
    let window = ShapedSeries.window(44, 20.75, lasting: 8 * 3600)
    var right = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      let told = await drops(seed, fallen: ["A", "C"], window, early: 0.75)
      if told.map(\.marketplaces) == [[Marketplace("A"), Marketplace("C")]] { right += 1 }
    }
    // With its edges so far apart it may seem to fill too little of the day.
    #expect(right >= 7)
  }

  @Test("What fell before it is", arguments: 1...6 as ClosedRange<UInt64>)
  func joined(seed: UInt64) async {
    let window = ShapedSeries.window(44, 20.25, lasting: 2700)
    let told = await drops(seed, fallen: Self.hit, window)
    #expect(told.map(\.marketplaces) == [Self.hit.map { Marketplace($0) }])
  }
}
