import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("A day off that no calendar knows")
struct DayOffTests {
  /// From local midnight to the next, of a day of a course whose quietest hour is about four.
  private static let dayOff = ShapedSeries.window(44, -0.5, lasting: 86_400)
  private static let judged = ShapedSeries.window(42, 0, lasting: 7 * 86_400)

  private static func marketplace(_ seed: UInt64, isOff: Bool) -> ShapedSeries {
    var shaped = ShapedSeries(step: 900, days: 50, mean: 300, seed: seed)
    if isOff { shaped.scale(dayOff, by: 0.6) }
    return shaped
  }

  @Test("What a drop costs in a marketplace that has it is measured from what it left")
  func cost() async throws {
    let planted = ShapedSeries.window(44, 15, lasting: 1800)
    var near = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      var lost = 0
      let all = (0..<4 as Range<UInt64>).map { number in
        var shaped = Self.marketplace(10 * seed + number, isOff: number == 0)
        lost += shaped.plant(planted, depth: 0.6, seed: seed)
        return shaped.series("\(number)")
      }
      let drops = await Detector().detect(all, calendar: [], window: Self.judged).drops
      let told = drops.filter { $0.window.overlaps(planted) }
      if told.count == 1, told[0].marketplaces.count == 4,
        abs(told[0].lostOrders.value / Double(lost) - 1) < 0.12
      {
        near += 1
      }
    }
    #expect(near >= 8)
  }

  @Test("Its edges are those of a day that the calendar holds")
  func edges() throws {
    let event = CalendarEvent(window: Self.dayOff)
    func watched(_ events: [CalendarEvent]) throws -> Watched {
      try #require(
        Watched(
          Self.marketplace(1, isOff: true).series, block: Self.judged, events: events,
          settings: DetectionSettings()))
    }
    let known = try watched([event])
    var unknown = try watched([])
    let first = unknown.offset(of: Self.dayOff.start)
    unknown.takeAsEvent(first..<(first + 96))
    #expect(unknown.line.breaks == known.line.breaks)
    #expect(unknown.line.inEvent == known.line.inEvent)
    #expect(known.line.breaks != LevelBreaks.none)
  }

  @Test("It is no drop, be steps quarters of hours or of days", arguments: [1, 8, 24])
  func alone(quarters: Int) async {
    var alarms = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      let series = Self.marketplace(seed, isOff: true).series.coarser(by: quarters, until: nil)
      let found = await Detector().detect([series], calendar: [], window: Self.judged)
      #expect(found.dismissed.contains { $0.kind == .holidayLike })
      alarms += found.drops.count
    }
    #expect(alarms == 0)
  }

  @Test("It is no drop where the feed stops for five hours of it")
  func silent() async {
    var right = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      var shaped = Self.marketplace(seed, isOff: true)
      shaped.silence(ShapedSeries.window(44, 11, lasting: 5 * 3600))
      let found = await Detector().detect([shaped.series], calendar: [], window: Self.judged)
      let named = found.dismissed.contains { $0.kind == .holidayLike }
      if named, found.drops.isEmpty { right += 1 }
    }
    #expect(right >= 9, "\(right)")
  }

  /// As seen at noon.
  @Test(
    "Its first hours are a drop that may be one, and a fall from seven on is a drop",
    arguments: [0, 7])
  func firstHours(from hour: Double) async {
    let low = ShapedSeries.window(44, hour, lasting: Int(12 - hour) * 3600)
    var right = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      var shaped = Self.marketplace(seed, isOff: false)
      shaped.plant(low, depth: 0.4, seed: seed)
      let seen = shaped.series.before(low.end)
      let drops = await Detector().detect([seen], calendar: [], window: Self.judged).drops
      if drops.count == 1, drops[0].mayBeDayOff == (hour == 0) { right += 1 }
    }
    #expect(right >= 9)
  }

  @Test("Half a day that is as low is a drop, though steps are as long", arguments: [8, 24])
  func halfOf(quarters: Int) async {
    let planted = ShapedSeries.window(44, 6, lasting: 43_200)
    var found = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      var shaped = Self.marketplace(seed, isOff: false)
      shaped.plant(planted, depth: 0.4, seed: seed)
      let series = shaped.series.coarser(by: quarters, until: nil)
      let drops = await Detector().detect([series], calendar: [], window: Self.judged).drops
      if drops.count == 1, drops[0].window.overlaps(planted) { found += 1 }
    }
    #expect(found >= 9)
  }

  /// Ten hours of the anchor's day are looked at, in some 80 orders an hour, and those of others in many.
  @Test(
    "What many marketplaces show beside it counts, and not what one does",
    arguments: [(others: 1, isOff: true), (others: 5, isOff: false)])
  func beside(others: Int, isOff: Bool) throws {
    let planted = ShapedSeries.window(44, 12, lasting: 36_000)
    var off = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      var small = ShapedSeries(step: 900, days: 50, mean: 20, seed: seed)
      small.scale(Self.dayOff, by: 0.8)
      let large = (1...UInt64(others)).map { number in
        var shaped = ShapedSeries(step: 900, days: 50, mean: 300, seed: 100 * seed + number)
        shaped.plant(planted, depth: 0.2, seed: seed)
        return shaped
      }
      let watched = try ([small] + large).map { shaped in
        try #require(
          Watched(
            shaped.series, block: Self.judged, events: [], settings: DetectionSettings()))
      }
      let parts = try watched.indices.map { try Self.part($0, watched[$0], planted) }
      if DaysOff(watched).wasOff(FallEvent(parts: parts, anchor: parts[0])) { off += 1 }
    }
    #expect(isOff ? off >= 6 : off <= 2)
  }

  private static func part(
    _ index: Int, _ series: Watched, _ window: TimeWindow
  ) throws -> FallEvent.Part {
    let steps = series.offset(of: window.start)..<series.offset(of: window.end)
    let fall = try #require(series.scan.fall(steps.lowerBound, steps.upperBound))
    return FallEvent.Part(
      watched: index, fall: fall, clarity: fall.signal,
      onset: try #require(EdgeWeights(first: steps.lowerBound, unscaled: [0])),
      end: try #require(EdgeWeights(first: steps.upperBound, unscaled: [0])), isOpen: false,
      reach: steps,
      sharesEdges: false)
  }
}
