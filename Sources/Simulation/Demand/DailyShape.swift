import Statistics

/// How one marketplace's orders spread over the local day and week: two humps on a floor.
struct DailyShape: Sendable {
  /// Relative to the day's mean, one value a slot, for working days and for days off.
  private let workday: [Double]
  private let dayOff: [Double]
  /// Relative to the week's mean, Monday first.
  private let weekdayFactors: [Double]
  private let weekend: Set<Int>

  private static let slotSeconds = 300
  private static let slots = 86_400 / slotSeconds
  /// Half the time over which one day's level and shape pass into the next day's, in seconds: a
  /// smooth week has no jump at midnight.
  static let fade = 3600

  init(weekend: Set<Int>, random: inout SeededGenerator) {
    self.weekend = weekend
    // Online shops see a plateau around noon and a higher evening, and a night at a tenth to a
    // quarter of the peak; each country a little differently.
    let noon = random.uniform(11.3, 13.2)
    let evening = random.uniform(19.6, 21.2)
    let night = random.uniform(0.12, 0.25)
    let noonHeight = random.uniform(0.55, 0.85)
    workday = DailyShape.humps(
      floor: night, first: (noon, noonHeight, 2.2), second: (evening, 1, 3.6))
    dayOff = DailyShape.humps(
      floor: night * 1.15, first: (noon + random.uniform(0.6, 1.6), noonHeight + 0.25, 1.8),
      second: (evening - 0.3, 0.85, 3))
    let off = random.uniform(0.85, 1.2)
    let factors = (0..<7).map { day in
      (weekend.contains(day) ? off : 1) * random.uniform(0.95, 1.05)
    }
    let mean = factors.reduce(0, +) / 7
    weekdayFactors = factors.map { $0 / mean }
  }

  /// The level and shape of a local day at a second of it; `special` marks a public holiday.
  func value(day: Int, second: Int, special: Bool) -> Double {
    let weekday = LocalClock.weekday(ofDay: Int64(day))
    let table = special || weekend.contains(weekday) ? dayOff : workday
    let wrapped = ((second % 86_400) + 86_400) % 86_400
    let slot = wrapped / Self.slotSeconds
    let part = Double(wrapped % Self.slotSeconds) / Double(Self.slotSeconds)
    let next = table[(slot + 1) % Self.slots]
    return weekdayFactors[weekday] * (table[slot] + part * (next - table[slot]))
  }

  /// A floor and two bumps of von Mises form (hour, height, concentration), with mean 1.
  private static func humps(
    floor: Double, first: (hour: Double, height: Double, width: Double),
    second: (hour: Double, height: Double, width: Double)
  ) -> [Double] {
    func bump(_ hump: (hour: Double, height: Double, width: Double), _ hour: Double) -> Double {
      let cosine = PortableMath.cosine(turns: (hour - hump.hour) / 24)
      return hump.height * PortableMath.exp(hump.width * (cosine - 1))
    }
    let raw = (0..<slots).map { slot in
      let hour = Double(slot * slotSeconds) / 3600
      return floor + bump(first, hour) + bump(second, hour)
    }
    let mean = raw.reduce(0, +) / Double(slots)
    return raw.map { $0 / mean }
  }
}
