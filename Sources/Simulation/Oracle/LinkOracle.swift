public import Vocabulary

/// The best that anybody could say of the causes in a world, short of knowing them.
///
/// Bayes' rule over the generator's own model: it knows the true onsets, ends and scopes, the delays,
/// the rates of the log, how often causes lie outside it, how decoys are placed and how faults are
/// undone; it reads the log as written, and nothing of who or what wrote a change.
public struct LinkOracle {
  public struct Answer: Sendable {
    /// Likeliest first.
    public let changes: [(change: ChangeID, probability: Double)]
    public let none: Double
  }

  private let settings: WorldSettings
  private let log: OracleLog
  private let hidden: HiddenLikelihood
  private let grain: Int

  /// What the oracle knows of onsets, ends, and the risk of services.
  public enum Knowledge: Sendable {
    /// To the second, and how often changes to each service cost orders: no feed tells either.
    case everything
    /// To the step in which orders are counted, and nothing of single services.
    case whatFeedsMayTell
  }

  public init(_ world: World, knowing knowledge: Knowledge) {
    settings = world.settings
    log = OracleLog(world, servicesAreKnown: knowledge == .everything)
    grain = knowledge == .everything ? 1 : world.settings.stepSeconds
    hidden = HiddenLikelihood(log: log, delays: FaultDelays(settings.faults))
  }

  public func answer(_ drop: TrueDrop) -> Answer {
    let onsets = OnsetLikelihood(drop, settings: settings, log: log, grain: grain)
    let repair = RepairLikelihood(drop, settings: settings, log: log, grain: grain)
    let hit = onsets.onsets.indices.filter { onsets.onsets[$0] != nil }
    let decoys = DecoyLikelihood(drop, hit: hit, settings: settings, log: log)
    let faults = settings.faults
    let unrecorded = max(0, 1 - faults.causeChange - faults.causeExternal)
    let none =
      decoys.likelihood(without: nil)
      * (faults.causeExternal * onsets.external() + unrecorded * hidden.density(onsets))
    let earliest = drop.start.advanced(bySeconds: -OnsetLikelihood.longest)
    var weights: [(change: ChangeID, weight: Double)] = []
    for entry in log.entries where entry.start >= earliest && entry.start < drop.end {
      let density = onset(entry, onsets)
      guard density > 0 else { continue }
      let share = log.faultWeights[entry.service] / log.faultWeight
      let weight =
        faults.causeChange * share * density * repair.ratio(entry)
        * decoys.likelihood(without: entry.change)
      weights.append((entry.change, weight))
    }
    let total = weights.reduce(none) { $0 + $1.weight }
    guard total > 0 else { return Answer(changes: [], none: 1) }
    return Answer(
      changes: weights.map { ($0.change, $0.weight / total) }
        .sorted { ($1.1, $0.0) < ($0.1, $1.0) },
      none: none / total)
  }

  /// Either the row is right, or its marketplaces are any that a first step may reach.
  private func onset(_ entry: OracleLog.Entry, _ onsets: OnsetLikelihood) -> Double {
    let written = onsets.change(entry.steps)
    let wrong = settings.log.reachWrong
    guard wrong > 0 else { return written }
    let single = entry.steps.count == 1
    let all = Array(settings.marketplaces.indices)
    let reaches = Set([all] + log.model.rollouts.regions + all.map { [$0] })
    let other = reaches.sorted { $0.lexicographicallyPrecedes($1) }.reduce(0.0) { sum, reach in
      let chance = log.chance(ofFirst: reach, single: single)
      guard chance > 0 else { return sum }
      return sum + chance
        * onsets.change([(entry.steps[0].start, reach)] + entry.steps.dropFirst())
    }
    return (1 - wrong) * written + wrong * other
  }
}
