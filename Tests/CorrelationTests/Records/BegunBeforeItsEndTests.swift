import Testing
import Vocabulary

@testable import Correlation

@Suite("A drop begins before it ends")
struct BegunBeforeItsEndTests {
  private static func drop(onset: TimeDistribution, end: DropEnd) -> Drop {
    Tiny.drop([Tiny.part("US", onset: onset, end: end)])
  }

  private static func even(_ minutes: Double, steps: Int) throws -> TimeDistribution {
    try #require(
      TimeDistribution(
        first: Tiny.minute(minutes), stepSeconds: 300,
        weights: Array(repeating: 1, count: steps)))
  }

  @Test("An onset that lies before the end, and one of a drop that lasts, stay as they are")
  func before() throws {
    let onset = try Self.even(0, steps: 4)
    for end in [DropEnd.ended(Tiny.certain(20)), .open(dataUntil: Tiny.minute(5))] {
      #expect(
        Self.drop(onset: onset, end: end).begunBeforeItsEnd.onset.weights.prefix(4) == [
          0.25, 0.25, 0.25, 0.25,
        ])
    }
  }

  @Test("What of an onset lies at or after the end is left out, in every part")
  func partly() throws {
    let drop = Self.drop(
      onset: try Self.even(0, steps: 4), end: .ended(Tiny.certain(10))
    ).begunBeforeItsEnd
    for onset in [drop.onset, drop.parts[0].onset] {
      #expect(onset.weights == [0.5, 0.5, 0, 0])
      #expect(onset.first == Tiny.minute(0))
    }
  }

  @Test("An onset after the end was dated late, by a step or a few")
  func after() {
    let onset = Self.drop(onset: Tiny.certain(10), end: .ended(Tiny.certain(5)))
      .begunBeforeItsEnd.onset
    let likely = onset.weights.indices.filter { onset.weights[$0] > 0 }.map { onset.time(at: $0) }
    #expect(likely == [Tiny.minute(-5), Tiny.minute(0)])
  }

  @Test("An onset so far after the end that no dating explains it is left alone")
  func farAfter() {
    let drop = Self.drop(onset: Tiny.certain(600), end: .ended(Tiny.certain(5)))
    #expect(drop.begunBeforeItsEnd.onset == drop.onset)
  }
}
