import Statistics
import Testing

/// Oracles made with SciPy 1.17.1.
@Suite("Exact limits of shares")
struct BetaTests {
  @Test(
    "The incomplete beta function is scipy.special.betainc",
    arguments: [
      (0.3, 2.5, 7.5, 0.6789434858661821), (0.01, 0.5, 0.5, 0.06376856085851985),
      (0.04, 120, 3000, 0.6807484164816417), (0, 2, 3, 0), (1, 2, 3, 1),
    ])
  func cumulative(x: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(Beta.cumulative(x, a, b) - expected) < 1e-10)
  }

  @Test(
    "Its inverse is scipy.stats.beta.ppf",
    arguments: [
      (0.025, 3, 9, 0.06021773417290665), (0.975, 46.3, 418.7, 0.1283366678389932),
    ])
  func quantile(p: Double, a: Double, b: Double, expected: Double) {
    #expect(abs(Beta.quantile(p, a, b) - expected) < 1e-9)
  }

  @Test(
    "Limits of Clopper and Pearson are scipy.stats.binomtest(k, n).proportion_ci(.95, 'exact')",
    arguments: [
      (0, 10, 0.0, 0.30849710781876294), (3, 20, 0.03207093718554477, 0.37892682654529564),
      (46, 464, 0.07349853259892834, 0.13001821632858968), (20, 20, 0.8315665290169145, 1),
    ])
  func clopperPearson(count: Int, trials: Int, low: Double, high: Double) {
    let limits = BinomialLimits.clopperPearson(Double(count), of: Double(trials), level: 0.95)
    #expect(abs(limits.low - low) < 1e-9 && abs(limits.high - high) < 1e-9)
  }

  @Test("Of no trials any share is possible")
  func nothing() {
    let limits = BinomialLimits.clopperPearson(0, of: 0, level: 0.95)
    #expect(limits.low == 0 && limits.high == 1)
  }

  @Test(
    "The binomial distribution is scipy.stats.binom.cdf(k, 50, .084)",
    arguments: [
      (0, 0.012438662476717337), (4, 0.5882027160670827), (10, 0.9974866056168825), (-1, 0),
      (50, 1),
    ])
  func binomial(count: Int, expected: Double) {
    #expect(
      abs(BinomialLimits.cumulative(count, trials: 50, share: 0.084) - expected) < 1e-10)
  }

  @Test("Limits of the funnel lie half a count beyond binom.ppf, for .084 of 100")
  func funnel() {
    let inner = BinomialLimits.funnel(0.084, trials: 100, level: 0.95)
    let outer = BinomialLimits.funnel(0.084, trials: 100, level: 0.998)
    #expect(abs(inner.low - 0.025) < 1e-9 && abs(inner.high - 0.145) < 1e-9)
    #expect(abs(outer.low - 0.005) < 1e-9 && abs(outer.high - 0.185) < 1e-9)
  }

  @Test("What chance brings in more than one case of forty stays inside the funnel")
  func smallNumbers() {
    for trials in [1, 5, 20, 80, 300] {
      for share in [0.004, 0.02, 0.1] {
        let high = BinomialLimits.funnel(share, trials: trials, level: 0.95).high
        let first = Int((high * Double(trials)).rounded(.up))
        let tail = 1 - BinomialLimits.cumulative(first - 1, trials: trials, share: share)
        #expect(high == 1 || tail <= 0.025)
      }
    }
  }
}
