/// How much of a series is looked at to learn how it scatters.
struct Care {
  /// Pairs of steps for each variance.
  let pairs: Int
  /// Stretches of each duration.
  let stretches: Int

  static let full = Care(pairs: .max, stretches: 3000)

  /// Enough for variances within some per cent, which a screen's margin covers.
  static let screen = Care(pairs: 1500, stretches: 500)

  /// Which pairs of neighbours to take, of so many steps.
  func everyPair(_ steps: Int) -> Int { max(1, steps / pairs) }
}
