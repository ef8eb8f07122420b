import Statistics
import Testing

@testable import Detection

@Suite("How noise is fitted")
struct NoiseFitTests {
  /// Six weeks of counts of `mean` a step on average, eight times as many at noon as at midnight.
  ///
  /// - Parameter surges: days between surges, in each of which an hour and a half brings twenty times as many.
  private static func fit(
    mean: Double, step: Int, dispersion: Double, seed: UInt64, surges: Double? = nil
  ) -> NoiseFit {
    var random = SeededGenerator(seed: seed, stream: "noise")
    let expected = (0..<(42 * 86_400 / step)).map { index in
      let turns = Double(index * step) / 86_400
      return mean * (1 - 7 / 9.0 * PortableMath.cosine(turns: turns))
    }
    let residual = expected.enumerated().map { index, usual in
      let day = Double(index * step) / 86_400
      let isSurge = surges.map { day.truncatingRemainder(dividingBy: $0) < 0.0625 } ?? false
      let mean = isSurge ? 20 * usual : usual
      return Double(random.negativeBinomial(mean: mean, dispersion: dispersion)) / usual - 1
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

  @Test("Errors that surge in every outage do not make it any number, however frequent outages are")
  func surges() {
    for seed in 1...10 as ClosedRange<UInt64> {
      for surges in [1.7, 3.3] {
        let told = Self.fit(mean: 1, step: 300, dispersion: 1.5, seed: seed, surges: surges)
        #expect(told.dispersion < 10)
      }
    }
  }
}
