import Detection
import Testing
import Vocabulary

@Suite("One event is told once")
struct OneEventTests {
  private static let places = ["DE", "FR", "NL", "SE"]
  private static let seeds: ClosedRange<UInt64> = 1...8

  private func drops(_ world: TestWorld, near window: TimeWindow) async -> [Drop] {
    await Detector().detect(world.series(), calendar: []).drops.filter {
      $0.window.overlaps(window)
    }
  }

  @Test(
    "What reached a small marketplace late, and shows there in errors above all, is no second drop")
  func lateWave() async {
    let whole = TestWorld.window(50, 10, lasting: 6)
    var once = 0
    for seed in OneEventTests.seeds {
      var world = TestWorld(OneEventTests.places, seed: seed)
      world.scale("DE", whole, by: 0.6)
      let late = TestWorld.window(50, 13, lasting: 3)
      world.scale("SE", late, by: 0.92)
      world.addErrors("DE", more: 40, during: whole)
      world.addErrors("SE", more: 60, during: late)
      let told = await drops(world, near: whole)
      if told.count == 1, told[0].marketplaces.map(\.name).contains("SE") { once += 1 }
    }
    #expect(once >= 7)
  }

  @Test("Clear falls that overlap in time and share no edge stay two")
  func twoEvents() async {
    for seed in OneEventTests.seeds {
      var world = TestWorld(OneEventTests.places, seed: seed)
      world.scale("DE", TestWorld.window(50, 8, lasting: 5), by: 0.5)
      world.scale("SE", TestWorld.window(50, 11, lasting: 6), by: 0.5)
      let told = await drops(world, near: TestWorld.window(50, 8, lasting: 9))
      #expect(told.map(\.marketplaces).map { $0.map(\.name) } == [["DE"], ["SE"]])
    }
  }
}
