import Testing
import Vocabulary

@testable import Simulation

@Suite("Worlds with drops of every shape")
struct ShapeWorldTests {
  private static let worlds = (1...16).map { ShapeWorld.make(seed: $0) }

  @Test("Every shape is planted somewhere, and nothing else is")
  func every() {
    let planted = Self.worlds.flatMap(\.truth.drops).compactMap(\.note)
    #expect(planted.count == Self.worlds.reduce(0) { $0 + $1.truth.drops.count })
    #expect(Set(planted) == Set(PlantedShape.allCases.map(\.rawValue)))
  }

  @Test("Two drops are two where a step lies between them, else one with what both lose")
  func pairs() throws {
    for world in Self.worlds {
      let alike = world.truth.drops.filter { $0.note == PlantedShape.weakSecond.rawValue }
      guard !alike.isEmpty else { continue }
      let isSeen = world.settings.stepSeconds <= 600
      for drop in alike {
        let minutes = drop.end.seconds(since: drop.start) / 60
        #expect(isSeen ? (30...31).contains(minutes) : (70...71).contains(minutes))
      }
    }
  }

  @Test("A fall on a holiday lies on one, and only the other kind is missing from the calendar")
  func holidays() {
    for world in Self.worlds {
      for drop in world.truth.drops {
        guard let note = drop.note, note.hasSuffix("on a holiday") || note.hasSuffix("has it")
        else { continue }
        let known = world.truth.notDrops.contains {
          $0.kind == .holiday && $0.window.contains(drop.start)
            && $0.marketplaces.contains(drop.parts[0].marketplace)
            && $0.onCalendar == (note == PlantedShape.onHoliday.rawValue)
        }
        #expect(known)
      }
    }
  }

  @Test("The same seed is the same world")
  func same() { #expect(ShapeWorld.make(seed: 3).truth == Self.worlds[2].truth) }
}
