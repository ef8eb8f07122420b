import Vocabulary

/// Changes that began shortly before a drop was over and may have repaired it.
struct Repairs {
  /// A change that may have repaired what another one of its service had broken.
  struct Repair {
    let change: ChangeID
    let deploy: DeployID
    /// From its first step to the end of the drop; negative if after it.
    let minutes: Double
    /// How much denser such changes are just before an end if they repair than they are anyway; less as
    /// far as the drop may have begun after it.
    let ratio: Double
  }

  private let ofService: [Service: [Repair]]

  /// Of a drop that goes on nothing is a repair.
  init(drop: Drop, index: RolloutIndex, recent: RecentLog) {
    guard case .ended(let end) = drop.end else {
      ofService = [:]
      return
    }
    let model = LinkModel.Recovery.self
    let from = max(
      drop.onset.first, end.mode.advanced(bySeconds: -Int(60 * model.fixedBefore)))
    let until = end.mode.advanced(bySeconds: Int(60 * model.afterEnd))
    guard let window = TimeWindow(start: from, end: until) else {
      ofService = [:]
      return
    }
    let total = Double(max(1, recent.rollouts))
    let found = index.rollouts(startedIn: window).map { index.rollouts[$0] }
      .filter { rollout in
        window.contains(rollout.startedAt) && rollout.steps[0].rollbackOf == nil
          && drop.marketplaces.allSatisfy { rollout.steps[0].reach.includes($0) ?? true }
      }
    ofService = Dictionary(grouping: found, by: \.service).mapValues { rollouts in
      rollouts.map { rollout in
        let share = Double(max(1, recent.rollouts(of: rollout.service))) / total
        let usual = recent.rate.mean * share * recent.share(of: rollout.steps[0].reach)
        let density = RecoveryEvidence.recoveryDensity(end, after: rollout.startedAt)
        return Repair(
          change: rollout.change, deploy: rollout.steps[0].id,
          minutes: end.mode.minutes(since: rollout.startedAt),
          ratio: density / usual * (1 - drop.onset.share(after: rollout.startedAt)))
      }
    }
  }

  /// The one that speaks most for `candidate`, which it follows; `nil` without one.
  func likeliest(for candidate: Candidate) -> Repair? {
    (ofService[candidate.rollout.service] ?? [])
      .filter { $0.change != candidate.rollout.change }
      .max { ($0.ratio, $1.change) < ($1.ratio, $0.change) }
  }
}
