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

  @Test(
    "A marketplace that went silent long before does not take in another's fall that is open too")
  func bothOpen() async {
    let last = Double(TestWorld.days - 1)
    var apart = 0
    for seed in OneEventTests.seeds {
      var world = TestWorld(OneEventTests.places, seed: seed)
      world.scale("SE", TestWorld.window(Int(last) - 1, 12, lasting: 36), by: 0)
      world.scale("DE", TestWorld.window(Int(last), 20, lasting: 4), by: 0.5)
      let told = await drops(world, near: TestWorld.window(Int(last), 20, lasting: 4))
      if told.map({ $0.marketplaces.map(\.name) }) == [["SE"], ["DE"]] { apart += 1 }
    }
    #expect(apart == OneEventTests.seeds.count)
  }

  @Test("Nor does one that is small and was silent before and behind it")
  func within() async {
    var apart = 0
    for seed in OneEventTests.seeds {
      var world = TestWorld(["DE", "FR"], seed: seed)
      var small = TestWorld(["SE"], seed: seed, mean: 2)
      small.scale("SE", TestWorld.window(50, 8, lasting: 12), by: 0)
      world.scale("DE", TestWorld.window(50, 14, lasting: 4), by: 0.6)
      let told = await Detector().detect(world.series() + small.series(), calendar: []).drops
      let large = told.filter { $0.marketplaces.map(\.name).contains("DE") }
      let late = large.first.map { $0.onset.mode.seconds(since: TestWorld.moment(50, 14)) }
      if large.map({ $0.marketplaces.count }) == [1], abs(late ?? .max) <= TestWorld.step {
        apart += 1
      }
    }
    #expect(apart >= OneEventTests.seeds.count - 1, "\(apart)")
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
