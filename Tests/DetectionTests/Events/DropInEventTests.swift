import Detection
import Testing
import Vocabulary

@Suite("Drops while an event of the calendar lowers orders")
struct DropInEventTests {
  private static let planted = ShapedSeries.window(50, 12, lasting: 3600)

  /// The drops of a week with orders a third lower from `first` on for so many days, and an hour of far fewer.
  private func drops(
    _ kind: CalendarEventKind, first: Int = 49, days: Int = 3, seed: UInt64
  ) async -> [Drop] {
    let event = ShapedSeries.window(first, 5, lasting: days * 86_400)
    var shaped = ShapedSeries(step: 300, days: 56, mean: 150, seed: seed)
    shaped.scale(event, by: 0.65)
    shaped.plant(DropInEventTests.planted, depth: 0.7, seed: seed)
    let calendar = [
      CalendarEvent(window: event, marketplaces: [Marketplace("DE")], kind: kind, name: "Strike")
    ]
    return await Detector().detect(
      [shaped.series], calendar: calendar, window: ShapedSeries.window(49, 0, lasting: 7 * 86_400)
    ).drops
  }

  @Test(
    "They are told, and what the event takes is not",
    arguments: [.external, .maintenance] as [CalendarEventKind])
  func told(kind: CalendarEventKind) async {
    for seed in 1...8 as ClosedRange<UInt64> {
      let told = await drops(kind, seed: seed)
      #expect(told.filter { $0.window.overlaps(DropInEventTests.planted) }.count == 1)
      #expect(told.count <= 2)
    }
  }

  @Test("In an event of weeks dips are its own, for nobody knows the course of its days")
  func weeks() async {
    for seed in 1...4 as ClosedRange<UInt64> {
      #expect(await drops(.external, first: 44, days: 11, seed: seed).isEmpty)
    }
  }
}
