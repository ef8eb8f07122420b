/// A slow first-order autoregression seen through white noise:
/// x(t+1) = ρ·x(t) + w, z(t) = x(t) + ε(t), with Var x = `stateVariance` and Var ε(t) given.
///
/// Filtering as in Durbin and Koopman, "Time Series Analysis by State Space Methods" (2012), ch. 4.
public struct NoisyAR1: Sendable, Hashable {
  /// One-step correlation of the slow part, 0 ≤ ρ < 1.
  public let rho: Double
  /// Stationary variance of the slow part.
  public let stateVariance: Double

  public init(rho: Double, stateVariance: Double) {
    self.rho = rho
    self.stateVariance = stateVariance
  }

  /// Variance that the slow part gains in a step.
  public var stepVariance: Double { (1 - rho * rho) * stateVariance }
}

/// One forward pass of the Kalman filter over a series.
public struct FilterPass: Sendable {
  /// Observation minus prediction; 0 where nothing was observed.
  public let innovation: [Double]
  /// Inverse variance of the innovation; 0 where nothing was observed.
  public let precision: [Double]
  /// Share of the innovation that the state takes over; 0 where nothing was observed.
  public let gain: [Double]
  /// State predicted before the observation, one more than observations.
  public let predicted: [Double]
  /// Its variance, one more than observations.
  public let predictedVariance: [Double]
  public let model: NoisyAR1
  public let breaks: LevelBreaks

  /// An observation so many standard deviations above both its prediction and the usual level is
  /// cut to them: a promotion or a double count must not lift the expectation so far that its end
  /// looks like a fall. Falls, and the way back from one, are never cut.
  public static let upwardLimit = 4.0

  /// The innovation of `observation` after cutting what lies too far above.
  static func surprise(
    _ observation: Double, predicted: Double, variance: Double, noise: Double, model: NoisyAR1
  ) -> Double {
    let rise = observation - predicted
    // Most lie within, without a root; the factor leaves the edge itself to the lines below.
    let limit = 0.999 * upwardLimit * upwardLimit
    if rise <= 0 || rise * rise <= limit * (variance + noise) { return rise }
    let aboveUsual = upwardLimit * (model.stateVariance + noise).squareRoot()
    let abovePrediction = predicted + upwardLimit * (variance + noise).squareRoot()
    return min(observation, max(aboveUsual, abovePrediction)) - predicted
  }

  /// Filters `observations` with noise variances `noise`; a step with infinite noise is a hole.
  public init(
    _ model: NoisyAR1, observations: [Double], noise: [Double], breaks: LevelBreaks = .none
  ) {
    let count = observations.count
    var innovation = [Double](repeating: 0, count: count)
    var precision = innovation
    var gain = innovation
    var predicted = [Double](repeating: 0, count: count + 1)
    var predictedVariance = [Double](repeating: model.stateVariance, count: count + 1)
    let stepVariance = model.stepVariance
    var state = 0.0
    var variance = model.stateVariance
    for index in 0..<count {
      variance += breaks.jump(before: index)
      predicted[index] = state
      predictedVariance[index] = variance
      let noiseHere = noise[index]
      if noiseHere < .infinity {
        let total = variance + noiseHere
        let surprise = FilterPass.surprise(
          observations[index], predicted: state, variance: variance, noise: noiseHere, model: model)
        let share = variance / total
        innovation[index] = surprise
        precision[index] = 1 / total
        gain[index] = share
        state += share * surprise
        variance *= 1 - share
      }
      let rho = breaks.rho(model, after: index)
      state *= rho
      variance = rho * rho * variance + stepVariance
    }
    predicted[count] = state
    predictedVariance[count] = variance
    self.model = model
    self.breaks = breaks
    self.innovation = innovation
    self.precision = precision
    self.gain = gain
    self.predicted = predicted
    self.predictedVariance = predictedVariance
  }

  public var count: Int { innovation.count }
}
