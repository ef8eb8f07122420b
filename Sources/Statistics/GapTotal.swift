/// The weighted total of the slow part over a gap, as the observations on both sides of it predict it.
public struct GapTotal: Sendable, Hashable {
  /// Expectation of Σ weight·x over the gap.
  public let mean: Double
  /// Its variance given the observations outside the gap.
  public let variance: Double

  /// Below this part of its weight at the edge, what lies further behind the gap is left out.
  static let negligible = 1e-3

  /// Predicts the total over `gap` from a filter pass that need not have treated it as a hole.
  ///
  /// Runs the Kalman filter on the pair (x, running total): through the gap without observations,
  /// then over the observations behind it until they no longer matter.
  ///
  /// - Parameters:
  ///   - pass: a pass whose prediction at `gap.lowerBound` rests on what lies before the gap.
  ///   - weights: one for each step of the gap.
  ///   - end: observations from here on are not looked at; `nil` for all.
  public init(
    over gap: Range<Int>, weights: ArraySlice<Double>, pass: FilterPass, observations: [Double],
    noise: [Double], upTo end: Int? = nil
  ) {
    let model = pass.model
    let breaks = pass.breaks
    let last = min(observations.count, end ?? observations.count)
    var state = pass.predicted[gap.lowerBound]
    var variance = pass.predictedVariance[gap.lowerBound]
    var total = 0.0
    var totalVariance = 0.0
    var covariance = 0.0
    let offset = weights.startIndex - gap.lowerBound
    for index in gap {
      if index > gap.lowerBound { variance += breaks.jump(before: index) }
      let weight = weights[index + offset]
      total += weight * state
      totalVariance += weight * (2 * covariance + weight * variance)
      covariance += weight * variance
      let rho = breaks.rho(model, after: index)
      state *= rho
      covariance *= rho
      variance = rho * rho * variance + model.stepVariance
    }
    let edge = abs(covariance)
    var index = gap.upperBound
    while index < last, abs(covariance) > GapTotal.negligible * edge {
      variance += breaks.jump(before: index)
      let rho = breaks.rho(model, after: index)
      let here = noise[index]
      if here < .infinity {
        let certainty = 1 / (variance + here)
        let surprise = FilterPass.surprise(
          observations[index], predicted: state, variance: variance, noise: here, model: model)
        total += covariance * certainty * surprise
        totalVariance -= covariance * covariance * certainty
        state = rho * (state + variance * certainty * surprise)
        covariance *= rho * here * certainty
        variance = rho * rho * here * variance / (variance + here) + model.stepVariance
      } else {
        state *= rho
        covariance *= rho
        variance = rho * rho * variance + model.stepVariance
      }
      index += 1
    }
    mean = total
    self.variance = max(0, totalVariance)
  }
}
