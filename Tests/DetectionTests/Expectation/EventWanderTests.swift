import Statistics
import Testing

@testable import Detection

@Suite("How far the level wanders in an event")
struct EventWanderTests {
  private static let event = 96..<288
  private static let known = DetectionModel.eventWanderVariance(stepSeconds: 900)

  /// Quarters of an hour, in the event of which the level goes as given, by its step.
  private static func variance(_ level: (Int) -> Double, in steps: Range<Int> = event) -> Double {
    var random = SeededGenerator(seed: 3, stream: "wander")
    let expected = [Double](repeating: 500, count: 400)
    let observed = expected.indices.map { step in
      Double(random.poisson(mean: 500 * (event.contains(step) ? level(step) : 1)))
    }
    return EventWander(
      observed, expected: expected,
      fit: NoiseFit(
        dispersion: 1, white: 0, slow: NoisyAR1(rho: 0.9, stateVariance: 0.02 * 0.02)),
      stepSeconds: 900
    ).variance(in: steps)
  }

  @Test("Where it keeps to the expected course it is held to it")
  func calm() {
    #expect(Self.variance { _ in 1.4 } < 0.25 * Self.known)
  }

  @Test("Where it goes up and down it may go on so")
  func restless() {
    let high = Self.variance { 1.4 + 0.2 * Double(($0 / 8) % 3 - 1) }
    #expect(high > 0.8 * Self.known && high <= 2 * Self.known)
  }

  @Test("A drop of some hours in it changes little")
  func drop() {
    let calm = Self.variance { _ in 1.4 }
    let dropped = Self.variance { (150..<170).contains($0) ? 0.6 : 1.4 }
    #expect(dropped < calm + 0.15 * Self.known)
  }

  @Test("Of a few hours nothing is learnt")
  func short() {
    #expect(Self.variance({ _ in 1.4 }, in: 96..<116) == Self.known)
    #expect(Self.variance({ _ in 1.4 }, in: 900..<990) == Self.known)
  }
}
