import Statistics
import Vocabulary

extension WorldSettings {
  /// Settings drawn for one of the worlds on which links are measured: short, from sparse (40
  /// changes a day, 60 services) to dense (400 a day, 335 services), with everything that makes a
  /// cause hard to tell: decoys, overlapping drops, leaks, rollbacks that the log lacks, rows with
  /// wrong marketplaces, drops of clouds and people, and changes that stand nowhere.
  public static func linking(seed: UInt64) -> WorldSettings {
    var random = SeededGenerator(seed: seed, stream: "link settings")
    let step = random.choice([(60, 0.25), (300, 0.65), (900, 0.1)]) ?? 300
    let weeks = step == 60 ? 5 : random.integer(in: 5...8)
    let codes = random.shuffled(allMarketplaces).prefix(random.integer(in: 4...10)).sorted()
    let start = Timestamp(.init(year: 2025, month: 1, day: 6))
      .advanced(bySeconds: 86_400 * random.integer(below: 365))
    var settings = WorldSettings(
      start: start, days: weeks * 7, stepSeconds: step, marketplaces: codes)
    settings.demand.dailyOrders = random.logUniform(100_000, 10_000_000)
    settings.demand.slowNoise = random.uniform(0.02, 0.05)
    settings.demand.noiseHours = random.uniform(1, 8)
    // Dense logs belong to shops of many services.
    let density = random.uniform()
    let services = 60 * PortableMath.pow(335.0 / 60, density)
    settings.register.tierOne = Int(services)
    settings.register.tierTwo = Int(services) / 5
    let changes = 40 * PortableMath.pow(10, density)
    settings.log.stepsPerDay =
      changes * RolloutModel(countries: Country.named(codes)).meanSteps
    settings.log.rollbacksMissing = random.choice([(0.0, 0.25), (0.1, 0.5), (0.5, 0.25)]) ?? 0.1
    settings.log.reachWrong = random.choice([(0.0, 0.3), (0.03, 0.4), (0.08, 0.3)]) ?? 0.03
    settings.faults = linkFaults(weeks: weeks, random: &random)
    return settings
  }

  /// The same for half a year, with delays and a share of changes behind drops that are far from
  /// what the tool takes for granted: what people conclude has something to teach.
  public static func ownRates(seed: UInt64) -> WorldSettings {
    var settings = linking(seed: seed)
    var random = SeededGenerator(seed: seed, stream: "own rates")
    settings.days = 26 * 7
    settings.stepSeconds = 900
    settings.marketplaces = Array(settings.marketplaces.prefix(5))
    settings.log.stepsPerDay = min(settings.log.stepsPerDay, 150)
    settings.faults.drops = 70
    settings.faults.causeChange = random.choice([(0.25, 0.5), (0.9, 0.5)]) ?? 0.25
    settings.faults.causeExternal = (1 - settings.faults.causeChange) * 0.7
    settings.faults.delayFactor = random.choice([(0.3, 0.3), (4.0, 0.7)]) ?? 4
    return settings
  }

  private static func linkFaults(weeks: Int, random: inout SeededGenerator) -> FaultSettings {
    var faults = FaultSettings()
    faults.drops = 4 * (weeks - 2)
    faults.causeChange = random.uniform(0.45, 0.85)
    faults.causeExternal = (1 - faults.causeChange) * random.uniform(0.4, 0.8)
    faults.decoys = random.uniform(0.2, 0.8)
    faults.overlapping = random.choice([(0.1, 0.6), (0.3, 0.4)]) ?? 0.1
    faults.leaks = random.uniform(0.05, 0.25)
    faults.minimumSignal = 2.5
    faults.openAtEnd = random.chance(0.15)
    return faults
  }
}
