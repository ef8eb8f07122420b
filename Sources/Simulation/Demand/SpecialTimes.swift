import Statistics
import Vocabulary

/// A public holiday of one marketplace: one local day.
struct Holiday: Sendable {
  let marketplace: Int
  let day: Int
  /// The day's orders relative to an ordinary one.
  let factor: Double
  let onCalendar: Bool
  let name: String
}

/// A promotion of one marketplace.
struct Promotion: Sendable {
  let marketplace: Int
  let window: TimeWindow
  let factor: Double
  let onCalendar: Bool
  let name: String
}

/// A slow fall of demand everywhere, which comes and goes like half a wave.
struct DemandShift: Sendable {
  let window: TimeWindow
  /// The relative fall at its middle.
  let depth: Double

  /// The factor on orders at `moment`.
  func factor(at moment: Timestamp) -> Double {
    guard window.contains(moment), window.seconds > 0 else { return 1 }
    let part = Double(moment.seconds(since: window.start)) / Double(window.seconds)
    return 1 - depth * 0.5 * (1 - PortableMath.cosine(turns: part))
  }
}

/// What moves orders and is no drop.
struct SpecialTimes: Sendable {
  var holidays: [Holiday] = []
  var promotions: [Promotion] = []
  var shifts: [DemandShift] = []

  /// Draws them for every marketplace; a scenario may add its own.
  init(settings: WorldSettings, clocks: [LocalClock], seed: UInt64) {
    let months = Double(settings.days) / 28
    let special = settings.special
    for (index, clock) in clocks.enumerated() {
      var random = SeededGenerator(
        seed: seed, stream: "special/\(settings.marketplaces[index])")
      let firstDay = clock.local(settings.window.start).day
      for _ in 0..<random.poisson(mean: special.holidaysPerMonth * months) {
        holidays.append(
          Holiday(
            marketplace: index, day: firstDay + random.integer(in: 1...max(1, settings.days - 1)),
            factor: random.uniform(0.55, 0.85), onCalendar: random.chance(special.onCalendar),
            name: "Public holiday"))
      }
      for _ in 0..<random.poisson(mean: special.promotionsPerMonth * months) {
        let day = firstDay + random.integer(in: 1...max(1, settings.days - 1))
        let start = clock.moment(day: day, second: 3600 * random.integer(in: 0...18))
        promotions.append(
          Promotion(
            marketplace: index,
            window: TimeWindow(start: start, seconds: 3600 * random.integer(in: 6...48)),
            factor: random.uniform(1.2, 1.8), onCalendar: random.chance(special.onCalendar),
            name: "Promotion"))
      }
    }
    var random = SeededGenerator(seed: seed, stream: "special/shifts")
    for _ in 0..<random.poisson(mean: special.shiftsPerMonth * months) {
      let hours = random.uniform(4, 12)
      let offset = random.integer(below: max(1, settings.window.seconds))
      shifts.append(
        DemandShift(
          window: TimeWindow(
            start: settings.start.advanced(bySeconds: offset), seconds: Int(hours * 3600)),
          depth: random.uniform(0.02, special.deepestShift)))
    }
  }

  init() {}
}
