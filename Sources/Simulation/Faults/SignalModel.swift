import Vocabulary

/// How clearly a planted drop stands out of the noise, by two measures that both know the expected
/// line μ and the noise: relative residuals are an AR(1) with correlation ρ from step to step, of which
/// a part is shared by all marketplaces, plus white noise of variance dispersion/μ.
///
/// - `signal`: the orders lost, over the standard deviation of the total of orders in the steps and
///   marketplaces hit. What a person means who says that a loss is four times the usual scatter.
/// - `filterSignal`: that of an ideal detector that follows the slow noise, the noise of marketplaces
///   being taken as independent. A scalar Kalman filter whitens the residuals; the planted fall u,
///   pushed through the same filter, leaves h = u − ξ in the innovations of variance S. The square is
///   Σ h²/S over the fall and the correlation times after it, summed over the marketplaces.
struct SignalModel: Sendable {
  let grid: TimeGrid
  let demand: Demand
  /// Of the slow noise of one marketplace, the shared part included.
  let slowVariance: Double
  let sharedVariance: Double
  /// With the effects of days, taken for slow noise too.
  let slowVarianceWithDays: Double
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
    sharedVariance = noise.sharedNoise * noise.sharedNoise
    slowVariance = noise.slowNoise * noise.slowNoise + sharedVariance
    slowVarianceWithDays = slowVariance + noise.dayNoise * noise.dayNoise
    correlation = DemandModel.stepCorrelation(settings)
    dispersion = noise.dispersion
    let seconds = Self.marginCorrelationTimes * noise.noiseHours * 3600
    margin = Int(seconds / Double(grid.stepSeconds)) + 1
  }

  /// Loss over the noise of the total; steps without a row, for which `hasRow` is false, tell nothing.
  func signal(_ falls: [Fall], hasRow: (_ marketplace: Int, _ step: Int) -> Bool) -> Double {
    var lost = 0.0
    var variance = 0.0
    var total: [Int: Double] = [:]
    for fall in falls {
      var own: [Int: Double] = [:]
      for step in grid.steps(touching: fall.profile.window)
      where hasRow(fall.marketplace, step) {
        let mean = demand.expected[fall.marketplace][step]
        lost += mean * fall.profile.mean(from: grid.time(step), seconds: grid.stepSeconds)
        variance += dispersion * mean
        own[step] = mean
        total[step, default: 0] += mean
      }
      variance += (slowVariance - sharedVariance) * correlatedSquare(of: own)
    }
    variance += sharedVariance * correlatedSquare(of: total)
    return variance > 0 ? lost / variance.squareRoot() : 0
  }

  /// Σ m(s)·m(t)·ρ^|s−t| over all pairs of steps.
  private func correlatedSquare(of means: [Int: Double]) -> Double {
    var sum = 0.0
    var before = 0.0
    var last: Int?
    for (step, mean) in means.sorted(by: { $0.key < $1.key }) {
      for _ in (last ?? step)..<step { before *= correlation }
      sum += mean * (mean + 2 * before)
      before += mean
      last = step
    }
    return sum
  }

  /// Signal of the ideal detector, likewise.
  func filterSignal(_ falls: [Fall], hasRow: (_ marketplace: Int, _ step: Int) -> Bool) -> Double {
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
