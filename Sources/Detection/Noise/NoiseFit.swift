import Glibc
import Statistics

/// How a series scatters around its expectation: count noise, white noise and a slow part.
///
/// The relative residual is z = orders/expected − 1. Its white variance at a step is
/// `dispersion`/expected + `white`; the slow part is a first-order autoregression.
struct NoiseFit {
  /// Variance of a count over its mean; 1 is Poisson.
  let dispersion: Double
  /// White variance that does not shrink with volume.
  let white: Double
  let slow: NoisyAR1

  /// Correlation times tried for the slow part, in hours: from what a scan can still tell from
  /// white noise up to the day after which the level is followed otherwise.
  private static let correlationHours = [0.5, 1, 1.5, 2, 3, 4.5, 6, 9, 12, 18, 24, 36]

  /// The slow part's standard deviation is taken to be at least this: no demand is steadier, and an
  /// expectation never better.
  private static let smallestSlow = 0.004

  /// Steps are pooled up to so long for what takes longer: counts are closer to normal then, and slow
  /// noise is a larger part of their scatter.
  private static let pooledSeconds = 1800

  /// Neighbouring steps are compared over so many orders at least: smaller counts are too skewed for a
  /// variance that leaves out the largest squares.
  private static let countsToCompare = 30.0
  /// They are pooled over this time at most: slow noise is still little of it then.
  private static let mostPooledSeconds = 3 * 3600

  /// The median of squares of standard normals.
  private static let medianOfSquares = 0.455
  /// Where outages are frequent, errors surge in so many pairs that trimming leaves some in: beyond this factor of what
  /// the middle square tells the dispersion is by that, with some room for tails.
  private static let mostOfUsual = 8.0
  private static let quietOfUsual = 2.0

  /// Counts scatter at least as Poisson's, whose dispersion is 1, and not by any number more.
  private static func plausible(_ dispersion: Double) -> Double { min(50, max(1, dispersion)) }

  /// White noise variance of a step with `expected` orders.
  func noise(expected: Double) -> Double { dispersion / expected + white }

  /// Variance of a count where `expected` orders are, all noise together.
  func countVariance(expected: Double) -> Double {
    dispersion * expected + (slow.stateVariance + white) * expected * expected
  }

  init(dispersion: Double, white: Double, slow: NoisyAR1) {
    self.dispersion = dispersion
    self.white = white
    self.slow = slow
  }

  /// Fits to the residuals of quiet steps by matching variances of differences (the variogram),
  /// each trimmed, since drops and promotions lie in them too.
  ///
  /// - Parameter residual: NaN where there is none to learn from.
  init(residual: [Double], expected: [Double], stepSeconds: Int, care: Care = .full) {
    let (dispersion, near) = NoiseFit.whiteParts(
      residual, expected, stepSeconds: stepSeconds, every: care.everyPair(residual.count))
    let pooled = PooledResidual(
      residual, expected: expected, width: max(1, NoiseFit.pooledSeconds / stepSeconds))
    let slow = NoiseFit.slowPart(
      pooled, dispersion: dispersion, stepSeconds: stepSeconds, most: care.pairsAtLag)
    self.dispersion = dispersion
    self.slow = slow
    white = max(0, near - slow.stateVariance * (1 - slow.rho))
  }

  /// Count noise and constant noise from neighbouring steps, by comparing busy with idle hours.
  private static func whiteParts(
    _ residual: [Double], _ expected: [Double], stepSeconds: Int, every step: Int
  ) -> (dispersion: Double, constant: Double) {
    let mean = expected.reduce(0, +) / Double(max(1, expected.count))
    let wanted = Int(min(1e6, countsToCompare / max(1e-9, mean)).rounded(.up))
    let width = max(1, min(wanted, mostPooledSeconds / stepSeconds))
    guard width > 1 else { return whiteParts(pairs(residual, expected, every: step)) }
    let pooled = PooledResidual(residual, expected: expected, width: width)
    return (fewCounts(pairs(pooled.residual, pooled.expected, every: 1)), 0)
  }

  /// Of neighbouring steps: the mean of 1 / expected, and half the square of what their residuals differ by.
  private static func pairs(
    _ residual: [Double], _ expected: [Double], every step: Int
  ) -> [EvenBins.Point] {
    var points: [EvenBins.Point] = []
    points.reserveCapacity(residual.count / step)
    for index in Swift.stride(from: 1, to: residual.count, by: step)
    where !residual[index].isNaN && !residual[index - 1].isNaN {
      let difference = residual[index] - residual[index - 1]
      points.append(
        EvenBins.Point(
          x: (1 / expected[index] + 1 / expected[index - 1]) / 2, y: difference * difference / 2))
    }
    return points
  }

