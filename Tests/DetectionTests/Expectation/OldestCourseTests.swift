import Testing
import Vocabulary

@testable import Detection

@Suite("Clocks that change in the weeks by whose course they are told")
struct OldestCourseTests {
  /// The Sunday after eight weeks, 8 March 2026, 07:00.
  private static let change = 62 * 86_400 + 7 * 3600

  /// As seen on a Monday at six.
  @Test(
    "They are told to have changed then, and not on the Sundays that follow",
    arguments: [900, 7200], [1, 2, 3])
  func told(step: Int, week: Int) throws {
    var right = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      let shaped = ShapedSeries(
        step: step, days: 120, mean: Double(step) / 4, seed: seed, clocksChange: Self.change)
      // It looks back to the week of the change as the first, second or third.
      let block = ShapedSeries.window(56 + 7 * (7 - week), 0, lasting: 7 * 86_400)
      let seen = shaped.series.before(block.start.advanced(bySeconds: 6 * 3600))
      let watched = try #require(
        Watched(seen, block: block, events: [], settings: DetectionSettings()))
      let moments = watched.line.clock.changes.map {
        watched.time(at: $0).seconds(since: ShapedSeries.start)
      }
      if moments.count == 1, abs(moments[0] - Self.change) <= 3 * 3600 { right += 1 }
    }
    #expect(right >= 9, "\(right)")
  }
}
