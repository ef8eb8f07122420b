import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Demand that sinks everywhere")
struct DemandWaveTests {
  private static let names = ["DE", "FR", "IT", "ES", "UK"]
  private static let hours = TestWorld.window(38, 9, lasting: 9)
  private static let judged = TestWorld.window(35, 0, lasting: 7 * 24)

  /// Half an hour after half an hour.
  private func plant(_ names: [String], seed: UInt64, fall: (Double) -> Double) -> TestWorld {
    var world = TestWorld(DemandWaveTests.names, seed: seed)
    for name in names {
      for part in stride(from: 0.0, to: 9, by: 0.5) {
        world.scale(
          name, TestWorld.window(38, 9 + part, lasting: 0.5), by: 1 - fall((part + 0.25) / 9))
      }
    }
    return world
  }

  private func wave(_ depth: Double) -> (Double) -> Double {
    { depth * 0.5 * (1 - PortableMath.cosine(turns: $0)) }
  }

  private func found(_ world: TestWorld) async -> (drops: Int, shifts: Int) {
    let found = await Detector().detect(
      world.series(), calendar: [], window: DemandWaveTests.judged)
    return (
      found.drops.count { $0.window.overlaps(DemandWaveTests.hours) },
      found.dismissed.count {
        $0.kind == .demandShift && $0.window.overlaps(DemandWaveTests.hours)
      }
    )
  }

  @Test("Half a wave in all storefronts is named and no drop, nearly always")
  func everywhere() async {
    var named = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      let (drops, shifts) = await found(
        plant(DemandWaveTests.names, seed: seed, fall: wave(0.2)))
      if drops == 0 && shifts == 1 { named += 1 }
    }
    #expect(named >= 5)
  }

  @Test("In some storefronts it is a drop", arguments: 1...2 as ClosedRange<UInt64>)
  func somewhere(seed: UInt64) async {
    let (drops, shifts) = await found(plant(["DE", "FR"], seed: seed, fall: wave(0.2)))
    #expect(drops >= 1)
    #expect(shifts == 0)
  }

  @Test(
    "What comes or ends at once is a drop, though it be everywhere",
    arguments: 1...2 as ClosedRange<UInt64>)
  func fault(seed: UInt64) async {
    for fall in [{ _ in 0.2 }, { 0.3 * $0 }] as [(Double) -> Double] {
      let (drops, shifts) = await found(plant(DemandWaveTests.names, seed: seed, fall: fall))
      #expect(drops >= 1)
      #expect(shifts == 0)
    }
  }

  @Test("So is what takes a small part at once of very many, the same of each")
  func smallFault() async {
    let names = (1...16).map { "M\($0)" }
    var told = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      var world = TestWorld(names, seed: seed)
      for name in names { world.scale(name, DemandWaveTests.hours, by: 0.965) }
      let (drops, shifts) = await found(world)
      if drops >= 1 && shifts == 0 { told += 1 }
    }
    #expect(told >= 5)
  }

  @Test("A wave that takes half of the orders is worth a look")
  func deep() async {
    let (drops, _) = await found(plant(DemandWaveTests.names, seed: 1, fall: wave(0.5)))
    #expect(drops >= 1)
  }
}
