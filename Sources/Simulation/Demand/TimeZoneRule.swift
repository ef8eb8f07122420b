import Vocabulary

/// A zone's offset from UTC with its rule for daylight saving time, as in force since 2008.
struct TimeZoneRule: Sendable {
  enum Daylight: Sendable {
    case never
    /// Second Sunday of March to first Sunday of November, at 2:00 local time.
    case unitedStates
    /// Last Sunday of March to last Sunday of October, at 1:00 UTC everywhere.
    case europe
    /// First Sunday of October to first Sunday of April, at 2:00 standard time.
    case australia
  }

  let standardOffset: Int
  let daylight: Daylight

  init(hours: Double, _ daylight: Daylight) {
    standardOffset = Int(hours * 3600)
    self.daylight = daylight
  }

  /// The moments at which the offset changes from `first` to `last` year, with the new offset.
  func transitions(years: ClosedRange<Int>) -> [(at: Timestamp, offset: Int)] {
    let summer = standardOffset + 3600
    return years.flatMap { year -> [(at: Timestamp, offset: Int)] in
      switch daylight {
      case .never: []
      case .unitedStates:
        [
          (sunday(2, of: 3, in: year).advanced(bySeconds: 7200 - standardOffset), summer),
          (sunday(1, of: 11, in: year).advanced(bySeconds: 7200 - summer), standardOffset),
        ]
      case .europe:
        [
          (lastSunday(of: 3, in: year).advanced(bySeconds: 3600), summer),
          (lastSunday(of: 10, in: year).advanced(bySeconds: 3600), standardOffset),
        ]
      case .australia:
        [
          (
            sunday(1, of: 4, in: year).advanced(bySeconds: 7200 - standardOffset), standardOffset
          ),
          (sunday(1, of: 10, in: year).advanced(bySeconds: 7200 - standardOffset), summer),
        ]
      }
    }
  }

  /// Midnight UTC of the `number`th Sunday of a month.
  private func sunday(_ number: Int, of month: Int, in year: Int) -> Timestamp {
    let first = Timestamp(.init(year: year, month: month, day: 1))
    let untilSunday = (6 - LocalClock.weekday(ofDay: first.secondsSinceEpoch / 86_400) + 7) % 7
    return first.advanced(bySeconds: (untilSunday + 7 * (number - 1)) * 86_400)
  }

  /// Midnight UTC of the last Sunday of a month of 31 days.
  private func lastSunday(of month: Int, in year: Int) -> Timestamp {
    let last = Timestamp(.init(year: year, month: month, day: 31))
    let sinceSunday = (LocalClock.weekday(ofDay: last.secondsSinceEpoch / 86_400) + 1) % 7
    return last.advanced(bySeconds: -sinceSunday * 86_400)
  }
}

/// Local time of one zone over the years of a world.
struct LocalClock: Sendable {
  private let initialOffset: Int
  /// Ascending.
  let transitions: [(at: Timestamp, offset: Int)]

  init(_ rule: TimeZoneRule, covering window: TimeWindow) {
    // A year on either side, so that the offset at the window's edges is settled.
    let years = (window.start.civil.year - 1)...(window.end.civil.year + 1)
    transitions = rule.transitions(years: years)
    initialOffset = rule.standardOffset
  }

  /// Seconds to add to UTC.
  func offset(at moment: Timestamp) -> Int {
    transitions.last { $0.at <= moment }?.offset ?? initialOffset
  }

  /// Days since 1970 and seconds since midnight, both local.
  func local(_ moment: Timestamp) -> (day: Int, second: Int) {
    let shifted = moment.advanced(bySeconds: offset(at: moment))
    let midnight = shifted.startOfDay
    return (Int(midnight.secondsSinceEpoch / 86_400), shifted.seconds(since: midnight))
  }

  /// The moment at which local day `day` has run for `second` seconds.
  func moment(day: Int, second: Int) -> Timestamp {
    let asUTC = Timestamp(secondsSinceEpoch: Int64(day) * 86_400 + Int64(second))
    let guess = asUTC.advanced(bySeconds: -initialOffset)
    return asUTC.advanced(bySeconds: -offset(at: guess))
  }

  /// Monday is 0; day 0 of 1970 was a Thursday.
  static func weekday(ofDay day: Int64) -> Int { Int(((day + 3) % 7 + 7) % 7) }
}
