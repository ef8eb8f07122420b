import Detection
import Testing
import Vocabulary

@Suite("What must not change what is found")
struct InvarianceTests {
  private let fall = TestWorld.window(52, 14, lasting: 3)
  private let judged = TestWorld.window(42, 0, lasting: 14 * 24)

  private func detect(_ series: [Series], window: TimeWindow? = nil) async -> DetectionResult {
    await Detector().detect(series, calendar: [], window: window ?? judged)
  }

  @Test("The order of the series does not matter")
  func order() async throws {
    var world = TestWorld(["DE", "ES", "FR"])
    for name in ["DE", "ES"] { world.scale(name, fall, by: 0.4) }
    let one = await detect(world.series())
    let other = await detect(world.series().reversed())
    #expect(one.drops.count == 1)
    #expect(one.drops == other.drops)
    #expect(one.dismissed == other.dismissed)
    #expect(one.overviews == other.overviews)
    #expect(one.traces == other.traces)
  }

  @Test("Whole weeks later, the same is found whole weeks later", arguments: [-40, 1, 3])
  func weeks(_ weeks: Int) async throws {
    var world = TestWorld()
    world.scale("DE", fall, by: 0.4)
    let seconds = weeks * 7 * 86_400
    let here = try #require(await detect(world.series()).drops.first)
    let there = try #require(
      await detect(
        world.series(movedBy: seconds),
        window: TimeWindow(
          start: judged.start.advanced(bySeconds: seconds), seconds: judged.seconds)
      ).drops.first)
    #expect(there.onset.first == here.onset.first.advanced(bySeconds: seconds))
    #expect(there.onset.weights == here.onset.weights)
    #expect(there.end.mode == here.end.mode?.advanced(bySeconds: seconds))
    #expect(there.lostOrders == here.lostOrders)
    #expect(there.observedOrders == here.observedOrders)
    #expect(there.expectedOrders == here.expectedOrders)
    #expect(there.catchUp == here.catchUp)
    #expect(there.coverage == here.coverage)
    #expect(there.signal == here.signal)
    #expect(there.parts.map(\.depth) == here.parts.map(\.depth))
  }

  @Test("Ten more weeks of history before what the expectation rests on change nothing")
  func earlierStart() async throws {
    var short = TestWorld()
    var long = TestWorld(earlierDays: 70)
    short.scale("DE", fall, by: 0.4)
    long.scale("DE", fall, by: 0.4)
    let one = try #require(await detect(short.series()).drops.first)
    let other = try #require(await detect(long.series()).drops.first)
    #expect(one.id == other.id)
    #expect(one.lostOrders == other.lostOrders)
    #expect(one.onset == other.onset)
    #expect(one.end == other.end)
    #expect(one.parts == other.parts)
  }

  @Test("Judging one week or all of them names the same drop with the same loss")
  func window() async throws {
    var world = TestWorld()
    world.scale("DE", fall, by: 0.4)
    let day = TestWorld.window(52, 0, lasting: 24)
    let week = try #require(await detect(world.series(), window: day).drops.first)
    let all = await Detector().detect(world.series(), calendar: [])
    #expect(all.drops.map(\.id) == [week.id])
    #expect(all.drops.first?.lostOrders == week.lostOrders)
  }
}
