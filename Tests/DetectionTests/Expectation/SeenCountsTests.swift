import Testing
import Vocabulary

@testable import Detection

@Suite("Counts that usual days are learnt from")
struct SeenCountsTests {
  /// A month of half hours.
  private let series = Series(
    key: SeriesKey(marketplace: Marketplace("DE")), start: ShapedSeries.start, stepSeconds: 1800,
    orders: Samples(storage: [Int32](repeating: 50, count: 28 * 48)))

  /// The steps of the last fortnight that teach nothing of usual days, an event of two hours lying `hours` from its
  /// begin.
  private func leftOut(_ kind: CalendarEventKind, at hours: Int) -> [Int] {
    let start = ShapedSeries.start.advanced(bySeconds: 14 * 86_400 + hours * 3600)
    let event = CalendarEvent(
      window: TimeWindow(start: start, seconds: 7200), kind: kind)
    let seen = SeenCounts(
      series, series.orders, WindowPlan(weekly: (14 * 48)..<(28 * 48), weekSteps: 336), [event])
    return seen.usual.indices.filter { seen.usual[$0].isNaN }
  }

  @Test("The eve of a holiday is left out with it, that of a promotion is not")
  func eve() {
    #expect(leftOut(.holiday, at: 100) == Array(188..<204))
    #expect(leftOut(.promotion, at: 100) == Array(200..<204))
  }

  @Test("So is an eve alone, where the holiday lies behind the window, or part of one")
  func edges() {
    #expect(leftOut(.holiday, at: 340) == Array(668..<672))
    #expect(leftOut(.holiday, at: 4) == Array(0..<12))
    #expect(leftOut(.holiday, at: 342) == [])
    #expect(leftOut(.holiday, at: -2) == [])
  }
}
