/// A shape of drop that users meet, planted on purpose so that it has figures of its own.
enum PlantedShape: String, CaseIterable {
  case deepAndBrief = "99 % for five minutes"
  case shallowAndLong = "8 % for six hours"
  case comesSlowly = "60 % in two hours, over at once"
  case goesSlowly = "60 %, better over two hours"
  case rollout = "40 %, one marketplace after the other"
  case worse = "20 % for an hour, then 90 %"
  case halfMended = "90 % for half an hour, then 40 %"
  case worstInside = "30 %, 90 %, 30 %"
  case onAndOff = "80 %, on and off by seven minutes"
  case twoAlike = "two by 60 %, twenty minutes between"
  case weakSecond = "90 %, ten minutes, 30 %"
  case deepSecond = "30 %, ten minutes, 90 %"
  case inPromotion = "60 % for an hour in a promotion"
  case onHoliday = "60 % for an hour on a holiday"
  case onUnlistedHoliday = "the same, and no calendar has it"
  case clockChange = "60 % while the clocks change"
  case midnight = "40 % over midnight"
  case forTwoDays = "40 % for two days"
  case stillOpen = "50 %, still there at the end"
  case threeAnHour = "90 % for twelve hours of 3 orders each"

  /// One drop or two, as seconds from the first onset and what each marketplace loses from there.
  var falls: [(seconds: Int, legs: [FallLeg])] {
    switch self {
    case .deepAndBrief: [(0, [FallLeg(minutes: 5, 0.99)])]
    case .shallowAndLong: [(0, [FallLeg(minutes: 360, 0.08)])]
    case .comesSlowly: [(0, [FallLeg(minutes: 120, 0, to: 0.6)])]
    case .goesSlowly: [(0, [FallLeg(minutes: 60, 0.6), FallLeg(minutes: 120, 0.6, to: 0)])]
    case .rollout: [(0, [FallLeg(minutes: 120, 0.4)])]
    case .worse: [(0, [FallLeg(minutes: 60, 0.2), FallLeg(minutes: 30, 0.9)])]
    case .halfMended: [(0, [FallLeg(minutes: 30, 0.9), FallLeg(minutes: 150, 0.4)])]
    case .worstInside:
      [(0, [60, 30, 90].enumerated().map { FallLeg(minutes: $1, $0 == 1 ? 0.9 : 0.3) })]
    case .onAndOff: [(0, (0..<15).map { FallLeg(minutes: 7, $0 % 2 == 0 ? 0.8 : 0) })]
    case .twoAlike: [(0, [FallLeg(minutes: 30, 0.6)]), (50 * 60, [FallLeg(minutes: 30, 0.6)])]
    case .weakSecond: [(0, [FallLeg(minutes: 30, 0.9)]), (40 * 60, [FallLeg(minutes: 30, 0.3)])]
    case .deepSecond: [(0, [FallLeg(minutes: 30, 0.3)]), (40 * 60, [FallLeg(minutes: 30, 0.9)])]
    case .inPromotion, .onHoliday, .onUnlistedHoliday, .clockChange:
      [(0, [FallLeg(minutes: 60, 0.6)])]
    case .midnight: [(0, [FallLeg(minutes: 135, 0.4)])]
    case .forTwoDays: [(0, [FallLeg(minutes: 2880, 0.4)])]
    case .stillOpen: [(0, [FallLeg(minutes: 1440, 0.5)])]
    case .threeAnHour: [(0, [FallLeg(minutes: 720, 0.9)])]
    }
  }
}

/// A stretch of a fall, over which its depth goes in a straight line.
struct FallLeg: Hashable, Sendable {
  let seconds: Int
  let from: Double
  let to: Double

  init(minutes: Int, _ from: Double, to: Double? = nil) {
    seconds = 60 * minutes
    self.from = from
    self.to = to ?? from
  }
}
