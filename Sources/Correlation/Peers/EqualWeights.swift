import Glibc
import Vocabulary

/// Nearness in time, nearness in the dependency graph and difference in differences, added with
/// equal weights, after ChangeRCA.
///
/// Yu et al., "ChangeRCA: Finding Root Causes from Software Changes in Large Online Systems", FSE
/// 2024. Each part lies between 0 and 1.
enum EqualWeights {
  static func rank(_ drop: Drop, in log: PeerLog) -> [ChangeID] {
    let steps = log.steps(before: drop)
    let services = drop.services
    let hops =
      services.isEmpty ? log.topology.hopsBelowFirstTier() : log.topology.hops(below: services)
    let scores = Dictionary(grouping: steps, by: \.change).compactMapValues { steps in
      steps.last.map { last in
        let time = 1 / (1 + max(0, drop.onset.mode.minutes(since: last.startedAt)) / 60)
        let depth = hops[last.service].map { 1 / (1 + Double($0)) } ?? 0
        let score = (time + depth + difference(steps, drop: drop)) / 3
        return (score: score, latest: last.startedAt)
      }
    }
    return PeerLog.ranked(scores, above: -.infinity)
  }

  /// Mean fall where the change had been less mean fall where it had not, between 0 and 1; half of
  /// the fall where there is nothing to compare with.
  private static func difference(_ steps: [Deployment], drop: Drop) -> Double {
    let falls =
      drop.parts.map { ($0.series.marketplace, $0.depth.value) }
      + drop.unaffected.map { ($0.series.marketplace, $0.depth.value) }
    let split = falls.map { marketplace, fall in
      (fall: fall, isReached: steps.contains { $0.reach.includes(marketplace) ?? true })
    }
    let reached = mean(split.filter(\.isReached).map(\.fall))
    let unreached = mean(split.filter { !$0.isReached }.map(\.fall))
    guard let reached else { return 0 }
    return max(0, min(1, unreached.map { reached - $0 } ?? reached / 2))
  }

  private static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
