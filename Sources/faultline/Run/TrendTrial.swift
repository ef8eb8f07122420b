import Correlation
import Simulation
import Vocabulary

/// What the trend says of simulated half-years in which the ratios are known.
struct TrendTrial {
  let seeds: ClosedRange<UInt64>

  /// AI assistance at four ratios, and missing records at one beside it.
  private static let plans = [
    TrendWorld.Plan(aiRatio: 0.5, undocumentedRatio: 1),
    TrendWorld.Plan(aiRatio: 1, undocumentedRatio: 1),
    TrendWorld.Plan(aiRatio: 2, undocumentedRatio: 1),
    TrendWorld.Plan(aiRatio: 4, undocumentedRatio: 1),
    TrendWorld.Plan(aiRatio: 1, undocumentedRatio: 4),
  ]

  /// Worlds in the order of their seeds, whatever the order in which they were done.
  func scores(progress: @Sendable (Double) -> Void) async -> TrendScores {
    var scores = TrendScores()
    for seed in seeds {
      let judged = await AtOnce.map(TrendTrial.plans) { plan in
        let world = TrendWorld(plan, seed: seed)
        return (world, TrendTrial.comparisons(world))
      }
      for (world, said) in judged { scores.add(world, said) }
      progress(Double(seed - seeds.lowerBound + 1) / Double(seeds.count))
    }
    return scores
  }

  private static func comparisons(_ world: TrendWorld) -> [GroupComparison] {
    // The first look-back is cut; the half-year asked for begins after it.
    let trend = Trend(
      Trend.Input(
        changes: world.changes.map {
          AuditedChange(change: $0, coverage: .covered, results: [])
        },
        otherStarts: world.otherStarts, drops: world.drops, withdrawn: [], history: world.window,
        lookBackSeconds: TrendWorld.lookBackSeconds, priorShare: TrendWorld.priorShare))
    return trend.comparisons(world.window)
  }
}
