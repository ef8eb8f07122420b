import Vocabulary

/// How clearly an ideal detector would see a fall.
///
/// The detector knows the expected line μ and the noise: relative residuals are an AR(1) with
/// standard deviation σ and correlation ρ from step to step, plus white noise of variance
/// dispersion/μ. A scalar Kalman filter whitens them; the planted fall u, pushed through the same
/// filter, leaves h_t = u_t − ξ_t in the innovations of variance S_t. The squared signal is
/// Σ h²/S over the fall and the correlation times after it, summed over the marketplaces.
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

  /// Steps without a row, for which `hasRow` is false, tell nothing.
  func signal(_ falls: [Fall], hasRow: (_ marketplace: Int, _ step: Int) -> Bool) -> Double {
    falls.map { information(of: $0, hasRow: hasRow) }.reduce(0, +).squareRoot()
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
