import Testing
import Vocabulary

@testable import Detection

@Suite("Feeds that stop, and drops elsewhere")
struct StoppedFeedTests {
  private static let names = (0..<6).map { "M\($0)" }
  /// Late on a Thursday of the eighth week.
  private static let fall = TestWorld.window(52, 14, lasting: 4)

  private func drops(_ world: TestWorld) async -> [Drop] {
    await Detector().detect(
      world.series(), calendar: [], window: TestWorld.window(42, 0, lasting: 14 * 24)
    ).drops
  }

  @Test("A feed that was gone for weeks is judged again once it is back", arguments: [12, 17, 24])
  func weeks(days: Int) async {
    var world = TestWorld(earlierDays: 28)
    world.removeRows("DE", TestWorld.window(50 - days, 0, lasting: Double(days) * 24))
    world.scale("DE", Self.fall, by: 0.4)
    let found = await Detector().detect(world.series(), calendar: []).drops
    #expect(found.count == 1 && found[0].window.overlaps(Self.fall))
  }

  /// A weak fall in all that none shows alone, `stopped` having no rows any more by then.
  private func shared(seed: UInt64, stopped: String?) async -> Bool {
    var world = TestWorld(Self.names, seed: seed)
    for name in Self.names { world.scale(name, Self.fall, by: 0.945) }
    if let stopped { world.removeRows(stopped, TestWorld.window(50, 0, lasting: 6 * 24)) }
    return await drops(world).contains { $0.window.overlaps(Self.fall) }
  }

  @Test("What the others show together is found whichever of them stopped")
  func together() async {
    var found: [String: Int] = [:]
    for seed in 1...6 as ClosedRange<UInt64> {
      for stopped in [nil, "M0", "M5"] where await shared(seed: seed, stopped: stopped) {
        found[stopped ?? "none", default: 0] += 1
      }
    }
    #expect(found["none", default: 0] >= 4, "\(found)")
    #expect(found["M0", default: 0] >= 4, "\(found)")
    #expect(found["M5", default: 0] >= 4, "\(found)")
  }

  @Test("Services whose rows reach further leave the overview of the storefronts as it is")
  func overview() async {
    let world = TestWorld(["DE"])
    let later = ShapedSeries(step: TestWorld.step, days: TestWorld.days + 1, mean: 40, seed: 3)
    let service = Series(
      key: SeriesKey(marketplace: Marketplace("DE"), service: Service("search")),
      start: TestWorld.start, stepSeconds: 1200, orders: later.series.orders)
    let overview = await Detector().detect(world.series() + [service], calendar: []).overviews[0]
    #expect(overview.expected.contains { $0 != nil })
    #expect(overview.observed.contains { $0 != nil })
  }
}
