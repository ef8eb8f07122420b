import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("What a promotion leaves at its edges")
struct PromotionEdgeTests {
  /// Six weeks of minutes: a promotion of nine hours in the last, of which the first and the last minutes
  /// are as usual, and a fall by a fifth two days later.
  private static func series(seed: UInt64) -> Series {
    var random = SeededGenerator(seed: seed)
    let counts = (0..<(42 * 1440)).map { step -> Int32 in
      let (day, minute) = (step / 1440, step % 1440)
      var mean = 40 * (1 + 0.5 * PortableMath.cosine(turns: Double(minute) / 1440 - 0.65))
      if day == 37, (245..<764).contains(minute) { mean *= 2.2 }
      if day == 39, (900..<1080).contains(minute) { mean *= 0.8 }
      return Int32(random.poisson(mean: mean))
    }
    return Series(
      key: TestWorld.key("FR"), start: TestWorld.start, stepSeconds: 60,
      orders: Samples(storage: counts))
  }

  @Test(
    "A promotion that ends before the calendar says so is looked at a few times, and hides no drop",
    arguments: [1, 3, 5, 6, 14])
  func endsEarly(seed: UInt64) throws {
    let event = CalendarEvent(
      window: TestWorld.window(37, 4, lasting: 9), marketplaces: [Marketplace("FR")],
      kind: .promotion, name: "Sale")
    let series = PromotionEdgeTests.series(seed: seed)
    let week = TestWorld.window(35, 0, lasting: 7 * 24)
    let settings = DetectionSettings()
    let watched = try #require(
      Watched(series, block: week, events: [event], settings: settings))
    var search = BlockSearch([watched], block: week, events: [event], settings: settings)
    let found = search.run()
    #expect(found.count { $0.dismissal?.kind == .promotionEnded } <= 4)
    let fall = TestWorld.window(39, 15, lasting: 3)
    #expect(
      found.contains {
        $0.dismissal == nil && fall.contains(watched.time(at: $0.event.anchor.fall.start + 5))
      })
  }
}
