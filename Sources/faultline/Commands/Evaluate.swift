import ArgumentParser
import Correlation
import Datastore
import Detection
import Simulation
import Vocabulary

struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract:
      "How often links were right: the tool's own record, simulated worlds, or real demand.",
    discussion:
      "Without an option: the links that nightly recorded, by the verdicts of teams and the causes "
      + "that incidents name. With --worlds: finding and linking where the truth is known. With "
      + "--series: finding and costing on real demand. With --trend-worlds: how often what trend says "
      + "of groups of changes holds.")

  @Option(help: "Seeds of the worlds, for instance 1..20.", transform: Evaluate.seeds)
  var worlds: ClosedRange<UInt64>?

  @Option(
    help: "Seeds of worlds made to test links, beside an oracle that knows their rates.",
    transform: Evaluate.seeds)
  var linkWorlds: ClosedRange<UInt64>?

  @Flag(
    help:
      "Of --link-worlds: worlds with rates of their own, to see what learning from them is worth.")
  var ownRates = false

  @Option(
    help:
      "Judge each world at these settings of false_drops_per_quarter too, for instance 0.5,1,2.",
    transform: Evaluate.numbers)
  var rates: [Double] = []

  @Option(
    help: "In the place of worlds: sorted order metrics (CSV) into which drops are planted.")
  var series: String?

  @Option(help: "Of real demand: known events (CSV with the columns of calendar.csv).")
  var calendar: String?

  @Option(help: "Of real demand: windows in which something is known to have happened (the same).")
  var labels: String?

  @Option(help: "Of real demand: the share of orders that a planted drop takes away.")
  var depth = 0.5

  @Option(
    help: "Worlds of this scenario instead of drawn ones: \(Simulate.scenarios).",
    transform: Simulate.scenario)
  var scenario: Scenario?

  @Flag(
    help:
      "Replay the safeguards over the worlds too, and say whether the intervals held what was planted."
  )
  var replay = false

  @Flag(
    help:
      "Judge the last nights of the worlds one by one too, each with the orders that it had.")
  var nights = false

  @Option(
    name: .customLong("trend-worlds"),
    help: "Seeds of simulated half-years with planted ratios, for what trend says of them.",
    transform: Evaluate.seeds)
  var trendWorlds: ClosedRange<UInt64>?

  @OptionGroup var common: CommonOptions

  static func seeds(_ text: String) throws -> ClosedRange<UInt64> {
    let bounds = text.split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
    guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, first <= last else {
      throw ValidationError("\"\(text)\" is not a range of seeds such as 1..20.")
    }
    return first...last
  }

  static func numbers(_ text: String) throws -> [Double] {
    try text.split(separator: ",").map { part in
      guard let number = Double(part), number > 0, number <= 100 else {
        throw ValidationError("\"\(part)\" is not a number above 0 and up to 100.")
      }
      return number
    }
  }

  func validate() throws {
    if [worlds != nil, linkWorlds != nil, trendWorlds != nil, series != nil].count(where: { $0 })
      > 1
    {
      throw ValidationError("Name one of --worlds, --link-worlds, --trend-worlds and --series.")
    }
    if replay, worlds == nil { throw ValidationError("--replay is for --worlds.") }
    if nights, worlds == nil { throw ValidationError("--nights is for --worlds.") }
    if ownRates, linkWorlds == nil { throw ValidationError("--own-rates is for --link-worlds.") }
    if scenario != nil, worlds == nil { throw ValidationError("--scenario is for --worlds.") }
    if series == nil, calendar != nil || labels != nil {
      throw ValidationError("--calendar and --labels are for --series.")
    }
    if !(depth > 0 && depth <= 1) { throw ValidationError("--depth takes 0 to 1.") }
  }

  func run() async throws {
    try await exiting(common.color) {
      let settings = try Settings(path: common.config)
      if let series {
        try await RealDemand(settings: settings, calendar: calendar, labels: labels)
          .score(series, depth: depth, common: common)
        return .done
      }
      if let trendWorlds {
        let scores = await TrendTrial(seeds: trendWorlds).scores { [common] done in
          common.progress("Half-years", done)
        }
        try Diagnostics.result(scores.text)
        return .done
      }
      if let linkWorlds {
        let links = LinkWorlds(settings: settings)
        try Diagnostics.result(
          ownRates
            ? ScoreText.learning(await links.scoreLearning(linkWorlds, common: common))
            : ScoreText.links(await links.score(linkWorlds, common: common)))
        return .done
      }
      guard let worlds else {
        try showOwnRecord()
        return .done
      }
      var detection = DetectionScores()
      var others = rates.map { (rate: $0, scores: DetectionScores()) }
      var links = LinkTally()
      var trial = ReplayTrial()
      var byNight = NightTally()
      for seed in worlds {
        let world =
          scenario?.world(seed: seed) ?? World.make(.evaluation(seed: seed), seed: seed)
        let detector = Detector(settings: settings.detection)
        let (outcome, found) = await judge(
          world, detector, settings: settings, links: &links, trial: &trial)
        let wrongByNight =
          nights
          ? await NightTrial(settings.detection).add(world, found: found, to: &byNight) : []
        detection.add(outcome, of: world, threshold: detector.threshold(of: world))
        for index in others.indices {
          var changed = settings.detection
          changed.falseDropsPerQuarter = others[index].rate
          let detector = Detector(settings: changed)
          let found = await detector.detect(world.series, calendar: world.calendar)
          others[index].scores.add(
            DetectionOutcome(world, found: found.drops, dismissed: found.dismissed), of: world,
            threshold: detector.threshold(of: world))
        }
        if common.verbose {
          common.say(([ScoreText.world(world, outcome)] + wrongByNight).joined(separator: "\n"))
        }
        common.progress(
          "Worlds", Double(seed - worlds.lowerBound + 1) / Double(worlds.count))
      }
      try Diagnostics.result(ScoreText.summary(detection, links))
      if nights { try Diagnostics.result("\n" + byNight.text) }
      if replay { try Diagnostics.result("\n" + ScoreText.replay(trial.tally)) }
      if !others.isEmpty {
        let own = [(rate: settings.detection.falseDropsPerQuarter, tally: detection.all)]
        try Diagnostics.result(
          "\n" + BreakdownText.rates(own + others.map { ($0.rate, $0.scores.all) }))
      }
      return .done
    }
  }

  private func showOwnRecord() throws {
    let store = try Store(readingFrom: common.db)
    let record = OwnRecord(
      drops: try store.recordedDrops(), verdicts: try store.verdicts().map(\.verdict),
      incidents: try store.incidents())
    try Diagnostics.result(
      common.json ? ScoreText.ownRecordJSON(record) : ScoreText.ownRecord(record))
  }

  /// Finds and links one world as a nightly run would, and scores both.
  private func judge(
    _ world: World, _ detector: Detector, settings: Settings, links: inout LinkTally,
    trial: inout ReplayTrial
  ) async -> (DetectionOutcome, found: [Drop]) {
    let found = await detector.detect(world.series, calendar: world.calendar)
    let outcome = DetectionOutcome(world, found: found.drops, dismissed: found.dismissed)
    let rollouts = world.changes.map(\.rollout)
    let graph = ServiceGraph(world.services)
    let attributions = Correlator(settings: settings.correlation, topology: graph).attribute(
      found.drops, rollouts: rollouts, incidents: world.incidents,
      quiet: QuietTime(since: world.settings.window.start, drops: found.drops))
    let said = Dictionary(uniqueKeysWithValues: attributions.map { ($0.drop, $0) })
    if replay { trial.add(world, outcome, drops: found.drops, attributions: said) }
    let log = PeerLog(rollouts: rollouts, topology: graph)
    for match in outcome.matches {
      guard let drop = match.found, let attribution = said[drop.id] else { continue }
      let peers = Dictionary(
        uniqueKeysWithValues: PeerRule.allCases.map { ($0.rawValue, $0.rank(drop, in: log)) })
      links.add(match.planted, attribution, peers: peers)
    }
    return (outcome, found.drops)
  }
}

extension Detector {
  fileprivate func threshold(of world: World) -> Double {
    leastSignal(stepSeconds: world.settings.stepSeconds)
  }
}
