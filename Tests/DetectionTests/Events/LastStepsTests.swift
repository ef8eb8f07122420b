import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("The last steps of the data")
struct LastStepsTests {
  /// Noon of a Wednesday.
  private static let end = ShapedSeries.window(44, 12, lasting: 0).start

  /// Steps of five minutes up to the end, of which the last `minutes` lack nearly all orders.
  private static func series(_ seed: UInt64, minutes: Int, errorsRise: Bool = false) -> Series {
    let low = TimeWindow(start: end.advanced(bySeconds: -60 * minutes), seconds: 60 * minutes)
    var orders = ShapedSeries(step: 300, days: 45, mean: 60, seed: seed)
    orders.plant(low, depth: 0.9, seed: seed)
    var errors = ShapedSeries(step: 300, days: 45, mean: 10, seed: seed + 100)
    if errorsRise { errors.scale(low, by: 8) }
    let seen = orders.series
    return Series(
      key: seen.key, start: seen.start, stepSeconds: seen.stepSeconds, orders: seen.orders,
      errors: errors.series.orders
    ).before(end)
  }

  @Test(
    "What they alone lack may come in yet and is on watch", arguments: 1...6 as ClosedRange<UInt64>)
  func onWatch(seed: UInt64) async {
    let found = await ShapedSeries.look([Self.series(seed, minutes: 10)])
    #expect(found.drops.isEmpty)
    #expect(found.watch.map(\.lack) == [.counts])
  }

  @Test("With errors that rise, or for longer, it is a drop", arguments: [(10, true), (40, false)])
  func drop(minutes: Int, errorsRise: Bool) async {
    for seed in 1...6 as ClosedRange<UInt64> {
      let found = await ShapedSeries.look([
        Self.series(seed, minutes: minutes, errorsRise: errorsRise)
      ])
      #expect(found.drops.count == 1)
    }
  }
}
