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
