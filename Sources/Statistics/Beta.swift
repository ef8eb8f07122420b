import Glibc

/// The beta distribution, on which exact limits of shares rest.
public enum Beta {
  /// P(X ≤ x) for shapes `a` and `b`, both above 0: the regularised incomplete beta function.
  ///
  /// Lentz's continued fraction (Press et al., Numerical Recipes, 6.4), taken on the side on which
  /// it converges fast.
  public static func cumulative(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exp(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * log(x) + b * log1p(-x))
    return x < (a + 1) / (a + b + 2)
      ? front * fraction(x, a, b) / a : 1 - front * fraction(1 - x, b, a) / b
  }

  /// The x with `cumulative(x, a, b) == probability`, by bisection to the last digits.
  public static func quantile(_ probability: Double, _ a: Double, _ b: Double) -> Double {
    if probability <= 0 { return 0 }
    if probability >= 1 { return 1 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<200 where high - low > 1e-15 * high {
      let middle = (low + high) / 2
      if cumulative(middle, a, b) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func kept(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var c = 1.0
    var d = 1 / kept(1 - (a + b) * x / (a + 1))
    var h = d
    for m in 1...500 {
      let m = Double(m)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / kept(1 + even * d)
      c = kept(1 + even / c)
      h *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / kept(1 + odd * d)
      c = kept(1 + odd / c)
      let change = d * c
      h *= change
      if abs(change - 1) < 1e-15 { break }
    }
    return h
  }
}

/// Exact limits of shares.
public enum BinomialLimits {
  /// The interval of Clopper and Pearson (1934) for `count` of `trials`, 0 to 1 of no trials.
  ///
  /// A count that is a sum of probabilities need not be whole: the beta distribution behind the
  /// limits is defined for any.
  public static func clopperPearson(
    _ count: Double, of trials: Double, level: Double
  ) -> (low: Double, high: Double) {
    guard trials > 0 else { return (0, 1) }
    let tail = (1 - level) / 2
    let count = min(max(0, count), trials)
    let low = count > 0 ? Beta.quantile(tail, count, trials - count + 1) : 0
    let high = count < trials ? Beta.quantile(1 - tail, count + 1, trials - count) : 1
    return (low, high)
  }

  /// Between which shares of `trials` a share observed lies with probability `level` if the true
  /// one is `share`: limits of a funnel plot.
  ///
  /// Half a count beyond the last that is no rarer than the tails: limits interpolated between counts (Spiegelhalter,
  /// "Funnel plots for comparing institutional performance", 2005) put small numbers outside far more often than they say.
  public static func funnel(
    _ share: Double, trials: Int, level: Double
  ) -> (low: Double, high: Double) {
    let tail = (1 - level) / 2
    func limit(_ probability: Double, _ half: Double) -> Double {
      let quantile = binomialQuantile(probability, trials: trials, share: share)
      return min(1, max(0, (Double(quantile) + half) / Double(max(1, trials))))
    }
    return (limit(tail, -0.5), limit(1 - tail, 0.5))
  }

  /// P(X ≤ count) of a binomial X.
  public static func cumulative(_ count: Int, trials: Int, share: Double) -> Double {
    if count < 0 { return 0 }
    if count >= trials { return 1 }
    return 1 - Beta.cumulative(share, Double(count + 1), Double(trials - count))
  }

  /// The least count with a cumulative probability of at least `probability`.
  private static func binomialQuantile(_ probability: Double, trials: Int, share: Double) -> Int {
    var (low, high) = (0, trials)
    while low < high {
      let middle = (low + high) / 2
      if cumulative(middle, trials: trials, share: share) >= probability {
        high = middle
      } else {
        low = middle + 1
      }
    }
    return low
  }
}
