import Glibc
import Vocabulary

extension TimeDistribution {
  /// The share of this moment at or after `moment`, taken as even inside each step.
  func share(after moment: Timestamp) -> Double {
    let offset = moment.seconds(since: first)
    if offset <= 0 { return 1 }
    let index = offset / stepSeconds
    if index >= weights.count { return 0 }
    let inside = Double(offset - index * stepSeconds) / Double(stepSeconds)
    return weights[index] * (1 - inside) + weights[(index + 1)...].reduce(0, +)
  }

  /// The same moment, known to lie before `end`, and how likely that was; `nil` if it was impossible.
  func kept(before end: TimeDistribution) -> (moment: TimeDistribution?, share: Double) {
    guard time(at: weights.count - 1) >= end.first else { return (self, 1) }
    let before = weights.enumerated().map { index, weight in
      weight * end.share(after: time(at: index).advanced(bySeconds: end.stepSeconds))
    }
    return (
      TimeDistribution(first: first, stepSeconds: stepSeconds, weights: before),
      before.reduce(0, +)
    )
  }

  /// The same moment, its weight spread over the steps before and after by which it may be off.
  func strayed(_ strays: OnsetStrays) -> TimeDistribution {
    let most = strays.shares.map { abs($0.steps) }.max() ?? 0
    var spread = [Double](repeating: 0, count: weights.count + 2 * most)
    for (index, weight) in weights.enumerated() {
      for (steps, share) in strays.shares { spread[index + most + steps] += weight * share }
    }
    return TimeDistribution(
      first: first.advanced(bySeconds: -most * stepSeconds), stepSeconds: stepSeconds,
      weights: spread) ?? self
  }

  /// The same moment, a share of the weight moved back by an exponential of `mean` seconds.
  func earlier(share: Double, mean: Double, mostSteps: Int) -> TimeDistribution {
    let decay = exp(-Double(stepSeconds) / max(1, mean))
    let back = min(mostSteps, Int(3 * mean) / stepSeconds)
    guard back > 0 else { return self }
    let kernel = (0...back).map { pow(decay, Double($0)) }
    let total = kernel.reduce(0, +)
    var spread = [Double](repeating: 0, count: weights.count + back)
    for (index, weight) in weights.enumerated() where weight > 0 {
      spread[index + back] += weight * (1 - share)
      for (steps, part) in kernel.enumerated() {
        spread[index + back - steps] += weight * share * part / total
      }
    }
    return TimeDistribution(
      first: first.advanced(bySeconds: -back * stepSeconds), stepSeconds: stepSeconds,
      weights: spread) ?? self
  }

  /// The share of this moment in `window`, taken as even inside each step.
  func share(in window: TimeWindow) -> Double {
    share(after: window.start) - share(after: window.end)
  }

  /// The end of the step that holds the upper end of the central range `level`.
  func end(ofRange level: Double) -> Timestamp {
    range(level).high.advanced(bySeconds: stepSeconds)
  }
}
