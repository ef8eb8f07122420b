import Statistics
public import Vocabulary

/// How others choose a suspect: simple rules that the evaluation measures this tool against.
///
/// Each ranks changes with the likeliest first and knows no answer "none of them" beyond an empty
/// list. Ties go to the later start, then to the smaller id.
public enum PeerRule: String, CaseIterable, Hashable, Sendable {
  /// The last deployment before the onset, as DevLake connects incidents to deployments.
  case lastDeployment = "last_deployment"
  /// The last deployment before the onset that reached a marketplace hit.
  case lastOverlappingDeployment = "last_overlapping_deployment"
  /// Votes that decay with time, and vetoes, over three windows, after Gandalf (NSDI '20).
  case decayingVotes = "decaying_votes"
  /// Time, depth of dependency and difference in differences with equal weights, after ChangeRCA
  /// (FSE '24).
  case equalWeights = "equal_weights"

  /// Changes ranked for `drop`; those that began before the most likely onset and within the
  /// look-back of `log`.
  public func rank(_ drop: Drop, in log: PeerLog) -> [ChangeID] {
    switch self {
    case .lastDeployment: LastDeployment.rank(drop, in: log)
    case .lastOverlappingDeployment: LastOverlappingDeployment.rank(drop, in: log)
    case .decayingVotes: DecayingVotes.rank(drop, in: log)
    case .equalWeights: EqualWeights.rank(drop, in: log)
    }
  }
}

/// The deploy log and register as the peers' rules read them, in order once for all drops.
public struct PeerLog: Sendable {
  /// All steps, ascending by start, then by id.
  let steps: [Deployment]
  let topology: ServiceGraph
  let lookBackSeconds: Int

  public init(rollouts: [Rollout], topology: ServiceGraph, lookBackSeconds: Int = 72 * 3600) {
    steps = rollouts.flatMap(\.steps).sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    self.topology = topology
    self.lookBackSeconds = lookBackSeconds
  }

  /// Steps that began at most the look-back before the onset and not after it, ascending.
  func steps(before drop: Drop) -> ArraySlice<Deployment> {
    let onset = drop.onset.mode
    // The onset names the step of the series, anywhere in which orders may have begun to fall.
    let last = firstStep(from: onset.advanced(bySeconds: drop.onset.stepSeconds))
    return steps[firstStep(from: onset.advanced(bySeconds: -lookBackSeconds))..<last]
  }

  private func firstStep(from moment: Timestamp) -> Int {
    steps.countOfFront { $0.startedAt < moment }
  }

  /// Changes by falling score, those without a score above `least` left out.
  static func ranked(
    _ scores: [ChangeID: (score: Double, latest: Timestamp)], above least: Double
  ) -> [ChangeID] {
    scores.filter { $0.value.score > least }
      .sorted {
        ($1.value.score, $1.value.latest, $0.key) < ($0.value.score, $0.value.latest, $1.key)
      }
      .map(\.key)
  }
}

extension Deployment {
  /// True if the step reached a marketplace that was hit, or the log does not say where it went.
  func reachesAny(of drop: Drop) -> Bool {
    drop.parts.contains { reach.includes($0.series.marketplace) ?? true }
  }
}