  /// Dispersion where counts are so few that all noise is theirs, from the busier half of pairs: in idle
  /// hours they are too skewed to tell.
  private static func fewCounts(_ pairs: [EvenBins.Point]) -> Double {
    let busiest = pairs.sorted { $0.x < $1.x }.prefix((pairs.count + 1) / 2)
    let squares = busiest.map { $0.y / $0.x }
    guard let trimmed = TrimmedVariance.estimate(squares: squares),
      let middle = Quantiles.median(squares)
    else { return 1.5 }
    let usual = middle / medianOfSquares
    return plausible(trimmed > mostOfUsual * usual ? quietOfUsual * usual : trimmed)
  }

  private static func whiteParts(
    _ points: [EvenBins.Point]
  ) -> (dispersion: Double, constant: Double) {
    guard points.count >= 16 else { return (1.5, 1e-3) }
    var sums = (weight: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0)
    for bin in EvenBins(points, count: min(12, points.count / 8)).bins {
      let x = bin.reduce(0) { $0 + $1.x } / Double(bin.count)
      guard let y = TrimmedVariance.estimate(squares: bin.map(\.y)), x > 0, y > 0 else {
        continue
      }
      // Relative errors of the bins are alike, hence weights 1/y².
      let weight = 1 / (y * y)
      sums.weight += weight
      sums.x += weight * x
      sums.y += weight * y
      sums.xx += weight * x * x
      sums.xy += weight * x * y
    }
    guard sums.weight > 0 else { return (1.5, 1e-3) }
    let spread = sums.weight * sums.xx - sums.x * sums.x
    let slope =
      spread > 1e-12 * sums.xx * sums.weight
      ? (sums.weight * sums.xy - sums.x * sums.y) / spread : sums.y / sums.x
    // The constant takes what is left.
    let dispersion = plausible(slope)
    let white = max(0, (sums.y - dispersion * sums.x) / sums.weight)
    return (dispersion, white)
  }

  /// σ² and ρ fitted to the variogram of pooled residuals, beside a constant that takes what noise
  /// other than slow is left.
  private static func slowPart(
    _ pooled: PooledResidual, dispersion: Double, stepSeconds: Int, most: Int
  ) -> NoisyAR1 {
    let floor = smallestSlow * smallestSlow
    let perHour = 3600 / Double(stepSeconds * pooled.width)
    var lags: [Int] = []
    for hours in [0.5, 1, 2, 3, 4, 6, 9, 12, 18, 24, 36] {
      let lag = Int((hours * perHour).rounded())
      if lag >= 1, lag != lags.last, lag < pooled.residual.count / 3 { lags.append(lag) }
    }
    if lags.count < 3 { lags = [1, 2, 3, 5].filter { $0 < pooled.residual.count / 2 } }
    var excess: [Double] = []
    for lag in lags {
      // Of one lag and the next it is alike.
      let near = excess.last.flatMap { $0 > 0 ? $0 : nil }
      excess.append(pooled.excess(lag: lag, dispersion: dispersion, most: most, near: near))
    }
    var best = NoisyAR1(
      rho: exp(-Double(stepSeconds) / (3 * 3600)), stateVariance: max(floor, excess.max() ?? 0))
    guard lags.count >= 3 else { return best }
    var bestError = Double.infinity
    for hours in correlationHours {
      let rho = exp(-Double(stepSeconds) / (hours * 3600))
      guard rho > 1e-3 else { continue }
      let shape = lags.map { PooledResidual.variogram(rho: rho, width: pooled.width, lag: $0) }
      let (variance, constant) = line(shape, excess)
      let error = zip(shape, excess).reduce(0) { sum, pair in
        let off = pair.1 - constant - variance * pair.0
        return sum + off * off
      }
      if error < bestError {
        bestError = error
        best = NoisyAR1(rho: rho, stateVariance: max(floor, variance))
      }
    }
    return best
  }

  /// Slope and constant of the least squares line, neither below 0.
  private static func line(_ x: [Double], _ y: [Double]) -> (slope: Double, constant: Double) {
    let count = Double(x.count)
    let (sumX, sumY) = (x.reduce(0, +), y.reduce(0, +))
    let xx = x.reduce(0) { $0 + $1 * $1 }
    let xy = zip(x, y).reduce(0) { $0 + $1.0 * $1.1 }
    let spread = xx - sumX * sumX / count
    let slope = spread > 1e-12 * xx ? (xy - sumX * sumY / count) / spread : 0
    let constant = (sumY - slope * sumX) / count
    if slope <= 0 { return (0, max(0, sumY / count)) }
    return constant >= 0 ? (slope, constant) : (max(0, xy / xx), 0)
  }
}
