import Testing
import Vocabulary

@testable import Correlation

@Suite("Delays from a change to a drop")
struct DelayDistributionTests {
  let delays = DelayDistribution(lookBackMinutes: 2880)

  @Test("Nothing falls before its change, and everything within the look-back")
  func support() {
    #expect(delays.cumulative(-5) == 0)
    #expect(delays.cumulative(0) == 0)
    #expect(delays.cumulative(2880) == 1)
    #expect(delays.cumulative(2879.999) < 1)
    #expect(delays.cumulative(2879.999) > 0.9999)
  }

  @Test("Longer delays are never denser beyond the first hour")
  func falling() {
    let density = stride(from: 60.0, to: 2870, by: 10).map {
      delays.cumulative($0 + 10) - delays.cumulative($0)
    }
    #expect(zip(density, density.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test("A coarse step holds the same chance as the fine ones inside it")
  func steps() throws {
    let start = Tiny.minute(7)
    let coarse = delays.density(of: Tiny.certain(0, step: 3600), after: start)
    let fine = try #require(
      TimeDistribution(
        first: Tiny.minute(0), stepSeconds: 60, weights: Array(repeating: 1, count: 60)))
    #expect(abs(coarse - delays.density(of: fine, after: start)) < 1e-12)
  }

  // Python: statistics.NormalDist().cdf(math.log(18 / 40) / 0.8)
  @Test("The log-normal part agrees with the normal distribution")
  func logNormal() {
    #expect(abs(LogNormal.cumulative(18, median: 40, sigma: 0.8) - 0.159_107_042_2) < 1e-9)
    #expect(LogNormal.cumulative(40, median: 40, sigma: 0.8) == 0.5)
    #expect(LogNormal.cumulative(0, median: 40, sigma: 0.8) == 0)
  }

  @Test("The share after a moment is even inside a step")
  func shareAfter() throws {
    let onset = try #require(
      TimeDistribution(first: Tiny.minute(0), stepSeconds: 300, weights: [1, 2, 1]))
    #expect(onset.share(after: Tiny.minute(-1)) == 1)
    #expect(abs(onset.share(after: Tiny.minute(7.5)) - 0.5) < 1e-12)
    #expect(onset.share(after: Tiny.minute(15)) == 0)
  }
}
