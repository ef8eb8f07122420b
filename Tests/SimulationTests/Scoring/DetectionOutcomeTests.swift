import Testing
import Vocabulary

@testable import Simulation

@Suite("Drops that were found beside those that were planted")
struct DetectionOutcomeTests {
  private func drop(_ id: String, _ part: TruePart) -> Drop {
    .found(id, in: part.marketplace, from: part.onset, to: part.end, stepSeconds: 300)
  }

  @Test(
    "Of two drops of one planted event the one with more of its orders matches, the other tells it again"
  )
  func toldAgain() throws {
    let world = World.make(.evaluation(seed: 105), seed: 105)
    let planted = try #require(
      world.truth.drops.first { $0.parts.count > 1 && $0.overlaps.isEmpty && $0.overlapsData })
    let parts = planted.parts.sorted { $0.ordersLost > $1.ordersLost }
    let found = [drop("small", parts[1]), drop("large", parts[0])]
    let outcome = DetectionOutcome(world, found: found, dismissed: [])
    #expect(outcome.matches.first { $0.planted.id == planted.id }?.found?.id.name == "large")
    #expect(outcome.again.map(\.id.name) == ["small"])
    #expect(outcome.falseDrops.isEmpty)
  }

  /// A world with two drops near each other, and a marketplace of both.
  private func pair() throws -> (world: World, drops: [TrueDrop], parts: [TruePart]) {
    for seed in 1...40 as ClosedRange<UInt64> {
      let world = Scenario.shapes.world(seed: seed)
      let drops = world.truth.drops.filter { $0.note == PlantedShape.deepSecond.rawValue }
      if drops.count == 2 { return (world, drops, drops.map { $0.parts[0] }) }
    }
    throw NoPair()
  }

  private struct NoPair: Error {}

  @Test("Of two near drops each matches the one in whose time it lies, though the other lost more")
  func near() throws {
    let (world, drops, parts) = try pair()
    let found = [drop("first", parts[0]), drop("second", parts[1])]
    let outcome = DetectionOutcome(world, found: found, dismissed: [])
    let names = drops.map { planted in
      outcome.matches.first { $0.planted.id == planted.id }?.found?.id.name
    }
    #expect(names == ["first", "second"])
    #expect(outcome.again.isEmpty)
  }

  @Test("A drop that spans two matches the larger, and the other was told with it")
  func spanning() throws {
    let (world, drops, parts) = try pair()
    let both = Drop.found(
      "both", in: parts[0].marketplace, from: parts[0].onset, to: parts[1].end, stepSeconds: 300)
    let outcome = DetectionOutcome(world, found: [both], dismissed: [])
    let matches = drops.map { planted in outcome.matches.first { $0.planted.id == planted.id } }
    #expect(matches[0]?.found == nil && matches[0]?.toldWithAnother == true)
    #expect(matches[1]?.found?.id.name == "both" && matches[1]?.toldWithAnother == false)
  }
}
