import Glibc
import Vocabulary

/// What happened to the drop when the change was undone, or that it was not.
struct RecoveryEvidence {
  /// `nil` if the log tells nothing of undoing.
  static func evidence(
    _ candidate: Candidate, timing: Timing, drop: Drop, scope: WatchedScope, index: RolloutIndex
  ) -> Evidence? {
    guard index.recordsUndoing else { return nil }
    let undone = undoneAt(candidate, scope: scope)
    let (observation, ratio) =
      switch drop.end {
      case .open(let dataUntil):
        open(until: dataUntil, undone: undone, onset: timing.onset.mode)
      case .ended(let end):
        ended(end, undone: undone, onset: timing.onset.mode)
      }
    let model = LinkModel.Recovery.self
    let undoneBefore =
      undone.map { timing.onset.share(after: $0.advanced(bySeconds: Int(model.undoingTime * 60))) }
      ?? 0
    let weight = log(ratio * (1 - undoneBefore) + model.afterUndoing * undoneBefore)
    return Evidence(
      .recovery(observation),
      weight: LogOdds(weight.clamped(to: model.leastWeight...model.largestWeight)))
  }

  /// When the last step that had reached the marketplaces hit was undone; `nil` while one stands.
  private static func undoneAt(_ candidate: Candidate, scope: WatchedScope) -> Timestamp? {
    let hits = candidate.reachedHits(in: scope).map { scope.cells[$0].marketplace }
    var relevant = candidate.steps.indices.filter { step in
      hits.contains { candidate.steps[step].reach.includes($0) ?? true }
    }
    if relevant.isEmpty { relevant = Array(candidate.steps.indices) }
    let undone = relevant.compactMap { candidate.undoneAt[$0] }
    return undone.count == relevant.count ? undone.max() : nil
  }

  /// Whether to undo is still being decided, so only what followed an undoing counts.
  private static func open(
    until: Timestamp, undone: Timestamp?, onset: Timestamp
  ) -> (Evidence.Recovery, ratio: Double) {
    guard let undone, undone < until else { return (.stillOpen, 1) }
    let minutes = until.minutes(since: undone)
    let background = backgroundMean(minutes: until.minutes(since: onset))
    let lasting = 1 - recovered(within: minutes)
    return (.outlastedRollback(minutes: minutes), lasting / exp(-minutes / background))
  }

  private static func ended(
    _ end: TimeDistribution, undone: Timestamp?, onset: Timestamp
  ) -> (Evidence.Recovery, ratio: Double) {
    let model = LinkModel.Recovery.self
    let length = max(0, end.mode.minutes(since: onset))
    let decided = -expm1(-length / model.decisionTime)
    guard let undone, undone.minutes(since: end.mode) <= model.afterEnd else {
      let ratio = (1 - model.undoneIfBehind * decided) / (1 - model.undoneIfNot * decided)
      return (.recoveredInPlace, ratio)
    }
    let step = Double(end.stepSeconds) / 60
    var density = 0.0
    for (index, weight) in end.weights.enumerated() where weight > 0 {
      let from = end.time(at: index).minutes(since: undone)
      density += weight * (recovered(within: from + step) - recovered(within: from)) / step
    }
    // The exponential that makes an end after this very length most likely: the most that can be
    // said for other causes.
    let background = exp(-1) / backgroundMean(minutes: length)
    let ratio = model.undoneIfBehind / model.undoneIfNot * density / background
    let minutes = end.mode.minutes(since: undone)
    return ratio >= 1
      ? (.followedRollback(minutesAfter: minutes), ratio)
      : (.outlastedRollback(minutes: minutes), ratio)
  }

  private static func backgroundMean(minutes: Double) -> Double {
    max(LinkModel.Recovery.leastBackgroundMean, minutes)
  }

  /// Chance that orders are back `minutes` after the change behind the drop was undone.
  private static func recovered(within minutes: Double) -> Double {
    let model = LinkModel.Recovery.self
    let since = minutes + model.recordingLag
    return model.promptShare
      * LogNormal.cumulative(since, median: model.promptMedian, sigma: model.promptSigma)
      + (1 - model.promptShare) * Exponential.cumulative(since, mean: model.slowMean)
  }
}
