import ArgumentParser
import Correlation
import Datastore
import Detection
import Simulation
import Vocabulary

struct Evaluate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract:
      "How often links were right: the tool's own record, simulated worlds, or real demand.",
    discussion:
      "Without an option: the links that nightly recorded, by the verdicts of teams and the causes "
      + "that incidents name. With --worlds: finding and linking where the truth is known. With "
      + "--series: finding and costing on real demand.")

  @Option(help: "Seeds of the worlds, for instance 1..20.", transform: Evaluate.seeds)
  var worlds: ClosedRange<UInt64>?

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

  @OptionGroup var common: CommonOptions

  static func seeds(_ text: String) throws -> ClosedRange<UInt64> {
    let bounds = text.split(separator: ".", omittingEmptySubsequences: true).map { UInt64($0) }
    guard let first = bounds.first ?? nil, let last = bounds.last ?? nil, first <= last else {
      throw ValidationError("\"\(text)\" is not a range of seeds such as 1..20.")
    }
    return first...last
  }

  func validate() throws {
    if worlds != nil, series != nil {
      throw ValidationError("Name either --worlds or --series.")
    }
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
      guard let worlds else {
        try showOwnRecord()
        return .done
      }
      var detection = DetectionTally()
      var links = LinkTally()
      for seed in worlds {
        let world =
          scenario?.world(seed: seed) ?? World.make(.evaluation(seed: seed), seed: seed)
        let outcome = await judge(world, settings: settings, links: &links)
        detection.add(outcome, stepSeconds: world.settings.stepSeconds)
        if common.verbose { common.say(ScoreText.world(world, outcome)) }
        common.progress(
          "Worlds", Double(seed - worlds.lowerBound + 1) / Double(worlds.count))
      }
      Diagnostics.result(ScoreText.summary(detection, links, worlds: worlds.count))
      return .done
    }
  }

  private func showOwnRecord() throws {
    let store = try Store(readingFrom: common.db)
    let record = OwnRecord(
      drops: try store.recordedDrops(), verdicts: try store.verdicts().map(\.verdict),
      incidents: try store.incidents())
    Diagnostics.result(
      common.json ? ScoreText.ownRecordJSON(record) : ScoreText.ownRecord(record))
  }

  /// Finds and links one world as a nightly run would, and scores both.
  private func judge(
    _ world: World, settings: Settings, links: inout LinkTally
  ) async -> DetectionOutcome {
    let found = await Detector(settings: settings.detection)
      .detect(world.series, calendar: world.calendar)
    let outcome = DetectionOutcome(
      world.truth, found: found.drops, dismissed: found.dismissed,
      marketplaces: world.settings.marketplaces.count, window: world.settings.window)
    let rollouts = world.changes.map(\.rollout)
    let graph = ServiceGraph(world.services)
    let attributions = Correlator(settings: settings.correlation, topology: graph).attribute(
      found.drops, rollouts: rollouts, incidents: world.incidents,
      quiet: QuietTime(history: world.settings.window, drops: found.drops))
    let said = Dictionary(uniqueKeysWithValues: attributions.map { ($0.drop, $0) })
    let log = PeerLog(rollouts: rollouts, topology: graph)
    for match in outcome.matches {
      guard let drop = match.found, let attribution = said[drop.id] else { continue }
      let peers = Dictionary(
        uniqueKeysWithValues: PeerRule.allCases.map { ($0.rawValue, $0.rank(drop, in: log)) })
      links.add(match.planted, attribution, peers: peers)
    }
    return outcome
  }
}
