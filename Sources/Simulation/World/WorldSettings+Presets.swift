import Statistics
import Vocabulary

extension WorldSettings {
  /// A world that is made in a moment: three marketplaces, three weeks in steps of 15 minutes.
  public static var small: WorldSettings {
    var settings = WorldSettings(days: 21, stepSeconds: 900, marketplaces: ["US", "DE", "JP"])
    settings.register.tierOne = 30
    settings.register.tierTwo = 5
    settings.log.stepsPerDay = 40
    settings.faults.drops = 3
    settings.faults.quietDays = 7
    return settings
  }

  /// Settings drawn for one of the many worlds on which the tool is measured.
  ///
  /// Worlds differ in step, length, number and size of marketplaces, noise, calendar, deploy rate
  /// and in what the records show, so that nothing is tuned to one kind: steps of 1, 5 and 15 minutes,
  /// 3 to 20 marketplaces, 5 weeks to 9 months, with and without a calendar. At most about a million
  /// samples each.
  public static func evaluation(seed: UInt64) -> WorldSettings {
    var random = SeededGenerator(seed: seed, stream: "settings")
    let step = random.choice([(60, 0.25), (300, 0.5), (900, 0.25)]) ?? 300
    let longest = min(39, 1_000_000 / (3 * 7 * 86_400 / step))
    let weeks = Int(random.logUniform(5, Double(longest + 1)))
    let samples = weeks * 7 * 86_400 / step
    let most = min(20, 1_000_000 / samples)
    let codes = random.shuffled(allMarketplaces).prefix(random.integer(in: 3...most)).sorted()
    let start = Timestamp(.init(year: 2025, month: 1, day: 6))
      .advanced(bySeconds: 86_400 * random.integer(below: 365))
    var settings = WorldSettings(
      start: start, days: weeks * 7, stepSeconds: step, marketplaces: codes)
    settings.demand = demand(random: &random)
    settings.special.onCalendar = random.choice([(0.0, 0.3), (0.8, 0.5), (1.0, 0.2)]) ?? 0.8
    settings.register.tierOne = Int(random.logUniform(20, 335))
    settings.register.tierTwo = settings.register.tierOne / 5
    settings.log.stepsPerDay = random.logUniform(30, 300)
    settings.log.rollbacksMissing = random.choice([(0.0, 0.3), (0.1, 0.5), (0.5, 0.2)]) ?? 0.1
    settings.provenance.aiShare = random.uniform(0.15, 0.6)
    settings.faults = faults(weeks: weeks, random: &random)
    settings.provenance.aiSizeRatio = settings.faults.sizeFaultExponent > 0 ? 2 : 1
    settings.feed.gapsPerMonth = random.uniform(0, 5)
    return settings
  }

  private static func demand(random: inout SeededGenerator) -> DemandSettings {
    var demand = DemandSettings()
    demand.dailyOrders = random.logUniform(30_000, 10_000_000)
    demand.sizeSpread = random.uniform(0.1, 0.8)
    demand.weeklyDrift = random.uniform(0, 0.015)
    demand.slowNoise = random.uniform(0.02, 0.06)
    demand.sharedNoise = random.uniform(0.003, 0.012)
    demand.noiseHours = random.uniform(1, 8)
    demand.dayNoise = random.uniform(0.005, 0.02)
    demand.dispersion = random.uniform(1.2, 3)
    demand.errorsPerOrder = random.logUniform(0.02, 0.3)
    return demand
  }

  private static func faults(weeks: Int, random: inout SeededGenerator) -> FaultSettings {
    var faults = FaultSettings()
    // About one and a quarter a week after the quiet days, between 6 and 40.
    faults.drops = min(40, max(6, random.poisson(mean: 1.25 * Double(weeks - 2)) + 3))
    faults.causeChange = random.uniform(0.45, 0.85)
    faults.causeExternal = (1 - faults.causeChange) * random.uniform(0.4, 0.8)
    faults.decoys = random.uniform(0.2, 0.8)
    faults.overlapping = random.choice([(0.0, 0.5), (0.1, 0.3), (0.3, 0.2)]) ?? 0.1
    faults.aiFaultRatio = random.choice([(1.0, 0.6), (2.0, 0.2), (0.5, 0.2)]) ?? 1
    faults.undocumentedFaultRatio = random.choice([(1.0, 0.7), (3.0, 0.3)]) ?? 1
    faults.sizeFaultExponent = random.choice([(0.0, 0.6), (0.5, 0.4)]) ?? 0
    faults.openAtEnd = random.chance(0.15)
    return faults
  }
}
