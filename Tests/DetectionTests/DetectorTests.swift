import Detection
import Testing
import Vocabulary

@Suite("Drops found in planted series")
struct DetectorTests {
  /// A fall planted on a Thursday afternoon of the eighth week, of three hours.
  private let fall = TestWorld.window(52, 14, lasting: 3)
  /// The last two weeks, which are judged.
  private let judged = TestWorld.window(42, 0, lasting: 14 * 24)

  private func detect(
    _ series: [Series], calendar: [CalendarEvent] = [], window: TimeWindow? = nil
  ) async -> DetectionResult {
    await Detector().detect(series, calendar: calendar, window: window ?? judged)
  }

  @Test("A fall by 60 % for three hours is found where it was, with its loss", arguments: 1...4)
  func planted(seed: Int) async throws {
    var world = TestWorld(seed: UInt64(seed))
    let lost = world.scale("DE", fall, by: 0.4)
    let drops = await detect(world.series()).drops
    #expect(drops.count == 1)
    let drop = try #require(drops.first)
    #expect(abs(drop.onset.mode.seconds(since: fall.start)) <= TestWorld.step)
    let end = try #require(drop.end.mode)
    #expect(abs(end.seconds(since: fall.end)) <= TestWorld.step)
    #expect(abs(drop.lostOrders.value / Double(lost) - 1) < 0.15)
    #expect(drop.lostOrders.high - drop.lostOrders.low < Double(lost) / 4)
    #expect(drop.lostOrders.level == DetectionSettings().intervalLevel)
    #expect(drop.parts.map(\.series) == [TestWorld.key("DE")])
    #expect(abs((drop.parts.first?.depth.value ?? 0) - 0.6) < 0.05)
  }

  @Test(
    "The orders told are those of the rows from the onset told to the end told", arguments: 1...4)
  func counted(seed: Int) async throws {
    var world = TestWorld(["DE", "FR"], seed: UInt64(seed))
    for name in ["DE", "FR"] { world.scale(name, fall, by: 0.05) }
    let drop = try #require(await detect(world.series()).drops.first)
    let rows = world.series()
    func orders(_ part: DropPart) -> Int {
      let series = rows.first { $0.key == part.series }
      guard let series, let end = part.end.mode else { return -1 }
      return (series.index(of: part.onset.mode)..<series.index(of: end)).reduce(0) {
        $0 + (series.orders[$1] ?? 0)
      }
    }
    #expect(drop.parts.count == 2)
    #expect(drop.parts.map(\.observedOrders) == drop.parts.map(orders))
    #expect(drop.observedOrders == drop.parts.reduce(0) { $0 + $1.observedOrders })
    let missing = drop.expectedOrders - Double(drop.observedOrders)
    #expect(abs(missing / drop.lostOrders.value - 1) < 0.1)
  }

  @Test("Intervals of 90 % hold the loss about nine times in ten")
  func intervals() async throws {
    var held = 0
    for seed in 1...20 {
      var world = TestWorld(seed: UInt64(seed))
      let lost = Double(world.scale("DE", fall, by: 0.4))
      let drop = try #require(await detect(world.series()).drops.first)
      if drop.lostOrders.low <= lost && lost <= drop.lostOrders.high { held += 1 }
    }
    // Of 20 intervals that hold with probability 0.9, fewer than 15 do once in ninety times.
    #expect(held >= 15)
  }

  @Test("Nothing is found where nothing fell", arguments: 1...8)
  func quiet(seed: Int) async {
    let found = await detect(TestWorld(["DE", "FR"], seed: UInt64(seed)).series())
    #expect(found.drops.isEmpty)
    #expect(found.traces.isEmpty)
    #expect(found.overviews.map(\.series) == [TestWorld.key("DE"), TestWorld.key("FR")])
  }

