import Correlation
import Detection
import Simulation
import Vocabulary

/// Links drops in worlds made to test links, beside an oracle and the rules of others.
struct LinkWorlds {
  let settings: Settings

  /// By how many steps an onset is made wrong.
  private static let shifts = [-3, -2, -1, 1, 2, 3]
  /// Worlds that are judged at once; one alone leaves a core idle.
  private static let atOnce: UInt64 = 2

  /// Worlds in the order of their seeds, whatever the order in which they were done.
  func score(_ seeds: ClosedRange<UInt64>, common: CommonOptions) async -> LinkTrial {
    var trial = LinkTrial()
    for first in stride(
      from: seeds.lowerBound, through: seeds.upperBound, by: Int(LinkWorlds.atOnce))
    {
      let last = min(seeds.upperBound, first + LinkWorlds.atOnce - 1)
      let judged = await AtOnce.map(Array(first...last)) { seed in
        await cases(World.make(.linking(seed: seed), seed: seed))
      }
      for cases in judged { trial.add(cases) }
      common.progress("Worlds", Double(last - seeds.lowerBound + 1) / Double(seeds.count))
    }
    return trial
  }

  /// Worlds with rates of their own, where each drop is judged with and without the true conclusions
  /// about the drops before it.
  func scoreLearning(_ seeds: ClosedRange<UInt64>, common: CommonOptions) async -> LinkTrial {
    var trial = LinkTrial()
    for seed in seeds {
      await learn(World.make(.ownRates(seed: seed), seed: seed), into: &trial)
      common.progress("Worlds", Double(seed - seeds.lowerBound + 1) / Double(seeds.count))
    }
    return trial
  }

  private func learn(_ world: World, into trial: inout LinkTrial) async {
    let found = await FoundDrops(world, settings: settings)
    let known = found.matches.map { match in
      KnownCase(
        drop: match.drop.id, onset: match.drop.window.start,
        marketplaces: match.drop.marketplaces,
        cause: match.planted.cause == .change ? match.planted.causeChange : nil,
        knownAt: match.drop.window.end.advanced(bySeconds: 86_400))
    }
    let plain = found.links { $0.drop }
    let learned = found.links(known: known) { $0.drop }
    trial.addWorld()
    for (match, (before, after)) in zip(found.matches, zip(plain, learned)) {
      trial.add(match.planted, plain: before, learned: after)
    }
  }

  private func cases(_ world: World) async -> [LinkTrial.Case] {
    let found = await FoundDrops(world, settings: settings)
    let said = found.links { $0.drop }
    let shifted = LinkWorlds.shifts.map { steps in
      found.links { $0.drop.onsetMoved(bySteps: steps) }
    }
    let placed = found.links { $0.drop.placed(as: $0.planted) }
    let oracle = LinkOracle(world, knowing: .whatFeedsMayTell)
    let dating = LinkOracle(world, knowing: .whatCountsTell)
    let allKnowing = LinkOracle(world, knowing: .everything)
    let log = PeerLog(rollouts: found.rollouts, topology: found.topology)
    return found.matches.enumerated().map { number, match in
      LinkTrial.Case(
        planted: match.planted, said: said[number], shifted: shifted.map { $0[number] },
        placed: placed[number], oracle: oracle.answer(match.planted),
        dating: dating.answer(match.planted), allKnowing: allKnowing.answer(match.planted),
        peers: Dictionary(
          uniqueKeysWithValues: PeerRule.allCases.map {
            ($0.rawValue, $0.rank(match.drop, in: log))
          }))
    }
  }
}

/// The planted drops of a world that were found, ready to be linked.
private struct FoundDrops {
  typealias Match = (planted: TrueDrop, drop: Drop)

  let matches: [Match]
  let rollouts: [Rollout]
  let topology: ServiceGraph
  private let incidents: [Incident]
  private let quiet: QuietTime
  private let correlator: Correlator

  init(_ world: World, settings: Settings) async {
    let found = await Detector(settings: settings.detection)
      .detect(world.series, calendar: world.calendar)
    matches = DetectionOutcome(world, found: found.drops, dismissed: found.dismissed).matches
      .compactMap { match in match.found.map { (planted: match.planted, drop: $0) } }
    rollouts = world.changes.map(\.rollout)
    topology = ServiceGraph(world.services)
    incidents = world.incidents
    quiet = QuietTime(since: world.settings.window.start, drops: found.drops)
    correlator = Correlator(settings: settings.correlation, topology: topology)
  }

  /// The links of what `drop` makes of each match, in their order.
  func links(known: [KnownCase] = [], of drop: (Match) -> Drop) -> [Attribution] {
    correlator.attribute(
      matches.map(drop), rollouts: rollouts, incidents: incidents, quiet: quiet, known: known)
  }
}
