import Glibc
import Vocabulary

/// How much less a change just before a drop tells, since some stand there for other reasons.
///
/// Part of timing: the rate that a change competes with is higher there, the more so for one that
/// goes just where orders fell, as reactions to first signs do.
struct Coincidence {
  private let onset: TimeDistribution
  private let hit: Set<Marketplace>
  private let recent: RecentLog
  /// Changes a minute that the log lets one expect at the onset.
  private let rate: Double

  init(drop: Drop, recent: RecentLog) {
    onset = drop.onset
    hit = Set(drop.marketplaces)
    self.recent = recent
    rate = recent.rate.competing(at: drop.onset.mode)
  }

  /// At most 0.
  func weight(_ candidate: Candidate, watched: Int) -> Double {
    let model = LinkModel.Coincidence.self
    let start = candidate.steps[0].startedAt
    let near = onset.share(in: TimeWindow(start: start, seconds: Int(60 * model.within)))
    guard near > 0 else { return 0 }
    let reach = candidate.steps[0].reach
    let same = isSame(reach, watched: watched)
    let share =
      same ? model.sameReachShare / max(model.leastReachShare, recent.share(of: reach)) : 0
    let ratio = min(model.largestRatio, model.perMinute / rate)
    return -log1p(near * ratio * (1 - model.sameReachShare + share))
  }

  /// Whether a step went just where orders fell.
  private func isSame(_ reach: Reach, watched: Int) -> Bool {
    switch reach {
    case .only(let some): some == hit
    case .everywhere: hit.count == watched
    case .unknown: false
    }
  }
}
