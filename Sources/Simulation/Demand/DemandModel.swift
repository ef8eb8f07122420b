import Statistics
import Vocabulary

/// The orders that would come in each step of each marketplace if nothing broke.
struct Demand: Sendable {
  /// What could be known: shape, week, drift, holidays, promotions, shifts. [marketplace][step]
  var expected: [[Double]] = []
  /// The mean of the counts: `expected` times autocorrelated noise and day effects.
  var intensity: [[Double]] = []
}

/// Makes a world's demand.
struct DemandModel: Sendable {
  let settings: WorldSettings
  let grid: TimeGrid
  let countries: [Country]
  let clocks: [LocalClock]
  let special: SpecialTimes
  let seed: UInt64

  /// The time over which a promotion's start and end are drawn out, in seconds: pages and prices
  /// switch within minutes.
  private static let promotionRamp = 900.0
  /// Standard deviation of the wandering of the level from week to week, on top of the growth.
  private static let weeklyWander = 0.01

  func demand() -> Demand {
    let noise = settings.demand
    var sharedRandom = SeededGenerator(seed: seed, stream: "noise/shared")
    let shared = autoregression(sd: noise.sharedNoise, random: &sharedRandom)
    let sizes = dailyOrders()
    var demand = Demand()
    for (index, country) in countries.enumerated() {
      let expected = expectedLine(index, dailyOrders: sizes[index])
      var random = SeededGenerator(seed: seed, stream: "noise/\(country.code)")
      let own = autoregression(sd: noise.slowNoise, random: &random)
      let days = dayEffects(random: &random)
      var intensity = expected
      for step in intensity.indices {
        let (day, second) = clocks[index].local(grid.time(step))
        let dayEffect = faded(second: second) { shift in days[day + shift - firstDay(index) + 1] }
        intensity[step] *= PortableMath.exp(own[step] + shared[step] + dayEffect)
      }
      demand.expected.append(expected)
      demand.intensity.append(intensity)
    }
    return demand
  }

  /// Orders a day of each marketplace.
  private func dailyOrders() -> [Double] {
    let total = countries.map(\.size).reduce(0, +)
    return countries.map { country in
      if let share = settings.demand.shares[country.code] {
        return settings.demand.dailyOrders * share
      }
      var random = SeededGenerator(seed: seed, stream: "size/\(country.code)")
      let usual = settings.demand.dailyOrders * country.size / total
      return random.logNormal(median: usual, sd: settings.demand.sizeSpread)
    }
  }

  private func firstDay(_ marketplace: Int) -> Int { clocks[marketplace].local(grid.start).day }

  private func expectedLine(_ index: Int, dailyOrders: Double) -> [Double] {
    var random = SeededGenerator(seed: seed, stream: "shape/\(countries[index].code)")
    let shape = DailyShape(weekend: countries[index].weekend, random: &random)
    let levels = weeklyLevels(random: &random)
    let perStep = dailyOrders * Double(grid.stepSeconds) / 86_400
    let holidays = Dictionary(
      special.holidays.filter { $0.marketplace == index }.map { ($0.day, $0.factor) },
      uniquingKeysWith: min)
    let promotions = special.promotions.filter { $0.marketplace == index }
    return (0..<grid.count).map { step in
      let moment = grid.time(step)
      let (day, second) = clocks[index].local(moment)
      let daily = faded(second: second) { shift in
        let holiday = holidays[day + shift]
        return shape.value(day: day + shift, second: second, special: holiday != nil)
          * (holiday ?? 1)
      }
      let week = Double(step * grid.stepSeconds) / (7 * 86_400)
      let part = week - week.rounded(.down)
      let level = levels[Int(week)] * (1 - part) + levels[Int(week) + 1] * part
      var value = perStep * daily * level
      for promotion in promotions { value *= factor(of: promotion, at: moment) }
      for shift in special.shifts { value *= shift.factor(at: moment) }
      return value
    }
  }

  /// Blends `value(0)` with the neighbouring day's around midnight.
  private func faded(second: Int, value: (Int) -> Double) -> Double {
    let fade = DailyShape.fade
    if second < fade {
      let other = 0.5 - Double(second) / Double(2 * fade)
      return (1 - other) * value(0) + other * value(-1)
    }
    if second > 86_400 - fade {
      let other = 0.5 - Double(86_400 - second) / Double(2 * fade)
      return (1 - other) * value(0) + other * value(1)
    }
    return value(0)
  }

  private func factor(of promotion: Promotion, at moment: Timestamp) -> Double {
    let since = Double(moment.seconds(since: promotion.window.start))
    let until = Double(promotion.window.end.seconds(since: moment))
    let rise = max(0, min(1, min(since, until) / Self.promotionRamp))
    return 1 + (promotion.factor - 1) * rise
  }

  /// The level at the start of each week and of the one after the last.
  private func weeklyLevels(random: inout SeededGenerator) -> [Double] {
    let drift = settings.demand.weeklyDrift
    let growth = random.uniform(-drift, drift)
    var level = 0.0
    return (0...(settings.days / 7 + 2)).map { _ in
      let value = PortableMath.exp(level)
      level += growth + (drift > 0 ? random.normal(sd: Self.weeklyWander) : 0)
      return value
    }
  }

  /// One effect for each local day, from the day before the first to the day after the last.
  private func dayEffects(random: inout SeededGenerator) -> [Double] {
    (0..<(settings.days + 4)).map { _ in random.normal(sd: settings.demand.dayNoise) }
  }

  /// Stationary noise whose correlation falls exponentially with the distance in time.
  private func autoregression(sd: Double, random: inout SeededGenerator) -> [Double] {
    let correlation = Self.stepCorrelation(settings)
    let innovation = sd * (1 - correlation * correlation).squareRoot()
    var value = random.normal(sd: sd)
    return (0..<grid.count).map { _ in
      defer { value = correlation * value + random.normal(sd: innovation) }
      return value
    }
  }

  /// Correlation of the slow noise from one step to the next.
  static func stepCorrelation(_ settings: WorldSettings) -> Double {
    PortableMath.exp(-Double(settings.stepSeconds) / (3600 * settings.demand.noiseHours))
  }
}
