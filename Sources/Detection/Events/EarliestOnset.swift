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
  private func moved(
    _ part: FallEvent.Part, onto series: Watched
  ) -> EdgeWeights? {
    let other = watched[part.watched]
    let shift = other.origin.seconds(since: series.origin)
    guard other.stepSeconds == series.stepSeconds, shift % series.stepSeconds == 0 else {
      return nil
    }
    return EdgeWeights(
      first: part.onset.first + shift / series.stepSeconds, unscaled: part.onset.logWeights)
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
    let low = onsets.map(\.first).min() ?? 0
    let high = onsets.map { $0.first + $0.logWeights.count }.max() ?? 1
    var later = [Double](repeating: 1, count: high - low + 1)
    for onset in onsets {
      var rest = 1.0
      let weights = onset.weights
      for step in low..<high {
        let index = step - onset.first
        if weights.indices.contains(index) { rest -= weights[index] }
        later[step - low + 1] *= max(0, rest)
      }
    }
    let weights = (0..<(high - low)).map { max(0, later[$0] - later[$0 + 1]) }
    return EdgeWeights(first: low, unscaled: weights.map(log)) ?? onsets[0]
  }

  private func mixture(_ together: EdgeWeights, _ apart: EdgeWeights) -> EdgeWeights {
    let low = min(together.first, apart.first)
    let high = max(
      together.first + together.logWeights.count, apart.first + apart.logWeights.count)
    let one = together.weights
    let two = apart.weights
    let sums = (low..<high).map { step -> Double in
      let first = step - together.first
      let second = step - apart.first
      return (one.indices.contains(first) ? (1 - Self.staged) * one[first] : 0)
        + (two.indices.contains(second) ? Self.staged * two[second] : 0)
    }
    return EdgeWeights(first: low, unscaled: sums.map(log)) ?? together
  }
}
