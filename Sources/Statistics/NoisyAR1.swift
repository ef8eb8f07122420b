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
  ///
  /// - Parameter known: a pass of the same model over the same observations, under the same noise and breaks
  ///   before step `first`: what it found there holds.
  public init(
    _ model: NoisyAR1, observations: [Double], noise: [Double], breaks: LevelBreaks = .none,
    from first: Int = 0, known: FilterPass? = nil
  ) {
    let count = observations.count
    let first = known == nil ? 0 : min(first, count)
    var innovations = known?.innovation ?? [Double](repeating: 0, count: count)
    var precisions = known?.precision ?? [Double](repeating: 0, count: count)
    var gains = known?.gain ?? [Double](repeating: 0, count: count)
    var states = known?.predicted ?? [Double](repeating: 0, count: count + 1)
    var variances =
      known?.predictedVariance ?? [Double](repeating: model.stateVariance, count: count + 1)
    var state = states[first]
    var variance = variances[first]
    if first < count {
      variance += breaks.jump(before: first) - (known?.breaks.jump(before: first) ?? 0)
    }
    var innovation = innovations.mutableSpan
    var precision = precisions.mutableSpan
    var gain = gains.mutableSpan
    var predicted = states.mutableSpan
    var predictedVariance = variances.mutableSpan
    let stepVariance = model.stepVariance
    for index in first..<count {
      predicted[index] = state
      predictedVariance[index] = variance
      let noiseHere = noise[index]
      let rho = breaks.rho(model, after: index)
      if noiseHere < .infinity {
        let certainty = 1 / (variance + noiseHere)
        let surprise = FilterPass.surprise(
          observations[index], predicted: state, variance: variance, noise: noiseHere, model: model)
        let share = variance * certainty
        innovation[index] = surprise
        precision[index] = certainty
        gain[index] = share
        state = rho * (state + share * surprise)
        // What the observation leaves of it is noise · share; the shortest way from one variance to the next.
        variance = rho * rho * noiseHere * variance / (variance + noiseHere) + stepVariance
      } else {
        innovation[index] = 0
        precision[index] = 0
        gain[index] = 0
        state *= rho
        variance = rho * rho * variance + stepVariance
      }
      if index + 1 < count { variance += breaks.jump(before: index + 1) }
    }
    predicted[count] = state
    predictedVariance[count] = variance
    self.model = model
    self.breaks = breaks
    self.innovation = innovations
    self.precision = precisions
    self.gain = gains
    self.predicted = states
    self.predictedVariance = variances
  }

  public var count: Int { innovation.count }
}
