import Correlation
import Detection
import Simulation
import Vocabulary

/// Links drops in worlds made to test links, beside an oracle and the rules of others.
struct LinkWorlds {
  let settings: Settings

  func score(_ seeds: ClosedRange<UInt64>, common: CommonOptions) async -> LinkTrial {
    var trial = LinkTrial()
    for seed in seeds {
      let world = World.make(.linking(seed: seed), seed: seed)
      await add(world, to: &trial)
      common.progress("Worlds", Double(seed - seeds.lowerBound + 1) / Double(seeds.count))
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

  private func add(_ world: World, to trial: inout LinkTrial) async {
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
    // By one, two or three steps, earlier and later in turn.
    let wrong = attributions(
      matches.enumerated().map { number, match in
        match.drop.onsetMoved(bySteps: (number % 3 + 1) * (number % 2 == 0 ? 1 : -1))
      })
    let placed = attributions(matches.map { $0.drop.placed(as: $0.planted) })
    let oracle = LinkOracle(world, knowing: .whatFeedsMayTell)
    let dating = LinkOracle(world, knowing: .whatCountsTell)
    let allKnowing = LinkOracle(world, knowing: .everything)
    let log = PeerLog(rollouts: rollouts, topology: graph)
    trial.addWorld()
    for (number, match) in matches.enumerated() {
      trial.add(
        match.planted, said: said[number], shifted: wrong[number], placed: placed[number],
        oracle: oracle.answer(match.planted), dating: dating.answer(match.planted),
        allKnowing: allKnowing.answer(match.planted),
        peers: Dictionary(
          uniqueKeysWithValues: PeerRule.allCases.map {
            ($0.rawValue, $0.rank(match.drop, in: log))
          }))
    }
  }
}
