/// How much of a series is looked at to learn how it scatters.
struct Care {
  /// Pairs of steps for each variance.
  let pairs: Int
  /// Pairs of half hours at each of a dozen lags, which one curve is fitted to.
  let pairsAtLag: Int
  /// Stretches of each duration.
  let stretches: Int

  /// A variance is known to some two per cent by so many pairs, and detection does not hang on less.
  static let full = Care(pairs: 6000, pairsAtLag: 1000, stretches: 3000)

  /// Enough for variances within some per cent, which a screen's margin covers.
  static let screen = Care(pairs: 1500, pairsAtLag: 400, stretches: 500)

  /// Which pairs of neighbours to take, of so many steps.
  func everyPair(_ steps: Int) -> Int { max(1, steps / pairs) }
}