  @Test("Where the feed brought no rows, nothing is said to have fallen")
  func feedGap() async {
    var world = TestWorld()
    let gap = TestWorld.window(52, 10, lasting: 6)
    world.removeRows("DE", gap)
    let found = await detect(world.series())
    #expect(found.drops.isEmpty)
    #expect(
      found.dismissed == [
        DismissedStretch(
          kind: .feedGap, window: gap, series: [TestWorld.key("DE")], depth: nil)
      ])
  }

  @Test("A fall that a calendar event covers is no drop; the same fall without it is one")
  func holiday() async {
    var world = TestWorld()
    let day = TestWorld.window(52, 8, lasting: 10)
    world.scale("DE", day, by: 0.5)
    let event = CalendarEvent(
      window: day, marketplaces: [Marketplace("DE")], kind: .holiday, name: "Market day")
    let elsewhere = CalendarEvent(
      window: day, marketplaces: [Marketplace("FR")], kind: .holiday, name: "Market day")
    #expect(await detect(world.series(), calendar: [event]).drops.isEmpty)
    #expect(await detect(world.series(), calendar: [elsewhere]).drops.count == 1)
    #expect(await detect(world.series()).drops.count == 1)
  }

  /// - Parameter large: where many more orders are placed, so that the same fall is clearer.
  @Test(
    "Holidays in two marketplaces explain no fall in a third",
    arguments: [["FR"], ["DE", "ES"]])
  func holidayElsewhere(large: [String]) async throws {
    var world = TestWorld(["DE", "ES", "FR"], mean: 60)
    for name in large {
      world.scale(name, TestWorld.window(0, 0, lasting: Double(TestWorld.days * 24)), by: 20)
    }
    for name in ["DE", "ES", "FR"] {
      world.scale(name, TestWorld.window(52, 9.5, lasting: 3), by: 0.5)
    }
    let event = CalendarEvent(
      window: TestWorld.window(52, 8, lasting: 12),
      marketplaces: [Marketplace("DE"), Marketplace("ES")], kind: .holiday, name: "Market day")
    let drops = await detect(world.series(), calendar: [event]).drops
    #expect(drops.count == 1)
    #expect(try #require(drops.first).marketplaces.contains(Marketplace("FR")))
  }

  @Test("Counts booked half an hour late are no drop")
  func lateCounts() async {
    var world = TestWorld()
    world.bookLate("DE", at: fall.start)
    let found = await detect(world.series())
    #expect(found.drops.isEmpty)
    #expect(found.dismissed.allSatisfy { $0.kind == .counterReset })
  }

  @Test("A drop on a holiday is costed by what the holiday left to lose", arguments: 201...206)
  func dropOnHoliday(seed: Int) async throws {
    var world = TestWorld(seed: UInt64(seed), mean: 2000)
    let day = TestWorld.window(52, 0, lasting: 24)
    let outage = TestWorld.window(52, 11, lasting: 6)
    let event = CalendarEvent(
      window: day, marketplaces: [Marketplace("DE")], kind: .holiday, name: "Market day")
    world.scale("DE", day, by: 0.55)
    let lost = Double(world.scale("DE", outage, by: 0.3))
    let drops = await detect(world.series(), calendar: [event]).drops
    let drop = try #require(drops.first { $0.window.overlaps(outage) })
    #expect(abs(drop.lostOrders.value / lost - 1) < 0.1)
    #expect(drop.lostOrders.low <= lost && lost <= drop.lostOrders.high)
  }

  @Test("Counts booked half an hour late on a holiday are no drop either")
  func lateCountsOnHoliday() async {
    var world = TestWorld()
    let day = TestWorld.window(52, 0, lasting: 24)
    world.scale("DE", day, by: 0.4)
    world.bookLate("DE", at: fall.start)
    let event = CalendarEvent(
      window: day, marketplaces: [Marketplace("DE")], kind: .holiday, name: "Market day")
    let found = await detect(world.series(), calendar: [event])
    #expect(found.drops.isEmpty)
    #expect(found.dismissed.contains { $0.kind == .counterReset })
  }

  @Test("A fall that lasts to the end of the data is open", arguments: 1...3)
  func open(seed: Int) async throws {
    var world = TestWorld(seed: UInt64(seed))
    let last = TestWorld.window(55, 18, lasting: 6)
    world.scale("DE", last, by: 0.4)
    let drops = await detect(world.series()).drops
    #expect(drops.count == 1)
    let drop = try #require(drops.first)
    #expect(drop.end == .open(dataUntil: last.end))
    #expect(drop.end.mode == nil)
    #expect(drop.catchUp == nil)
    #expect(abs(drop.onset.mode.seconds(since: last.start)) <= TestWorld.step)
  }

  @Test("A fall in three of five marketplaces is one drop; the two others are its comparison")
  func scope() async throws {
    var world = TestWorld(["DE", "ES", "FR", "IT", "UK"])
    var lost = 0
    for name in ["DE", "FR", "IT"] { lost += world.scale(name, fall, by: 0.4) }
    let drops = await detect(world.series()).drops.filter { $0.window.overlaps(fall) }
    #expect(drops.count == 1)
    let drop = try #require(drops.first)
    #expect(drop.marketplaces.map(\.name) == ["DE", "FR", "IT"])
    #expect(drop.unaffected.map(\.series) == [TestWorld.key("ES"), TestWorld.key("UK")])
    #expect(drop.unaffected.allSatisfy { abs($0.depth.value) < 4 * $0.standardError })
    #expect(drop.lostOrders.low <= Double(lost) && Double(lost) <= drop.lostOrders.high)
    let comparison = try #require(drop.comparisonLoss)
    #expect(abs(comparison.value / Double(lost) - 1) < 0.15)
  }

  @Test("Errors above their usual number are estimated, and unknown where none are recorded")
  func errors() async throws {
    var world = TestWorld()
    world.scale("DE", fall, by: 0.4)
    #expect(await detect(world.series()).drops.first?.websiteErrors == nil)
    world.addErrors("DE", more: 100, during: fall)
    let drop = try #require(await detect(world.series()).drops.first)
    let errors = try #require(drop.websiteErrors)
    // Six steps with a hundred more; 20 a step by chance alone spread by 11 over six.
    #expect(abs(errors.value - 600) < 60)
    #expect(errors.low <= 600 && 600 <= errors.high)
  }

  @Test("Fewer than two samples give nothing")
  func tooLittle() async {
    let none = await Detector().detect([], calendar: [])
    #expect(none.drops.isEmpty && none.dismissed.isEmpty && none.overviews.isEmpty)
    for storage in [[], [7], [Samples.hole], [0]] as [[Int32]] {
      let one = Series(
        key: TestWorld.key("DE"), start: TestWorld.start, stepSeconds: 1800,
        orders: Samples(storage: storage))
      let found = await Detector().detect([one], calendar: [])
      #expect(found.drops.isEmpty && found.dismissed.isEmpty && found.traces.isEmpty)
    }
  }

  @Test("A series that never sold anything has no drop")
  func zeros() async {
    let zeros = Series(
      key: TestWorld.key("DE"), start: TestWorld.start, stepSeconds: TestWorld.step,
      orders: Samples(storage: [Int32](repeating: 0, count: 56 * TestWorld.stepsPerDay)))
    #expect(await detect([zeros]).drops.isEmpty)
  }
}
