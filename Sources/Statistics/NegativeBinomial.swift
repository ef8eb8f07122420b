import Glibc

/// Counts that scatter more than Poisson's.
public enum NegativeBinomial {
  /// Log-density of a count without what depends on the count alone, for a mean above 0 and an `excess`
  /// above 0, the variance over the mean less the 1 of Poisson.
  public static func logDensity(_ seen: Double, mean: Double, excess: Double) -> Double {
    let shape = mean / excess
    return logGamma(seen + shape) - logGamma(shape) - shape * log1p(excess)
      + seen * (log(excess) - log1p(excess))
  }
}

/// The logarithm of the gamma function, `value` above 0; `lgamma` keeps a sign that threads share.
func logGamma(_ value: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(value, &sign)
}
