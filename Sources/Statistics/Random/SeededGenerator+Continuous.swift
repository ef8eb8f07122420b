extension SeededGenerator {
  /// Uniform from `low` to `high`.
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// Uniform in the logarithm, from `low` to `high`, both above 0.
  public mutating func logUniform(_ low: Double, _ high: Double) -> Double {
    PortableMath.exp(uniform(PortableMath.log(low), PortableMath.log(high)))
  }

  /// Normal with the given mean and standard deviation (Marsaglia's polar method).
  public mutating func normal(mean: Double = 0, sd: Double = 1) -> Double {
    if let spare = spareNormal {
      spareNormal = nil
      return mean + sd * spare
    }
    while true {
      let u = 2 * uniform() - 1
      let v = 2 * uniform() - 1
      let square = u * u + v * v
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * PortableMath.log(square) / square).squareRoot()
      spareNormal = v * factor
      return mean + sd * u * factor
    }
  }

  /// Log-normal with the given median; `sd` is the standard deviation of the logarithm.
  public mutating func logNormal(median: Double, sd: Double) -> Double {
    median * PortableMath.exp(normal(sd: sd))
  }

  /// Exponential with the given mean.
  public mutating func exponential(mean: Double) -> Double {
    -mean * PortableMath.log(openUniform())
  }

  /// Gamma with mean `shape` × `scale`; 0 unless both are above 0.
  ///
  /// Marsaglia and Tsang, "A simple method for generating gamma variables" (2000).
  public mutating func gamma(shape: Double, scale: Double) -> Double {
    guard shape > 0, scale > 0 else { return 0 }
    if shape < 1 {
      let boost = PortableMath.pow(openUniform(), 1 / shape)
      return gamma(shape: shape + 1, scale: scale) * boost
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let root = 1 + c * x
      guard root > 0 else { continue }
      let v = root * root * root
      let u = openUniform()
      let square = x * x
      if u < 1 - 0.0331 * square * square { return d * v * scale }
      let bound = 0.5 * square + d * (1 - v + PortableMath.log(v))
      if PortableMath.log(u) < bound { return d * v * scale }
    }
  }

  /// Beta on 0…1 with mean `a` / (`a` + `b`), both above 0.
  public mutating func beta(_ a: Double, _ b: Double) -> Double {
    let x = gamma(shape: a, scale: 1)
    let y = gamma(shape: b, scale: 1)
    return x + y > 0 ? x / (x + y) : 0.5
  }
}
