import Glibc
import Vocabulary

/// When the first of several series began to fall.
///
/// Mostly all fall at once, and each sharpens what the others say. A change that goes out in waves hits
/// some earlier, and those it hits first may be the small ones, which show it least; so a part of the
/// weight goes to the earliest of onsets that have nothing to do with one another.
struct EarliestOnset {
  private let watched: [Watched]
  private let parts: [FallEvent.Part]

  /// How often series are hit one after the other.
  private static let staged = 0.3
  /// Weaker parts place their onset anywhere.
  private static let leastClarity = 3.0

  init(_ watched: [Watched], _ parts: [FallEvent.Part]) {
    self.watched = watched
    let clear = parts.filter { $0.clarity >= Self.leastClarity }
    self.parts = (clear.isEmpty ? parts : clear).sorted {
      watched[$0.watched].time(at: $0.onset.mode) < watched[$1.watched].time(at: $1.onset.mode)
    }
  }

  var distribution: TimeDistribution {
    let lead = parts[0]
    let series = watched[lead.watched]
    let alike = parts.dropFirst().compactMap { moved($0, onto: series) }
    let together = self.together(lead.onset, alike)
    let telling = [lead.onset] + alike
    let mixed =
      telling.count > 1 ? mixture(together, EarliestOnset.first(of: telling)) : together
    let onset = mixed.blurredEarlier()
    return TimeDistribution(
      first: series.time(at: onset.first), stepSeconds: series.stepSeconds,
      weights: onset.weights)
      ?? TimeDistribution(
        certain: series.time(at: lead.onset.mode), stepSeconds: series.stepSeconds)
  }

  /// A part's onset on the steps of another series; `nil` if their clocks do not match.
  private func moved(_ part: FallEvent.Part, onto series: Watched) -> EdgeWeights? {
    watched[part.watched].shift(onto: series).map { part.onset.moved(bySteps: $0) }
  }

  /// The lead's onset, sharpened by all that cannot be told from it.
  private func together(_ lead: EdgeWeights, _ others: [EdgeWeights]) -> EdgeWeights {
    var pooled = lead
    for other in others where other.quantile(0.05) <= lead.quantile(0.95) {
      pooled = pooled.combined(with: other) ?? pooled
    }
    return pooled
  }

  /// The earliest of independent onsets.
  private static func first(of onsets: [EdgeWeights]) -> EdgeWeights {
    let steps = EdgeWeights.steps(of: onsets)
    var later = [Double](repeating: 1, count: steps.count + 1)
    for onset in onsets {
      var rest = 1.0
      for (index, weight) in onset.weights(over: steps).enumerated() {
        rest -= weight
        later[index + 1] *= max(0, rest)
      }
    }
    let weights = zip(later, later.dropFirst()).map { max(0, $0 - $1) }
    return EdgeWeights(first: steps.lowerBound, unscaled: weights.map(log)) ?? onsets[0]
  }

  private func mixture(_ together: EdgeWeights, _ apart: EdgeWeights) -> EdgeWeights {
    let steps = EdgeWeights.steps(of: [together, apart])
    let sums = zip(together.weights(over: steps), apart.weights(over: steps)).map {
      (1 - Self.staged) * $0 + Self.staged * $1
    }
    return EdgeWeights(first: steps.lowerBound, unscaled: sums.map(log)) ?? together
  }
}
