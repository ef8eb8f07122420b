import Statistics
import Testing

/// Mean and variance of `count` draws.
private func moments(
  _ count: Int, seed: UInt64, draw: (inout SeededGenerator) -> Double
) -> (mean: Double, variance: Double) {
  var generator = SeededGenerator(seed: seed)
  let drawn = (0..<count).map { _ in draw(&generator) }
  let mean = drawn.reduce(0, +) / Double(count)
  let squares = drawn.map { ($0 - mean) * ($0 - mean) }
  return (mean, squares.reduce(0, +) / Double(count - 1))
}

@Suite("Distributions of the seeded generator")
struct DistributionTests {
  private let count = 20_000

  @Test("Normal draws have the mean and the spread asked for")
  func normal() {
    let found = moments(count, seed: 1) { $0.normal(mean: 3, sd: 2) }
    #expect(abs(found.mean - 3) < 0.06)
    #expect(abs(found.variance - 4) < 0.2)
  }

  @Test("Exponential draws have their mean as standard deviation")
  func exponential() {
    let found = moments(count, seed: 2) { $0.exponential(mean: 5) }
    #expect(abs(found.mean - 5) < 0.2)
    #expect(abs(found.variance - 25) < 2.5)
  }

  @Test("Gamma draws have mean shape × scale", arguments: [0.3, 1, 4, 250])
  func gamma(shape: Double) {
    let found = moments(count, seed: 3) { $0.gamma(shape: shape, scale: 2) }
    let error = (4 * shape / Double(count)).squareRoot()
    #expect(abs(found.mean - 2 * shape) < 5 * error)
    #expect(abs(found.variance / (4 * shape) - 1) < 0.12)
  }

  @Test("Beta draws lie in 0…1 and have mean a/(a+b)")
  func beta() {
    let found = moments(count, seed: 4) { $0.beta(2, 6) }
    #expect(abs(found.mean - 0.25) < 0.01)
    #expect(abs(found.variance - 0.25 * 0.75 / 9) < 0.002)
  }

  @Test("Poisson counts have equal mean and variance", arguments: [0.2, 4, 9.9, 10.1, 80, 40_000])
  func poisson(mean: Double) {
    let found = moments(count, seed: 5) { Double($0.poisson(mean: mean)) }
    #expect(abs(found.mean - mean) < 5 * (mean / Double(count)).squareRoot())
    #expect(abs(found.variance / mean - 1) < 0.08)
  }

  @Test("Poisson counts follow the probabilities of the formula", arguments: [3.0, 12.0])
  func poissonShape(mean: Double) {
    var generator = SeededGenerator(seed: 6)
    var counts = Array(repeating: 0, count: 60)
    for _ in 0..<count { counts[min(59, generator.poisson(mean: mean))] += 1 }
    for value in 0..<30 {
      let logarithm =
        Double(value) * PortableMath.log(mean) - mean - PortableMath.logFactorial(Double(value))
      let expected = Double(count) * PortableMath.exp(logarithm)
      #expect(abs(Double(counts[value]) - expected) < 5 * expected.squareRoot() + 3)
    }
  }

  @Test("Negative binomial counts have variance mean × dispersion", arguments: [1.5, 3.0])
  func negativeBinomial(dispersion: Double) {
    for mean in [0.5, 20, 3000] {
      let found = moments(count, seed: 7) {
        Double($0.negativeBinomial(mean: mean, dispersion: dispersion))
      }
      #expect(abs(found.mean / mean - 1) < 5 * (dispersion / mean / Double(count)).squareRoot())
      #expect(abs(found.variance / (mean * dispersion) - 1) < 0.15)
    }
  }

  @Test("A mean of 0 or less gives no counts")
  func empty() {
    var generator = SeededGenerator(seed: 8)
    #expect(generator.poisson(mean: 0) == 0)
    #expect(generator.poisson(mean: -1) == 0)
    #expect(generator.negativeBinomial(mean: 0, dispersion: 2) == 0)
    #expect(generator.gamma(shape: 0, scale: 1) == 0)
  }
}
