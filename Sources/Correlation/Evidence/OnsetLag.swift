import Glibc
import Vocabulary

/// By how much one marketplace fell later than another, in distribution.
struct OnsetLag: Sendable {
  /// True if the middle halves of the two onsets lie apart, the later one after the earlier.
  let isLater: Bool
  /// Distinct lags in minutes with their weights.
  private let lags: [(minutes: Double, weight: Double)]
  /// Minutes by which the delays of one fault scatter, given how finely the series are cut.
  private let jitter: Double
  /// Densities of the lag if both fell together, and if they fell without regard to each other.
  private let together: Double
  private let scattered: Double

  init(from before: TimeDistribution, to after: TimeDistribution) {
    isLater = before.range(0.5).high < after.range(0.5).low
    let model = LinkModel.Spread.self
    let jitter = max(model.jitter, Double(max(before.stepSeconds, after.stepSeconds)) / 120)
    self.jitter = jitter
    lags = OnsetLag.lags(from: before, to: after)
    together = lags.reduce(0) { $0 + $1.weight * laplace($1.minutes, scale: jitter) }
    scattered = lags.reduce(0) { $0 + $1.weight * laplace($1.minutes, scale: model.scatter) }
  }

  /// How much likelier the lag is if the fault follows a rollout whose steps lie `gap` minutes
  /// apart than if something strikes without regard to it; a logarithm.
  func logRatio(gap: Double) -> Double {
    let model = LinkModel.Spread.self
    let following = lags.reduce(0) { $0 + $1.weight * laplace($1.minutes - gap, scale: jitter) }
    let behind =
      model.followingShare * following + model.togetherShare * together
      + (1 - model.followingShare - model.togetherShare) * scattered
    let otherwise =
      model.otherTogetherShare * together + (1 - model.otherTogetherShare) * scattered
    return log(behind / otherwise)
  }

  /// All differences on the grid that both onsets share, weights of equal ones added.
  private static func lags(
    from before: TimeDistribution, to after: TimeDistribution
  ) -> [(minutes: Double, weight: Double)] {
    let unit = greatestCommonDivisor(before.stepSeconds, after.stepSeconds)
    let back = (before.weights.count - 1) * (before.stepSeconds / unit)
    let forth = (after.weights.count - 1) * (after.stepSeconds / unit)
    var weights = [Double](repeating: 0, count: back + forth + 1)
    for (one, earlier) in before.weights.enumerated() where earlier > 0 {
      for (other, later) in after.weights.enumerated() {
        let lag = other * (after.stepSeconds / unit) - one * (before.stepSeconds / unit)
        weights[back + lag] += earlier * later
      }
    }
    let offset = after.first.minutes(since: before.first)
    let least = (weights.max() ?? 0) * LinkModel.Spread.negligible
    return weights.indices.filter { weights[$0] >= least && weights[$0] > 0 }.map {
      (offset + Double(($0 - back) * unit) / 60, weights[$0])
    }
  }

  private static func greatestCommonDivisor(_ one: Int, _ other: Int) -> Int {
    other == 0 ? one : greatestCommonDivisor(other, one % other)
  }
}

private func laplace(_ value: Double, scale: Double) -> Double {
  exp(-abs(value) / scale) / (2 * scale)
}
