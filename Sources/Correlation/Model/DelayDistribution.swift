import Glibc
import Vocabulary

/// How long after its start a change makes orders fall: prompt, delayed or slow.
///
/// A mixture of an exponential, a log-normal and a long exponential, each cut at the look-back.
/// Minutes throughout.
struct DelayDistribution: Sendable {
  let horizon: Double
  private let promptNorm: Double
  private let delayedNorm: Double
  private let slowNorm: Double
  private let shape: DelayShape

  init(lookBackMinutes: Double, shape: DelayShape = .usual) {
    horizon = lookBackMinutes
    self.shape = shape
    promptNorm = Exponential.cumulative(horizon, mean: shape.promptMean)
    delayedNorm = LogNormal.cumulative(
      horizon, median: shape.delayedMedian, sigma: LinkModel.Delay.delayedSigma)
    slowNorm = Exponential.cumulative(horizon, mean: shape.slowMean)
  }

  /// Chance of a delay of at most `minutes`; 0 below zero, 1 beyond the look-back.
  func cumulative(_ minutes: Double) -> Double {
    if minutes <= 0 { return 0 }
    if minutes >= horizon { return 1 }
    return shape.promptShare * Exponential.cumulative(minutes, mean: shape.promptMean) / promptNorm
      + shape.delayedShare
      * LogNormal.cumulative(
        minutes, median: shape.delayedMedian, sigma: LinkModel.Delay.delayedSigma) / delayedNorm
      + shape.slowShare * Exponential.cumulative(minutes, mean: shape.slowMean) / slowNorm
  }

  /// Minutes within which a share of `level` of the delays lies, to a second.
  func quantile(_ level: Double) -> Double {
    var low = 0.0
    var high = horizon
    while high - low > 1.0 / 60 {
      let middle = (low + high) / 2
      if cumulative(middle) < level { low = middle } else { high = middle }
    }
    return high
  }

  /// Density per minute of the onset `onset` after a start at `start`, the onset being even inside
  /// its step.
  func density(of onset: TimeDistribution, after start: Timestamp) -> Double {
    let step = Double(onset.stepSeconds) / 60
    var edge = onset.first.minutes(since: start)
    var below = cumulative(edge)
    var sum = 0.0
    for weight in onset.weights {
      edge += step
      let next = cumulative(edge)
      sum += weight * (next - below)
      below = next
    }
    return sum / step
  }
}

/// The exponential distribution by its mean.
enum Exponential {
  static func cumulative(_ value: Double, mean: Double) -> Double {
    value <= 0 ? 0 : -expm1(-value / mean)
  }
}

/// The log-normal distribution by its median and its spread on the logarithmic scale.
enum LogNormal {
  static func cumulative(_ value: Double, median: Double, sigma: Double) -> Double {
    value <= 0 ? 0 : 0.5 * erfc(-log(value / median) / (sigma * 2.0.squareRoot()))
  }
}
