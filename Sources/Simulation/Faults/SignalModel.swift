import Vocabulary

/// How clearly a planted fall stands out of the noise, by two measures.
///
/// Relative residuals are an AR(1) with standard deviation σ and correlation ρ from step to step, plus
/// white noise of variance dispersion/μ, μ being the expected line. Both measures know μ and the noise,
/// and add their squares over the marketplaces as if their noise were independent.
///
/// - `signal`: the orders lost over the standard deviation of the total of orders in the same steps.
/// - `filterSignal`: that of an ideal detector that follows the slow noise. A scalar Kalman filter
///   whitens the residuals; the planted fall u, pushed through the same filter, leaves h = u − ξ in the
///   innovations of variance S. The square is Σ h²/S over the fall and the correlation times after it.
struct SignalModel: Sendable {
  let grid: TimeGrid
  let demand: Demand
  let slowVariance: Double
  let correlation: Double
  let dispersion: Double
  /// Steps by which the filter starts before a fall and is followed after it.
  let margin: Int

  /// Correlation times after which the filter has settled: what is left is e⁻⁴.
  private static let marginCorrelationTimes = 4.0

  init(settings: WorldSettings, grid: TimeGrid, demand: Demand) {
    self.grid = grid
    self.demand = demand
    let noise = settings.demand
    slowVariance = noise.slowNoise * noise.slowNoise + noise.sharedNoise * noise.sharedNoise
    correlation = DemandModel.stepCorrelation(settings)
    dispersion = noise.dispersion
    let seconds = Self.marginCorrelationTimes * noise.noiseHours * 3600
    margin = Int(seconds / Double(grid.stepSeconds)) + 1
  }

  /// Loss over the noise of the total; steps without a row, for which `hasRow` is false, tell nothing.
  func signal(_ falls: [Fall], hasRow: (_ marketplace: Int, _ step: Int) -> Bool) -> Double {
    falls.map { fall in
      let ratio = lossOverNoise(of: fall, hasRow: hasRow)
      return ratio * ratio
    }.reduce(0, +).squareRoot()
  }

  /// Signal of the ideal detector, likewise.
  func filterSignal(_ falls: [Fall], hasRow: (_ marketplace: Int, _ step: Int) -> Bool) -> Double {
    falls.map { information(of: $0, hasRow: hasRow) }.reduce(0, +).squareRoot()
  }

  private func lossOverNoise(of fall: Fall, hasRow: (Int, Int) -> Bool) -> Double {
    var lost = 0.0
    var variance = 0.0
    // Expected orders of the steps so far, each weighed by its correlation with this one.
    var before = 0.0
    for step in grid.steps(touching: fall.profile.window) {
      before *= correlation
      guard hasRow(fall.marketplace, step) else { continue }
      let mean = demand.expected[fall.marketplace][step]
      lost += mean * fall.profile.mean(from: grid.time(step), seconds: grid.stepSeconds)
      variance += dispersion * mean + slowVariance * mean * (mean + 2 * before)
      before += mean
    }
    return variance > 0 ? lost / variance.squareRoot() : 0
  }

  private func information(of fall: Fall, hasRow: (Int, Int) -> Bool) -> Double {
    let steps = grid.steps(touching: fall.profile.window)
    let first = max(0, steps.lowerBound - margin)
    let last = min(grid.count, steps.upperBound + margin)
    var variance = slowVariance
    var explained = 0.0
    var information = 0.0
    for step in first..<last {
      let mean = demand.expected[fall.marketplace][step]
      var gain = 0.0
      if mean > 0, hasRow(fall.marketplace, step) {
        let planted = fall.profile.mean(from: grid.time(step), seconds: grid.stepSeconds)
        let total = variance + dispersion / mean
        let left = planted - explained
        information += left * left / total
        gain = total > 0 ? variance / total : 0
        explained += gain * left
      }
      explained *= correlation
      let innovation = (1 - correlation * correlation) * slowVariance
      variance = correlation * correlation * (1 - gain) * variance + innovation
    }
    return information
  }
}
