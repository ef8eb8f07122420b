import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Slots that scatter more than others")
struct UnsteadySlotsTests {
  private static let day = 288

  /// What is added in each slot of a day, in eight weeks of five minutes in which every day at noon comes
  /// now a third less and now a third more for twenty minutes.
  private static func added(seed: UInt64, isUnsteady: Bool) throws -> [Double] {
    var random = SeededGenerator(seed: seed, stream: "unsteady")
    let expected = [Double](repeating: 100, count: 56 * day)
    let residual = expected.indices.map { step -> Double in
      let isNoon = (144..<148).contains(step % day)
      let factor = isUnsteady && isNoon ? (step / day % 2 == 0 ? 2 / 3.0 : 4 / 3.0) : 1
      return Double(random.poisson(mean: 100 * factor)) / 100 - 1
    }
    let plan = try #require(
      WindowPlan(
        start: ShapedSeries.start, step: 300, count: 56 * day,
        block: TimeWindow(
          start: ShapedSeries.start.advanced(bySeconds: 42 * 86_400), seconds: 7 * 86_400),
        settings: DetectionSettings()))
    return UnsteadySlots(
      residual: Array(residual[plan.steps]), expected: Array(expected[plan.steps]),
      fit: NoiseFit(
        dispersion: 1, white: 0, slow: NoisyAR1(rho: 0.99, stateVariance: 0.01 * 0.01)),
      plan: plan, clockShift: plan.steps.map { _ in 0 }, stepSeconds: 300
    ).added
  }

  @Test(
    "Noise is added where it is, and hardly anywhere else", arguments: 1...10 as ClosedRange<UInt64>
  )
  func unsteady(seed: UInt64) throws {
    let added = try Self.added(seed: seed, isUnsteady: true)
    try #require(!added.isEmpty)
    let slots = Set(added.indices.filter { added[$0] > 0 }.map { $0 % Self.day })
    #expect(slots.isSuperset(of: 144..<148))
    #expect(slots.subtracting(143..<149).count <= 1)
    // A third is ten times the standard deviation of a hundred less a tenth of it.
    #expect(added[144] > 0.03)
  }

  @Test("Where all slots are alike hardly anything is added")
  func steady() throws {
    let wrong = try (1...10).count { try !Self.added(seed: $0, isUnsteady: false).isEmpty }
    #expect(wrong <= 2)
  }
}
