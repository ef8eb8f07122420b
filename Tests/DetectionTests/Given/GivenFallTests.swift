import Testing
import Vocabulary

@testable import Detection

@Suite("A window measured by the usual week")
struct GivenFallTests {
  private let window = TestWorld.window(45, 14, lasting: 3)

  private func measured(_ world: TestWorld, _ marketplaces: Set<Marketplace>) async throws -> Drop {
    let given = GivenWindow(window: window, marketplaces: marketplaces)
    let found = await WindowMeasure().measure(world.series(), calendar: [], given: given)
    return try #require(found).drop
  }

  @Test("Only the series that fell are parts, and the loss is near the planted one")
  func fallen() async throws {
    var world = TestWorld(["DE", "US"], seed: 5)
    let lost = world.scale("DE", window, by: 0.7)
    let drop = try await measured(world, [])
    #expect(drop.marketplaces == [Marketplace("DE")])
    #expect(drop.unaffected.map(\.series.marketplace) == [Marketplace("US")])
    #expect(abs(drop.lostOrders.value - Double(lost)) < 0.25 * Double(lost))
  }

  @Test("A marketplace that opened a week ago does not make the others' usual week unknown")
  func youngNeighbour() async throws {
    var world = TestWorld(["DE", "US"], seed: 5)
    let all = TestWorld(["NL"], seed: 6).series()[0].orders.storage
    let young = [
      Series(
        key: TestWorld.key("NL"), start: TestWorld.moment(38, 0), stepSeconds: TestWorld.step,
        orders: Samples(storage: Array(all[(38 * TestWorld.stepsPerDay)...])), errors: nil)
    ]
    let lost = world.scale("DE", window, by: 0.7)
    let found = await WindowMeasure().measure(
      world.series() + young, calendar: [], given: GivenWindow(window: window))
    let drop = try #require(found).drop
    #expect(drop.marketplaces == [Marketplace("DE")])
    #expect(drop.coverage != nil)
    #expect(abs(drop.lostOrders.value - Double(lost)) < 0.25 * Double(lost))
    let alone = await WindowMeasure().measure(
      world.series() + young, calendar: [],
      given: GivenWindow(window: window, marketplaces: [Marketplace("NL")]))
    #expect(alone?.drop.coverage == nil)
  }

  @Test("Its depth is the planted one, and nothing came back that did not")
  func depth() async throws {
    var (depths, caughtUp) = ([Double](), 0)
    for seed in 1...10 as ClosedRange<UInt64> {
      var world = TestWorld(["DE", "US"], seed: seed)
      world.scale("DE", window, by: 0.7)
      let drop = try await measured(world, [])
      depths += drop.parts.map(\.depth.value)
      if let catchUp = drop.catchUp, catchUp.low > 0 { caughtUp += 1 }
    }
    #expect(depths.allSatisfy { abs($0 - 0.3) < 0.08 }, "\(depths)")
    #expect(caughtUp <= 2)
  }

  @Test("A drop just before the window, or partly in it, is not what is usual")
  func besideDrop() async throws {
    var held = 0
    for seed in 1...20 as ClosedRange<UInt64> {
      var world = TestWorld(["DE", "US"], seed: 100 + seed)
      world.scale("DE", TestWorld.window(45, 10, lasting: 4), by: 0.4)
      let drops = await Detector().detect(world.series(), calendar: []).drops
      let found = await WindowMeasure().measure(
        world.series(), calendar: [],
        given: GivenWindow(window: window, marketplaces: [Marketplace("DE")]), beside: drops)
      let loss = try #require(found).drop.lostOrders
      if loss.low <= 0, loss.high >= 0 { held += 1 }
    }
    #expect(held >= 15, "held \(held) of 20")
  }

  @Test("The loss lies inside its 90 % interval in 33 to 40 of 40 worlds")
  func coverage() async throws {
    var held = 0
    for seed in 1...40 {
      var world = TestWorld(["DE", "US"], seed: UInt64(300 + seed))
      let lost = Double(world.scale("DE", window, by: 0.7))
      let loss = try await measured(world, []).lostOrders
      if loss.low <= lost, lost <= loss.high { held += 1 }
    }
    #expect(held >= 33, "held \(held) of 40")
  }

  @Test("Where nothing fell, the named marketplace is measured over the window as it was given")
  func quiet() async throws {
    let drop = try await measured(TestWorld(["DE", "US"], seed: 6), [Marketplace("US")])
    #expect(drop.marketplaces == [Marketplace("US")])
    #expect(drop.window == window)
    #expect(drop.lostOrders.low < 0 && drop.lostOrders.high > 0)
  }
}
