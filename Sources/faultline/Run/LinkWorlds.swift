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
      let judged = await withTaskGroup(of: (UInt64, [LinkTrial.Case]).self) { group in
        for seed in first...last {
          group.addTask { (seed, await cases(World.make(.linking(seed: seed), seed: seed))) }
        }
        return await group.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }
      }
      for (_, cases) in judged { trial.add(cases) }
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
    let found = await Detector(settings: settings.detection)
      .detect(world.series, calendar: world.calendar)
    let matches = DetectionOutcome(world, found: found.drops, dismissed: found.dismissed).matches
      .compactMap { match in match.found.map { (planted: match.planted, drop: $0) } }
    let correlator = Correlator(
      settings: settings.correlation, topology: ServiceGraph(world.services))
    let known = matches.map { match in
      KnownCase(
        drop: match.drop.id, onset: match.drop.window.start,
        marketplaces: match.drop.marketplaces,
        cause: match.planted.cause == .change ? match.planted.causeChange : nil,
        knownAt: match.drop.window.end.advanced(bySeconds: 86_400))
    }
    let quiet = QuietTime(since: world.settings.window.start, drops: found.drops)
    let rollouts = world.changes.map(\.rollout)
    let drops = matches.map(\.drop)
    let plain = correlator.attribute(
      drops, rollouts: rollouts, incidents: world.incidents, quiet: quiet)
    let learned = correlator.attribute(
      drops, rollouts: rollouts, incidents: world.incidents, quiet: quiet, known: known)
    trial.addWorld()
    for (match, (before, after)) in zip(matches, zip(plain, learned)) {
      trial.add(match.planted, plain: before, learned: after)
    }
  }

  private func cases(_ world: World) async -> [LinkTrial.Case] {
    let found = await Detector(settings: settings.detection)
      .detect(world.series, calendar: world.calendar)
    let outcome = DetectionOutcome(world, found: found.drops, dismissed: found.dismissed)
    let rollouts = world.changes.map(\.rollout)
    let graph = ServiceGraph(world.services)
    let correlator = Correlator(settings: settings.correlation, topology: graph)
    let quiet = QuietTime(since: world.settings.window.start, drops: found.drops)
    let matches = outcome.matches.compactMap { match in
      match.found.map { (planted: match.planted, drop: $0) }
    }
    func attributions(_ drops: [Drop]) -> [Attribution] {
      correlator.attribute(drops, rollouts: rollouts, incidents: world.incidents, quiet: quiet)
    }
    let said = attributions(matches.map(\.drop))
    let shifted = LinkWorlds.shifts.map { steps in
      attributions(matches.map { $0.drop.onsetMoved(bySteps: steps) })
    }
    let placed = attributions(matches.map { $0.drop.placed(as: $0.planted) })
    let oracle = LinkOracle(world, knowing: .whatFeedsMayTell)
    let dating = LinkOracle(world, knowing: .whatCountsTell)
    let allKnowing = LinkOracle(world, knowing: .everything)
    let log = PeerLog(rollouts: rollouts, topology: graph)
    return matches.enumerated().map { number, match in
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
