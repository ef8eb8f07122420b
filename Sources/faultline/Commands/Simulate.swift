import ArgumentParser
import Reporting
import Simulation

struct Simulate: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make a dataset with known causes (truth.json).",
    discussion: "Without --scenario each seed is another world: other marketplaces, steps, noise, "
      + "changes and drops.")

  @Argument(help: "The folder to write; it is made if it is not there.")
  var folder: String

  @Option(help: "The seed: the same seed gives the same bytes.")
  var seed: UInt64

  @Option(
    help: "A named world instead of a drawn one: \(Simulate.scenarios).",
    transform: Simulate.scenario)
  var scenario: Scenario?

  @Option(help: "Days of history.")
  var days: Int?

  @Option(help: "Length of a step in seconds.")
  var step: Int?

  @Option(help: "Order drops to plant.")
  var drops: Int?

  @Option(help: "Rollout steps a day.")
  var stepsPerDay: Double?

  @Option(help: "Slow noise of demand (standard deviation, relative).")
  var noise: Double?

  @Option(help: "How often an AI-assisted change fails, as a multiple of another.")
  var aiFaultRatio: Double?

  @Flag(help: "Do not compress the order metrics.")
  var plain = false

  @OptionGroup var common: CommonOptions

  static func scenario(_ name: String) throws -> Scenario {
    guard let scenario = Scenario(rawValue: name) else {
      throw ValidationError("No scenario \"\(name)\"; there is \(scenarios).")
    }
    return scenario
  }

  static var scenarios: String {
    Scenario.allCases.map(\.rawValue).joined(separator: ", ")
  }

  func validate() throws {
    if let step, !(1...86_400).contains(step) || 86_400 % step != 0 {
      throw ValidationError("--step must divide a day of 86400 seconds.")
    }
    if let days, !(1...1000).contains(days) { throw ValidationError("--days takes 1 to 1000.") }
    if let drops, !(0...200).contains(drops) { throw ValidationError("--drops takes 0 to 200.") }
  }

  func run() async throws {
    try await exiting(common.color) {
      let world = scenario?.world(seed: seed) ?? drawn()
      try DatasetWriter.write(world, to: folder, compress: !plain)
      common.say(
        "Wrote \(folder): \(world.series.count) marketplaces, \(world.deploys.count) rollout steps, "
          + "\(world.truth.drops.count) planted drops. Next: faultline nightly \(folder) "
          + "--reports reports")
      if common.json {
        try Diagnostics.result(
          TerminalText.simulateJSON(
            folder: folder, seed: seed, marketplaces: world.series.count,
            deploys: world.deploys.count, drops: world.truth.drops.count))
      }
      return .done
    }
  }

  private func drawn() -> World {
    var settings = WorldSettings.evaluation(seed: seed)
    if let days { settings.days = days }
    if let step { settings.stepSeconds = step }
    if let drops { settings.faults.drops = drops }
    if let stepsPerDay { settings.log.stepsPerDay = stepsPerDay }
    if let noise { settings.demand.slowNoise = noise }
    if let aiFaultRatio { settings.faults.aiFaultRatio = aiFaultRatio }
    return World.make(settings, seed: seed)
  }
}
