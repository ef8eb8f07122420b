import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Weeks that new orders may change")
struct OpenWeeksTests {
  private let detector = Detector()
  /// A Monday.
  private let monday = Timestamp(secondsSinceEpoch: 1_767_571_200)

  private func day(_ days: Double) -> Timestamp {
    monday.advanced(bySeconds: Int(days * 86_400))
  }

  /// The day on which the first open week begins, of series that were counted over `spans` of days.
  private func firstOpen(
    at cut: Double, _ spans: [(from: Double, before: Double?, to: Double)], step: Int = 900
  ) -> Double {
    let reaches = spans.map {
      SeriesReach(
        start: day($0.from), stepSeconds: step, endBefore: $0.before.map(day), end: day($0.to))
    }
    return Double(
      detector.start(ofWeeksOpenAt: day(cut), reaches: reaches).seconds(since: monday)) / 86_400
  }

  @Test("Behind long history the week of new orders, and the one before for four days and a half")
  func longHistory() {
    #expect(firstOpen(at: 100, [(0, 100, 101)]) == 91)
    #expect(firstOpen(at: 102, [(0, 102, 103)]) == 91)
    #expect(firstOpen(at: 103, [(0, 103, 104)]) == 98)
  }

  @Test("While history is short, all weeks when one more is whole, and only then")
  func shortHistory() {
    #expect(firstOpen(at: 34, [(0, 34, 35)]) == 0)
    #expect(firstOpen(at: 36, [(0, 36, 37)]) == 28)
    #expect(firstOpen(at: 40, [(0, 40, 41)]) == 35)
    // Seven weeks are all that any week needs.
    #expect(firstOpen(at: 55, [(0, 55, 56)]) == 49)
    // Of the first there is only a part, so that the second must be judged without it.
    #expect(firstOpen(at: 55, [(4, 55, 56)]) == 7)
    #expect(firstOpen(at: 62, [(4, 62, 63)]) == 56)
  }

  @Test("By a daily shape every night")
  func dailyShape() {
    #expect(firstOpen(at: 9, [(0, 9, 10)]) == 0)
  }

  @Test("A series that began late, or was silent as a week ended, opens its own first weeks")
  func each() {
    #expect(firstOpen(at: 104, [(0, 104, 105), (70, 104, 105)]) == 70)
    #expect(firstOpen(at: 101, [(0, 101, 102), (70, 96, 102)]) == 70)
    #expect(firstOpen(at: 103, [(0, 103, 104), (70, 103, 104)]) == 98)
    // One that is silent still opens nothing, and neither does one that begins.
    #expect(firstOpen(at: 103, [(0, 103, 104), (70, 96.01, 96.01), (103, nil, 104)]) == 98)
  }

  @Test("A week outside of it is judged the same with the new orders and without")
  func same() async throws {
    var compared = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed, stream: "open weeks")
      let fall = DrawnService.Fall(
        start: DrawnService.moment(3, 40_000), steps: 24, depth: 0.6, isLoud: true)
      let days = 16 + Int(random.uniform() * 36)
      let all = DrawnService.series(seed, days: days + 1, fall: fall)
      let early = all.before(DrawnService.moment(days))
      let reach = try #require(SeriesReach(all, cutAt: early.window.end))
      let open = detector.start(ofWeeksOpenAt: early.window.end, reaches: [reach])
      guard let closed = TimeWindow(start: all.start, end: open), closed.seconds > 0 else {
        continue
      }
      func told(_ series: Series) async -> [Drop] {
        await detector.detect([series], calendar: []).drops.filter { $0.window.start < open }
      }
      let before = await told(early)
      #expect(await told(all) == before)
      compared += before.count
    }
    #expect(compared > 2)
  }
}
