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
  /// Seconds to which the start of a drop is weighed that must be dated.
  private static let dated = 30
  /// `nil` unless onsets must be dated.
  private let dating: FallDating?

  /// What the oracle knows of onsets, ends, and the risk of services.
  public enum Knowledge: Sendable {
    /// To the second, and how often changes to each service cost orders: no feed tells either.
    case everything
    /// To the step in which orders are counted, and nothing of single services.
    case whatFeedsMayTell
    /// The same, but of onsets what orders and website errors tell of them (`FallDating`): what nobody
    /// can pass who must date drops.
    case whatCountsTell
  }

  public init(_ world: World, knowing knowledge: Knowledge) {
    settings = world.settings
    log = OracleLog(world, servicesAreKnown: knowledge == .everything)
    grain = knowledge == .everything ? 1 : world.settings.stepSeconds
    hidden = HiddenLikelihood(log: log, delays: FaultDelays(settings.faults))
    dating = knowledge == .whatCountsTell ? FallDating(world) : nil
  }

  private func onsets(of drop: TrueDrop) -> KnownOnsets {
    dating?.onsets(of: drop) ?? KnownOnsets(drop, settings: settings, grain: grain)
  }

  public func answer(_ drop: TrueDrop) -> Answer {
    let known = onsets(of: drop)
    let onsets = OnsetLikelihood(known, settings: settings, log: log)
    let repair = RepairLikelihood(drop, settings: settings, log: log, grain: grain)
    let decoys = Decoys(
      hit: known.hit, settings: settings, log: log,
      grain: known.isDated ? Self.dated : 1)
    let faults = settings.faults
    let unrecorded = max(0, 1 - faults.causeChange - faults.causeExternal)
    let without = { decoys.likelihood(from: $0, without: nil) }
    let none =
      faults.causeExternal * onsets.external(beside: without)
      + (unrecorded > 0 ? unrecorded * hidden.density(onsets, beside: without) : 0)
    let earliest = known.origin.advanced(bySeconds: -OnsetLikelihood.longest)
    var weights: [(change: ChangeID, weight: Double)] = []
    for entry in log.entries(from: earliest, to: drop.end) {
      var weighed: (start: Timestamp, value: Double)?
      let density = onset(entry, onsets) { start in
        if let weighed, weighed.start == start { return weighed.value }
        let value =
          repair.ratio(entry, from: start) * decoys.likelihood(from: start, without: entry.change)
        weighed = (start, value)
        return value
      }
      guard density > 0 else { continue }
      let share = log.faultWeights[entry.service] / log.faultWeight
      weights.append((entry.change, faults.causeChange * share * density))
    }
    let total = weights.reduce(none) { $0 + $1.weight }
    guard total > 0 else { return Answer(changes: [], none: 1) }
    return Answer(
      changes: weights.map { ($0.change, $0.weight / total) }
        .sorted { ($1.1, $0.0) < ($0.1, $1.0) },
      none: none / total)
  }

  /// Either the row is right, or its marketplaces are any that a first step may reach.
  private func onset(
    _ entry: OracleLog.Entry, _ onsets: OnsetLikelihood, beside: OnsetLikelihood.Beside
  ) -> Double {
    let written = onsets.change(entry.steps, beside: beside)
    let wrong = settings.log.reachWrong
    guard wrong > 0 else { return written }
    let single = entry.steps.count == 1
    let all = Array(settings.marketplaces.indices)
    let reaches = Set([all] + log.model.rollouts.regions + all.map { [$0] })
    let other = reaches.sorted { $0.lexicographicallyPrecedes($1) }.reduce(0.0) { sum, reach in
      let chance = log.chance(ofFirst: reach, single: single)
      guard chance > 0 else { return sum }
      return sum + chance
        * onsets.change(
          [(entry.steps[0].start, reach)] + entry.steps.dropFirst(), beside: beside)
    }
    return (1 - wrong) * written + wrong * other
  }
}
