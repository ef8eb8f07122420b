import Vocabulary

/// The shop in which the March scenario plays: its size, its noise, its days off and sales.
enum MarchBackground {
  /// Orders a day and shares are chosen so that both published figures fit the published shape:
  /// 99 % of the North American orders of some hours are 6.3 million, and a fall by a quarter to
  /// a third for some 35 minutes, spreading over the world, is 120,000.
  static var settings: WorldSettings {
    var settings = WorldSettings(
      start: Timestamp(.init(year: 2026, month: 1, day: 5)), days: 67, stepSeconds: 300,
      marketplaces: [
        "US", "CA", "MX", "UK", "DE", "FR", "IT", "ES", "NL", "SE", "PL", "BE", "AE", "SA", "TR",
        "JP", "IN", "AU", "SG", "BR",
      ])
    settings.demand.dailyOrders = 28_000_000
    settings.demand.shares = [
      "US": 0.5, "CA": 0.065, "MX": 0.035, "UK": 0.085, "DE": 0.085, "FR": 0.035, "IT": 0.03,
      "ES": 0.022, "NL": 0.008, "SE": 0.004, "PL": 0.005, "BE": 0.003, "AE": 0.004, "SA": 0.003,
      "TR": 0.005, "JP": 0.06, "IN": 0.035, "AU": 0.008, "SG": 0.000_4, "BR": 0.007_6,
    ]
    settings.demand.weeklyDrift = 0.006
    settings.demand.slowNoise = 0.026
    settings.demand.sharedNoise = 0.006
    settings.demand.noiseHours = 2.5
    settings.demand.dayNoise = 0.01
    settings.demand.dispersion = 1.8
    settings.demand.errorsPerOrder = 0.06
    settings.special.holidaysPerMonth = 0
    settings.special.promotionsPerMonth = 0
    settings.special.shiftsPerMonth = 0
    settings.register.tierOne = 335
    settings.register.tierTwo = 65
    settings.log.stepsPerDay = 112
    // The script plants all drops.
    settings.faults.drops = 0
    settings.incidents.falsePerWeek = 0.6
    settings.feed.gapsPerMonth = 4
    settings.feed.lateCountsPerMonth = 0.2
    return settings
  }

  private struct Day {
    let month: Int
    let day: Int
    let codes: [String]
    let factor: Double
    let name: String
    var onCalendar = true
  }

  /// Days off between January and March 2026; three of them nobody put on the calendar.
  private static let days: [Day] = [
    Day(month: 1, day: 6, codes: ["ES", "IT", "PL", "SE"], factor: 0.72, name: "Epiphany"),
    Day(month: 1, day: 12, codes: ["JP"], factor: 0.8, name: "Coming of Age Day"),
    Day(
      month: 1, day: 19, codes: ["US"], factor: 0.85, name: "Martin Luther King Jr. Day"),
    Day(month: 1, day: 26, codes: ["AU"], factor: 0.65, name: "Australia Day"),
    Day(month: 1, day: 26, codes: ["IN"], factor: 0.7, name: "Republic Day"),
    Day(
      month: 2, day: 2, codes: ["MX"], factor: 0.75, name: "Constitution Day", onCalendar: false),
    Day(month: 2, day: 11, codes: ["JP"], factor: 0.78, name: "National Foundation Day"),
    Day(month: 2, day: 16, codes: ["US"], factor: 0.84, name: "Presidents' Day"),
    Day(month: 2, day: 16, codes: ["CA"], factor: 0.76, name: "Family Day"),
    Day(month: 2, day: 16, codes: ["BR"], factor: 0.62, name: "Carnival"),
    Day(month: 2, day: 17, codes: ["BR"], factor: 0.58, name: "Carnival"),
    Day(month: 2, day: 17, codes: ["SG"], factor: 0.55, name: "Lunar New Year"),
    Day(month: 2, day: 18, codes: ["SG"], factor: 0.6, name: "Lunar New Year"),
    Day(month: 2, day: 22, codes: ["SA"], factor: 0.7, name: "Founding Day", onCalendar: false),
    Day(month: 2, day: 23, codes: ["JP"], factor: 0.8, name: "Emperor's Birthday"),
    Day(month: 3, day: 4, codes: ["IN"], factor: 0.6, name: "Holi", onCalendar: false),
  ]

  private struct Sale {
    let month: Int
    let day: Int
    let hour: Int
    let hours: Int
    let codes: [String]
    let factor: Double
    let name: String
    var onCalendar = true
  }

  /// Sales, by local time; two of them nobody put on the calendar.
  private static let sales: [Sale] = [
    Sale(
      month: 1, day: 26, hour: 8, hours: 40, codes: ["UK", "DE", "FR"], factor: 1.35,
      name: "Winter sale"),
    Sale(
      month: 2, day: 12, hour: 0, hours: 48, codes: ["US", "CA"], factor: 1.2, name: "Gift days"),
    Sale(month: 2, day: 20, hour: 10, hours: 24, codes: ["JP"], factor: 1.6, name: "Time sale"),
    Sale(
      month: 2, day: 25, hour: 18, hours: 6, codes: ["MX"], factor: 1.7, name: "Flash sale",
      onCalendar: false),
    Sale(
      month: 3, day: 3, hour: 9, hours: 30, codes: ["DE"], factor: 1.4, name: "Brand days",
      onCalendar: false),
    Sale(
      month: 3, day: 10, hour: 0, hours: 48, codes: ["IT", "ES"], factor: 1.3, name: "Spring deals"),
  ]

  /// Slow falls of demand everywhere: a sports final, the first warm Sunday.
  private static let shifts: [DemandShift] = [
    DemandShift(
      window: TimeWindow(start: MarchDrops.at(1, 31, 14, 0), seconds: 8 * 3600), depth: 0.035),
    DemandShift(
      window: TimeWindow(start: MarchDrops.at(2, 22, 9, 0), seconds: 7 * 3600), depth: 0.025),
  ]

  static func add(to special: inout SpecialTimes, clocks: [LocalClock], codes: [String]) {
    special.shifts += shifts
    for day in days {
      for index in codes.indices where day.codes.contains(codes[index]) {
        special.holidays.append(
          Holiday(
            marketplace: index, day: number(day.month, day.day), factor: day.factor,
            onCalendar: day.onCalendar, name: day.name))
      }
    }
    for sale in sales {
      for index in codes.indices where sale.codes.contains(codes[index]) {
        let start = clocks[index].moment(
          day: number(sale.month, sale.day), second: sale.hour * 3600)
        special.promotions.append(
          Promotion(
            marketplace: index, window: TimeWindow(start: start, seconds: sale.hours * 3600),
            factor: sale.factor, onCalendar: sale.onCalendar, name: sale.name))
      }
    }
  }

  /// Days since 1970 of a day of 2026.
  private static func number(_ month: Int, _ day: Int) -> Int {
    Int(Timestamp(.init(year: 2026, month: month, day: day)).secondsSinceEpoch / 86_400)
  }
}
