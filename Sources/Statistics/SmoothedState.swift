/// The slow part at every step, given all observations before and after it.
public struct SmoothedState: Sendable {
  public let mean: [Double]
  public let variance: [Double]

  /// Fixed-interval smoothing by backward recursion over the innovations (Durbin and Koopman 2012,
  /// section 4.4).
  public init(_ pass: FilterPass) {
    let count = pass.count
    var mean = [Double](repeating: 0, count: count)
    var variance = mean
    var pull = 0.0
    var certainty = 0.0
    for index in stride(from: count - 1, through: 0, by: -1) {
      let keep = pass.breaks.rho(pass.model, after: index) * (1 - pass.gain[index])
      pull = pass.innovation[index] * pass.precision[index] + keep * pull
      certainty = pass.precision[index] + keep * keep * certainty
      let prior = pass.predictedVariance[index]
      mean[index] = pass.predicted[index] + prior * pull
      variance[index] = max(0, prior - prior * prior * certainty)
    }
    self.mean = mean
    self.variance = variance
  }
}
