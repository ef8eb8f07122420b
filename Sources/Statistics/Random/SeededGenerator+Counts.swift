extension SeededGenerator {
  /// A Poisson count; 0 unless `mean` is above 0.
  public mutating func poisson(mean: Double) -> Int {
    guard mean > 0, mean.isFinite else { return 0 }
    return mean < 10 ? smallPoisson(mean) : largePoisson(mean)
  }

  /// A negative binomial count with the given mean and variance `mean` × `dispersion`.
  ///
  /// At a dispersion of 1 or less it is Poisson.
  public mutating func negativeBinomial(mean: Double, dispersion: Double) -> Int {
    guard mean > 0 else { return 0 }
    guard dispersion > 1 else { return poisson(mean: mean) }
    let scale = dispersion - 1
    return poisson(mean: gamma(shape: mean / scale, scale: scale))
  }

  /// Sequential search of the cumulated probability.
  private mutating func smallPoisson(_ mean: Double) -> Int {
    var probability = PortableMath.exp(-mean)
    var rest = uniform()
    var count = 0
    // The tail beyond 200 is below 1e-170 at a mean of 10; rounding must not let it run on.
    while rest >= probability && count < 200 {
      rest -= probability
      count += 1
      probability *= mean / Double(count)
    }
    return count
  }

  /// Hörmann, "The transformed rejection method for generating Poisson random variables"
  /// (1993), algorithm PTRS; its constants are those of the paper.
  private mutating func largePoisson(_ mean: Double) -> Int {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let acceptance = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = uniform() - 0.5
      let v = openUniform()
      let us = 0.5 - u.magnitude
      guard us > 0 else { continue }
      let k = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07 && v <= acceptance { return Int(k) }
      if k < 0 || (us < 0.013 && v > us) { continue }
      let left = PortableMath.log(v * inverseAlpha / (a / (us * us) + b))
      let right = k * PortableMath.log(mean) - mean - PortableMath.logFactorial(k)
      if left <= right { return Int(k) }
    }
  }
}
