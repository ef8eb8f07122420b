import Glibc
import Vocabulary

/// Votes for and vetoes against each change over windows of 1, 24 and 72 hours, after Gandalf.
///
/// Li et al., "Gandalf: An Intelligent, End-to-End Analytics Service for Safe Deployment in
/// Large-Scale Cloud Infrastructure", NSDI 2020. Each marketplace hit votes for the steps that had
/// reached it, a vote decaying with the age of the step; a marketplace hit that the change had not
/// reached, and one reached that held, veto it. The shortest window in which a change is left with
/// a positive balance decides.
enum DecayingVotes {
  /// Hours; immediate faults, faults within a day, and latent ones.
  private static let windows = [1.0, 24.0, 72.0]

  static func rank(_ drop: Drop, in log: PeerLog) -> [ChangeID] {
    let steps = Array(log.steps(before: drop))
    var ranked: [ChangeID] = []
    var seen: Set<ChangeID> = []
    for hours in windows {
      let earliest = drop.onset.mode.advanced(bySeconds: -Int(hours * 3600))
      let inside = steps.filter { $0.startedAt >= earliest }
      let scores = Dictionary(grouping: inside, by: \.change).mapValues { steps in
        (
          score: balance(steps, drop: drop, hours: hours),
          latest: steps.map(\.startedAt).max() ?? earliest
        )
      }
      let kept = PeerLog.ranked(scores, above: 0).filter { seen.insert($0).inserted }
      ranked += kept
    }
    return ranked
  }

  private static func balance(_ steps: [Deployment], drop: Drop, hours: Double) -> Double {
    var sum = 0.0
    for marketplace in drop.marketplaces {
      let reaching = steps.filter { $0.reach.includes(marketplace) ?? true }
      let ages = reaching.map { max(0, drop.onset.mode.minutes(since: $0.startedAt)) / 60 }
      sum += ages.min().map { exp(-$0 / hours) } ?? -1
    }
    let hit = Set(drop.marketplaces)
    let held = Set(drop.unaffected.map(\.series.marketplace)).subtracting(hit)
    let vetoes = held.count { cell in steps.contains { $0.reach.includes(cell) == true } }
    return sum / Double(hit.count) - Double(vetoes) / Double(max(1, held.count))
  }
}
