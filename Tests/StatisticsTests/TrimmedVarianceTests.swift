import Testing

@testable import Statistics

@Suite("Variance with the largest squares left out")
struct TrimmedVarianceTests {
  /// Mean of the estimates over many samples of 500 normal draws with a standard deviation of 3.
  private func meanEstimate(outliers: Double = 0) throws -> Double {
    var sum = 0.0
    let samples = 200
    for seed in 0..<samples {
      var random = SeededGenerator(seed: UInt64(seed))
      let squares = (0..<500).map { _ in
        let value = random.normal(sd: random.chance(outliers) ? 60 : 3)
        return value * value
      }
      sum += try #require(TrimmedVariance.estimate(squares: squares))
    }
    return sum / Double(samples)
  }

  @Test("Normal samples get their own variance")
  func unbiased() throws {
    // The mean of 200 estimates from 500 draws has a standard error of about 0.5 %.
    #expect(abs(try meanEstimate() / 9 - 1) < 0.02)
  }

  @Test("Three draws in a hundred, twenty times as wide, move it by a sixth and no more")
  func outliers() throws {
    // They fill three of the four hundredths left out, so that of the others only the largest 1.03 %
    // go: 0.9229 / 0.7928 of the variance. The plain second moment would be 13 times as large.
    let change = try meanEstimate(outliers: 0.03) / 9 - 1
    #expect(abs(change - 0.164) < 0.025)
  }

  @Test("The scale is what trimming leaves of a normal sample")
  func remainder() {
    let q = Normal.quantile(1 - TrimmedVariance.trimmedShare / 2)
    let density = PortableMath.exp(-q * q / 2) / (2 * Double.pi).squareRoot()
    let kept = 1 - TrimmedVariance.trimmedShare
    #expect(abs(TrimmedVariance.normalRemainder - (kept - 2 * q * density) / kept) < 0.001)
  }

  @Test("Too few squares give no estimate, constant ones their own")
  func few() throws {
    #expect(TrimmedVariance.estimate(squares: []) == nil)
    #expect(TrimmedVariance.estimate(squares: [1, 1, 1]) == nil)
    let constant = try #require(
      TrimmedVariance.estimate(squares: [Double](repeating: 2, count: 50)))
    #expect(abs(constant - 2 / TrimmedVariance.normalRemainder) < 1e-12)
    #expect(TrimmedVariance.estimate(squares: [Double](repeating: 0, count: 50)) == 0)
  }
}
