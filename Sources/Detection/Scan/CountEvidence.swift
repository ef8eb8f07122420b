import Glibc

/// How strongly a count speaks for a mean of its own against the usual one, as a log-likelihood ratio.
enum CountEvidence {
  /// Poisson counts; `usual` is above 0.
  static func poisson(_ seen: Double, usual: Double) -> Double {
    gain(seen, usual) - (seen - usual)
  }

  /// Negative binomial counts, `excess` being their variance over the mean less the 1 of Poisson, which
  /// they are below a hundredth.
  static func negativeBinomial(_ seen: Double, usual: Double, excess: Double) -> Double {
    guard excess > 0.01 else { return poisson(seen, usual: usual) }
    let shape = usual / excess
    return gain(seen, usual) - (seen + shape) * log((seen + shape) / (usual + shape))
  }

  private static func gain(_ seen: Double, _ usual: Double) -> Double {
    seen > 0 ? seen * log(seen / usual) : 0
  }
}
