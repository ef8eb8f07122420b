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

  /// White noise variance of a step with `expected` orders.
  func noise(expected: Double) -> Double { dispersion / expected + white }

  /// Fits to the residuals of quiet steps by matching variances of differences (the variogram),
  /// each trimmed, since drops and promotions lie in them too.
  ///
  /// - Parameter residual: NaN where there is none to learn from.
  init(residual: [Double], expected: [Double], stepSeconds: Int, care: Care = .full) {
    let (dispersion, near) = NoiseFit.whiteParts(
      residual, expected, every: care.everyPair(residual.count))
    let hour = 3600 / Double(stepSeconds)
    var lags: [Int] = []
    for hours in [0.5, 1, 2, 3, 4, 6, 9, 12, 18, 24, 36] {
      let lag = Int((hours * hour).rounded())
      if lag >= 2, lag != lags.last, lag < residual.count / 3 { lags.append(lag) }
    }
    if lags.isEmpty { lags = [2, 3, 5].filter { $0 < residual.count / 2 } }
    let excess = lags.map { lag in
      NoiseFit.excess(
        residual, expected, lag, dispersion: dispersion, most: min(20_000, care.pairs))
    }
    let slow = NoiseFit.slowPart(lags: lags, excess: excess, near: near, stepSeconds: stepSeconds)
    self.dispersion = dispersion
    self.slow = slow
    white = max(0, near - slow.stateVariance * (1 - slow.rho))
  }

  /// Count noise and constant noise from neighbouring steps, by comparing busy with idle hours.
  private static func whiteParts(
    _ residual: [Double], _ expected: [Double], every step: Int
  ) -> (dispersion: Double, constant: Double) {
    var points: [(x: Double, y: Double)] = []
    for index in Swift.stride(from: 1, to: residual.count, by: step)
    where !residual[index].isNaN && !residual[index - 1].isNaN {
      let difference = residual[index] - residual[index - 1]
      points.append(
        ((1 / expected[index] + 1 / expected[index - 1]) / 2, difference * difference / 2))
    }
    guard points.count >= 16 else { return (1.5, 1e-3) }
    points.sort { ($0.x, $0.y) < ($1.x, $1.y) }
    let bins = min(12, points.count / 8)
    var sums = (weight: 0.0, x: 0.0, y: 0.0, xx: 0.0, xy: 0.0)
    for bin in 0..<bins {
      let slice = points[(bin * points.count / bins)..<((bin + 1) * points.count / bins)]
      let x = slice.reduce(0) { $0 + $1.x } / Double(slice.count)
      guard let y = TrimmedVariance.estimate(squares: slice.map(\.y)), x > 0, y > 0 else {
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
    // Counts scatter at least as Poisson; the constant takes what is left.
    let dispersion = min(50, max(1, slope))
    let white = max(0, (sums.y - dispersion * sums.x) / sums.weight)
    return (dispersion, white)
  }

  /// Half the variance of differences at `lag` beyond what white noise explains.
  private static func excess(
    _ residual: [Double], _ expected: [Double], _ lag: Int, dispersion: Double, most: Int
  ) -> Double {
    var squares: [Double] = []
    var noise = 0.0
    var index = lag
    // Beyond some 20,000 pairs the estimate gains nothing.
    let stride = max(1, residual.count / most)
    while index < residual.count {
      let difference = residual[index] - residual[index - lag]
      if !difference.isNaN {
        squares.append(difference * difference / 2)
        noise += dispersion * (1 / expected[index] + 1 / expected[index - lag]) / 2
      }
      index += stride
    }
    guard let variance = TrimmedVariance.estimate(squares: squares), !squares.isEmpty else {
      return 0
    }
    return max(0, variance - noise / Double(squares.count))
  }

  /// σ²(ρ − ρ^lag) fitted to what differences at each lag have beyond those of neighbours, `near`.
  private static func slowPart(
    lags: [Int], excess: [Double], near: Double, stepSeconds: Int
  ) -> NoisyAR1 {
    let floor = smallestSlow * smallestSlow
    let fallback = NoisyAR1(
      rho: exp(-Double(stepSeconds) / (3 * 3600)), stateVariance: max(floor, excess.max() ?? 0))
    guard !lags.isEmpty else { return fallback }
    var best = fallback
    var bestError = Double.infinity
    for hours in correlationHours {
      let rho = exp(-Double(stepSeconds) / (hours * 3600))
      guard rho > 1e-3 else { continue }
      var xx = 0.0
      var xy = 0.0
      let target = zip(lags, excess).map { lag, value in
        (shape: rho - pow(rho, Double(lag)), value: max(0, value - near))
      }
      for entry in target {
        xx += entry.shape * entry.shape
        xy += entry.shape * entry.value
      }
      let variance = max(floor, xy / xx)
      let error = target.reduce(0) { sum, entry in
        let off = entry.value - variance * entry.shape
        return sum + off * off
      }
      if error < bestError {
        bestError = error
        best = NoisyAR1(rho: rho, stateVariance: variance)
      }
    }
    return best
  }
}
