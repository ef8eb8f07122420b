import Statistics
import Testing

@testable import Detection

@Suite("How noise is fitted")
struct NoiseFitTests {
  /// Six weeks of counts of `mean` a step on average, eight times as many at noon as at midnight.
  private static func fit(mean: Double, step: Int, dispersion: Double, seed: UInt64) -> NoiseFit {
    var random = SeededGenerator(seed: seed, stream: "noise")
    let expected = (0..<(42 * 86_400 / step)).map { index in
      let turns = Double(index * step) / 86_400
      return mean * (1 - 7 / 9.0 * PortableMath.cosine(turns: turns))
    }
    let residual = expected.map {
      Double(random.negativeBinomial(mean: $0, dispersion: dispersion)) / $0 - 1
    }
    return NoiseFit(residual: residual, expected: expected, stepSeconds: step)
  }

  @Test("Of few counts the dispersion is told to a quarter", arguments: [1.2, 2, 3])
  func fewCounts(dispersion: Double) {
    for (mean, step) in [(0.1, 60), (0.5, 60), (0.5, 300), (5, 900)] {
      let told = (1...10).map { seed in
        Self.fit(mean: mean, step: step, dispersion: dispersion, seed: seed).dispersion
      }
      let middle = Quantiles.median(told) ?? 0
      #expect(abs(middle / dispersion - 1) < 0.25, "\(mean) in \(step) s: \(middle)")
    }
  }
}
