import Simulation
import Testing
import Vocabulary

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
}
