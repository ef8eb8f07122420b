import Glibc

/// Sums of likelihoods kept as logarithms.
enum LogSpace {
  /// `log(Σ exp(terms))`; −∞ if there are none.
  static func sum(_ terms: [Double]) -> Double {
    guard let largest = terms.max(), largest > -.infinity else { return -.infinity }
    return largest + log(terms.reduce(0) { $0 + exp($1 - largest) })
  }

  /// `log(chance·exp(logRatio) + 1 − chance)`: one marketplace that falls with `chance`, seen
  /// through data that favour falling by `logRatio`.
  static func reading(_ logRatio: Double, chance: Double) -> Double {
    logRatio > 0
      ? logRatio + log(chance + (1 - chance) * exp(-logRatio))
      : log(chance * exp(logRatio) + 1 - chance)
  }
}
