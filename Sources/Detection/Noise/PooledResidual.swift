import Glibc
import Statistics

/// Residuals of a series over stretches of several steps: orders over expectation of each, minus 1.
struct PooledResidual {
  /// NaN where half of the steps or more have none.
  let residual: [Double]
  let expected: [Double]
  /// Steps of a stretch.
  let width: Int

  init(_ residual: [Double], expected: [Double], width: Int) {
    self.width = width
    guard width > 1 else {
      self.residual = residual
      self.expected = expected
      return
    }
    var pooled: [Double] = []
    var sums: [Double] = []
    pooled.reserveCapacity(residual.count / width)
    sums.reserveCapacity(residual.count / width)
    for first in stride(from: 0, to: residual.count - width + 1, by: width) {
      var surplus = 0.0
      var usual = 0.0
      var seen = 0
      for index in first..<(first + width) where !residual[index].isNaN {
        surplus += residual[index] * expected[index]
        usual += expected[index]
        seen += 1
      }
      pooled.append(2 * seen > width ? surplus / usual : .nan)
      sums.append(usual)
    }
    self.residual = pooled
    self.expected = sums
  }

  /// Variances of demand lie well inside.
  private static let smallest = 1e-8
  private static let largest = 10.0
  /// Three or four are the rule.
  private static let mostRounds = 12

  /// Half the variance of differences over `lag` stretches, beyond what count noise explains.
  ///
  /// The variance v for which squares over (v + count noise of the pair) have the mean that they should
  /// when the largest are left out: busy and idle hours scatter differently, and only what is put on one
  /// scale can be trimmed.
  ///
  /// - Parameters:
  ///   - most: Pairs to look at, evenly spread.
  ///   - guess: what it may be near to; only the time it takes hangs on it.
  func excess(lag: Int, dispersion: Double, most: Int, near guess: Double?) -> Double {
    let stride = max(1, (residual.count - lag) / most)
    var squares: [Double] = []
    var noise: [Double] = []
    squares.reserveCapacity((residual.count - lag) / stride + 1)
    noise.reserveCapacity((residual.count - lag) / stride + 1)
    var index = lag
    while index < residual.count {
      let difference = residual[index] - residual[index - lag]
      if !difference.isNaN {
        squares.append(difference * difference / 2)
        noise.append(dispersion * (1 / expected[index] + 1 / expected[index - lag]) / 2)
      }
      index += stride
    }
    var scaled = squares
    func scatter(_ excess: Double) -> Double {
      for index in scaled.indices { scaled[index] = squares[index] / (excess + noise[index]) }
      return TrimmedVariance.estimate(reordering: &scaled) ?? 0
    }
    // If all noise were alike, one step would find v: scatter(v) · (v + noise) is then the same for all v.
    let usualNoise = noise.reduce(0, +) / Double(max(1, noise.count))
    func next(_ excess: Double) -> Double { scatter(excess) * (excess + usualNoise) - usualNoise }
    var excess = guess ?? next(0)
    guard excess > 0 else { return 0 }
    for _ in 0..<PooledResidual.mostRounds {
      let better = max(PooledResidual.smallest, next(excess))
      let isClose = abs(better - excess) < 3e-3 * better
      excess = better
      if isClose { break }
    }
    return excess > PooledResidual.smallest ? min(excess, PooledResidual.largest) : 0
  }

  /// Half the variance of differences over `lag` stretches of `width` steps of a first-order
  /// autoregression of variance 1.
  static func variogram(rho: Double, width: Int, lag: Int) -> Double {
    let count = Double(width)
    guard width > 1 else { return 1 - pow(rho, Double(lag)) }
    var own = count
    var up = 0.0
    var down = 0.0
    for step in 0..<width {
      let power = pow(rho, Double(step))
      if step > 0 { own += 2 * (count - Double(step)) * power }
      up += power
      down += 1 / power
    }
    return (own - pow(rho, Double(lag * width)) * up * down) / (count * count)
  }
}
