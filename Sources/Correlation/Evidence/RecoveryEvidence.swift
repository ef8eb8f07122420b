import Glibc
import Vocabulary

/// What happened to the drop when the change was undone, or that it was not.
struct RecoveryEvidence {
  private let drop: Drop
  private let scope: WatchedScope
  private let isRecorded: Bool
  private let repairs: Repairs
  /// Chance that a change near the drop is undone though it was not behind it.
  private let undoneIfNot: Double

  init(drop: Drop, scope: WatchedScope, index: RolloutIndex, recent: RecentLog) {
    self.drop = drop
    self.scope = scope
    isRecorded = index.recordsUndoing(before: drop.window.end)
    repairs = Repairs(drop: drop, index: index, recent: recent)
    undoneIfNot = LinkModel.Recovery.undoneOnSuspicion + recent.undoneShare
  }

  /// `nil` if the log tells nothing of undoing.
  func evidence(_ candidate: Candidate, timing: Timing) -> Evidence? {
    guard isRecorded else { return nil }
    let undone = undoneAt(candidate)
    let (observation, ratio) =
      switch drop.end {
      case .open(let dataUntil):
        open(until: dataUntil, undone: undone, onset: timing.onset.mode)
      case .ended(let end):
        ended(end, undone: undone, onset: timing.onset.mode, candidate)
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
  private func undoneAt(_ candidate: Candidate) -> Timestamp? {
    let hits = candidate.reachedHits(in: scope).map { scope.cells[$0].marketplace }
    var relevant = candidate.steps.indices.filter { step in
      hits.contains { candidate.steps[step].reach.includes($0) ?? true }
    }
    if relevant.isEmpty { relevant = Array(candidate.steps.indices) }
    let undone = relevant.compactMap { candidate.undoneAt[$0] }
    return undone.count == relevant.count ? undone.max() : nil
  }

  /// Whether to undo is still being decided, so only what followed an undoing counts.
  private func open(
    until: Timestamp, undone: Timestamp?, onset: Timestamp
  ) -> (Evidence.Recovery, ratio: Double) {
    guard let undone, undone < until else { return (.stillOpen, 1) }
    let minutes = until.minutes(since: undone)
    let background = Self.backgroundMean(minutes: until.minutes(since: onset))
    let lasting = 1 - Self.recovered(within: minutes)
    return (.outlastedRollback(minutes: minutes), lasting / exp(-minutes / background))
  }

  private func ended(
    _ end: TimeDistribution, undone: Timestamp?, onset: Timestamp, _ candidate: Candidate
  ) -> (Evidence.Recovery, ratio: Double) {
    let model = LinkModel.Recovery.self
    let length = max(0, end.mode.minutes(since: onset))
    let decided = -expm1(-length / model.decisionTime)
    guard let undone, undone.minutes(since: end.mode) <= model.afterEnd else {
      let stays = 1 - model.undoneIfBehind * decided
      let otherwise = 1 - undoneIfNot * decided
      guard let repair = repairs.likeliest(for: candidate) else {
        return (.recoveredInPlace, stays / otherwise)
      }
      let fixed = model.fixedIfBehind * decided
      let ratio = (stays - fixed + fixed * repair.ratio) / otherwise
      return repair.ratio > 1
        ? (.followedFix(repair.deploy, minutesAfter: repair.minutes), ratio)
        : (.recoveredInPlace, ratio)
    }
    let density = Self.recoveryDensity(end, after: undone)
    // The exponential that makes an end after this very length most likely: the most that can be
    // said for other causes.
    let background = exp(-1) / Self.backgroundMean(minutes: length)
    let ratio = model.undoneIfBehind / undoneIfNot * density / background
    let minutes = end.mode.minutes(since: undone)
    return ratio >= 1
      ? (.followedRollback(minutesAfter: minutes), ratio)
      : (.outlastedRollback(minutes: minutes), ratio)
  }

  /// Density per minute of this end after something took the fault away at `moment`.
  static func recoveryDensity(_ end: TimeDistribution, after moment: Timestamp) -> Double {
    let step = Double(end.stepSeconds) / 60
    return end.weights.enumerated().reduce(0) { sum, entry in
      guard entry.element > 0 else { return sum }
      let from = end.time(at: entry.offset).minutes(since: moment)
      return sum + entry.element * (recovered(within: from + step) - recovered(within: from)) / step
    }
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
