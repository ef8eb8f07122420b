import Testing
import Vocabulary

@testable import Detection

@Suite("Website errors without lost orders")
struct ErrorStormTests {
  private static let seeds: ClosedRange<UInt64> = 1...10

  @Test("A storm of errors in which orders stay as usual is seldom a drop")
  func storm() async {
    var told = 0
    for seed in Self.seeds {
      var world = TestWorld(["DE", "FR"], seed: seed)
      world.addErrorsWithOrders("FR")
      let storm = TestWorld.window(50, 10, lasting: 5)
      world.addErrors("DE", more: 400, during: storm)
      let drops = await Detector().detect(world.series(), calendar: []).drops
      if drops.contains(where: { $0.window.overlaps(storm) }) { told += 1 }
    }
    #expect(told <= 2, "\(told)")
  }

  @Test("Errors that rise with a sale say nothing of a fault in it")
  func sale() async {
    let sale = TestWorld.window(48, 0, lasting: 4 * 24)
    var told = 0
    for seed in Self.seeds {
      var world = TestWorld(["DE", "FR"], seed: seed)
      for name in ["DE", "FR"] {
        world.scale(name, sale, by: 3)
        world.addErrorsWithOrders(name)
      }
      let drops = await Detector().detect(world.series(), calendar: []).drops
      told += drops.count { $0.window.overlaps(sale) }
    }
    #expect(told <= 2, "\(told)")
  }
}
