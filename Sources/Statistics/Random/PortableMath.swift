/// Elementary functions made of additions, multiplications and divisions only.
///
/// The C library may give another last bit on another processor (it picks fused instructions at
/// run time), which is enough to turn one random draw into another. IEEE 754 fixes the results of
/// the basic operations, so worlds made with these functions are the same bytes everywhere.
/// Accurate to about two units in the last place.
public enum PortableMath {
  // ln 2 cut in two parts: the first has trailing zeros, so that k·ln2High is exact.
  private static let ln2High = 6.931_471_803_691_238_16e-01
  private static let ln2Low = 1.908_214_929_270_587_70e-10
  private static let halfSquareRootOf2 = 0.707_106_781_186_547_524

  /// e to the power `x`; 0 below −708, infinity above 709.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return x }
    if x > 709 { return .infinity }
    if x < -708 { return 0 }
    let k = (x * 1.442_695_040_888_963_407).rounded()
    let r = (x - k * ln2High) - k * ln2Low
    // Taylor to degree 13: |r| ≤ 0.347, so the first term left out is below 5e-18.
    var sum = 1.0
    var divisor = 13.0
    while divisor >= 1 {
      sum = 1 + r / divisor * sum
      divisor -= 1
    }
    return Double(sign: .plus, exponent: Int(k), significand: sum)
  }

  /// The natural logarithm; minus infinity at 0, NaN below.
  public static func log(_ x: Double) -> Double {
    if x.isNaN || x < 0 { return .nan }
    if x == 0 { return -.infinity }
    if x.isInfinite { return x }
    var exponent = Double(x.exponent)
    var mantissa = x.significand
    if mantissa * halfSquareRootOf2 > 1 {
      mantissa /= 2
      exponent += 1
    }
    // ln m = 2 artanh s with s = (m − 1)/(m + 1), |s| ≤ 0.172: twelve terms suffice.
    let s = (mantissa - 1) / (mantissa + 1)
    let square = s * s
    var sum = 0.0
    var odd = 23.0
    while odd >= 1 {
      sum = 1 / odd + square * sum
      odd -= 2
    }
    return exponent * ln2High + (2 * s * sum + exponent * ln2Low)
  }

  /// `base` to the power `exponent`, for a base above 0.
  public static func pow(_ base: Double, _ exponent: Double) -> Double {
    exp(exponent * log(base))
  }

  /// The cosine of `turns` full turns: 1 at 0, −1 at one half.
  public static func cosine(turns: Double) -> Double {
    var x = (turns - turns.rounded()).magnitude
    let flipped = x > 0.25
    if flipped { x = 0.5 - x }
    let angle = 6.283_185_307_179_586_477 * x
    let square = angle * angle
    // Taylor to degree 24: the angle is at most a quarter turn.
    var sum = 1.0
    var degree = 24.0
    while degree >= 2 {
      sum = 1 - square / (degree * (degree - 1)) * sum
      degree -= 2
    }
    return flipped ? -sum : sum
  }

  /// The natural logarithm of `n` factorial, for `n` ≥ 0 (Stirling's series from 10 on).
  public static func logFactorial(_ n: Double) -> Double {
    if n < 10 {
      var product = 1.0
      var factor = 2.0
      while factor <= n {
        product *= factor
        factor += 1
      }
      return log(product)
    }
    let z = n + 1
    let inverse = 1 / z
    let square = inverse * inverse
    let series =
      inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)))
    return (z - 0.5) * log(z) - z + 0.918_938_533_204_672_742 + series
  }
}
