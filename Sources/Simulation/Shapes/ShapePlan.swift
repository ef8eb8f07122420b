import Statistics
import Vocabulary

/// Lays the shapes out over the days of a world, with the holidays and promotions that they need.
struct ShapePlan {
  private let settings: WorldSettings
  private let clocks: [LocalClock]
  private var random: SeededGenerator
  private(set) var drops: [DraftDrop] = []

  private static let daysApart = 4
  /// Seconds after which the next marketplace of a rollout falls.
  private static let rolloutSeconds = 20 * 60

  init(settings: WorldSettings, clocks: [LocalClock], seed: UInt64) {
    self.settings = settings
    self.clocks = clocks
    random = SeededGenerator(seed: seed, stream: "shapes")
  }

  /// All but the last marketplace, which is small.
  private var large: [Int] { Array(settings.marketplaces.indices.dropLast()) }

  mutating func plantAll(_ special: inout SpecialTimes) {
    let firstDay = clocks[0].local(settings.start).day
    let usual = PlantedShape.allCases.filter { $0 != .clockChange && $0 != .stillOpen }
    var next = random.shuffled(usual)
    for day in stride(
      from: settings.faults.quietDays, to: settings.days - Self.daysApart, by: Self.daysApart)
    {
      if plantClockChange(fromDay: firstDay + day) { continue }
      if next.isEmpty { next = random.shuffled(usual) }
      plant(next.removeLast(), onDay: firstDay + day, &special)
    }
    plantStillOpen()
  }

  private mutating func plant(
    _ shape: PlantedShape, onDay day: Int, _ special: inout SpecialTimes
  ) {
    let hit = shape == .threeAnHour ? [settings.marketplaces.count - 1] : drawnMarketplaces(shape)
    let hours: ClosedRange<Double> =
      switch shape {
      case .midnight: 22.75...23.75
      case .inPromotion, .onHoliday, .onUnlistedHoliday: 8...20
      default: 0...24
      }
    let second = Int(3600 * random.uniform(hours.lowerBound, hours.upperBound))
    // By the clock of the first marketplace that is hit.
    let onset = clocks[hit.first ?? 0].moment(day: day, second: 0).advanced(bySeconds: second)
    for marketplace in hit {
      switch shape {
      case .onHoliday, .onUnlistedHoliday:
        special.holidays.append(
          Holiday(
            marketplace: marketplace, day: clocks[marketplace].local(onset).day,
            factor: random.uniform(0.55, 0.85), onCalendar: shape == .onHoliday,
            name: "Public holiday"))
      case .inPromotion:
        special.promotions.append(
          Promotion(
            marketplace: marketplace,
            window: TimeWindow(start: onset.advanced(bySeconds: -6 * 3600), seconds: 14 * 3600),
            factor: random.uniform(1.2, 1.8),
            onCalendar: random.chance(settings.special.onCalendar), name: "Promotion"))
      default: break
      }
    }
    plant(shape, at: onset, in: hit)
  }

  /// False if no clock changes in the days of one shape.
  private mutating func plantClockChange(fromDay day: Int) -> Bool {
    let start = clocks[0].moment(day: day, second: 0)
    let slot = TimeWindow(start: start, seconds: Self.daysApart * 86_400)
    let changes = large.flatMap { clocks[$0].transitions.map(\.at) }.filter(slot.contains)
    guard let at = changes.min() else { return false }
    let hit = large.filter { clocks[$0].transitions.contains { $0.at == at } }
    plant(.clockChange, at: at.advanced(bySeconds: -random.integer(in: 600...3000)), in: hit)
    return true
  }

  private mutating func plantStillOpen() {
    let before = random.integer(in: 3600...14_400)
    plant(
      .stillOpen, at: settings.window.end.advanced(bySeconds: -before),
      in: drawnMarketplaces(.stillOpen))
  }

  private mutating func drawnMarketplaces(_ shape: PlantedShape) -> [Int] {
    if shape == .rollout { return random.shuffled(large) }
    let count = random.choice([(1, 0.4), ((large.count + 1) / 2, 0.2), (large.count, 0.4)]) ?? 1
    return random.shuffled(large).prefix(count).sorted()
  }

  /// Two falls with less than a step between them are one: no step shows usual orders there.
  private func seenApart(
    _ falls: [(seconds: Int, legs: [FallLeg])]
  ) -> [(seconds: Int, legs: [FallLeg])] {
    guard falls.count == 2 else { return falls }
    let between = falls[1].seconds - falls[0].legs.reduce(0) { $0 + $1.seconds }
    guard between < settings.stepSeconds else { return falls }
    return [(0, falls[0].legs + [FallLeg(minutes: between / 60, 0)] + falls[1].legs)]
  }

  private mutating func plant(_ shape: PlantedShape, at onset: Timestamp, in hit: [Int]) {
    let errors = random.chance(0.2) ? 0 : random.logUniform(0.3, 15)
    for (seconds, legs) in seenApart(shape.falls) {
      let falls = hit.enumerated().map { place, marketplace in
        let late = shape == .rollout ? place * Self.rolloutSeconds : random.integer(in: 0...30)
        let profile = FallProfile(
          onset: onset.advanced(bySeconds: seconds + late),
          legs: shape == .rollout
            ? legs.map { $0.longer(by: (hit.count - 1 - place) * Self.rolloutSeconds) } : legs)
        return Fall(
          marketplace: marketplace, profile: profile.scaled(by: random.uniform(0.94, 1.005)))
      }
      drops.append(
        DraftDrop(
          cause: .external, change: nil, falls: falls, errorsPerLostOrder: errors,
          note: shape.rawValue))
    }
  }
}

extension FallLeg {
  fileprivate func longer(by seconds: Int) -> FallLeg {
    FallLeg(minutes: (self.seconds + seconds) / 60, from, to: to)
  }
}
