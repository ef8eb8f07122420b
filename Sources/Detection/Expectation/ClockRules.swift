import Vocabulary

/// When most countries that change their clocks change them, and by which hour.
///
/// As in force since 2008: European Union, United States and Canada, Australia, New Zealand, Chile. Others
/// change too, on days of their own.
enum ClockRules {
  /// Whether clocks are put an hour ahead, or back, in one of these countries around `moment`: from noon
  /// UTC of the Saturday, which is Sunday in Australia, to six on Monday.
  static func mayChange(ahead: Bool, at moment: Timestamp) -> Bool {
    sunday(near: moment).map { !halfHours(ahead: ahead, onSunday: $0).isEmpty } ?? false
  }

  /// Whether they are so just then, to the half hour.
  static func changes(ahead: Bool, at moment: Timestamp) -> Bool {
    guard let sunday = sunday(near: moment) else { return false }
    let half = moment.seconds(since: sunday).flooredDivision(by: 1800)
    return halfHours(ahead: ahead, onSunday: sunday).contains(half)
  }

  /// The begin of the Sunday, UTC, of a weekend; `nil` in the midst of a week.
  private static func sunday(near moment: Timestamp) -> Timestamp? {
    let midnight = moment.startOfDay
    switch midnight.secondsSinceEpoch / 86_400 % 7 {
    case 2 where moment.civil.hour >= 12: return midnight.advanced(bySeconds: 86_400)
    case 3: return midnight
    case 4 where moment.civil.hour < 6: return midnight.advanced(bySeconds: -86_400)
    default: return nil
    }
  }

  /// Half hours since that begin at which they change; none if they do not.
  private static func halfHours(ahead: Bool, onSunday sunday: Timestamp) -> [Int] {
    let day = sunday.civil.day
    let isFirst = day <= 7
    let isSecond = day > 7 && day <= 14
    let isLast = sunday.advanced(bySeconds: 7 * 86_400).civil.month != sunday.civil.month
    return switch (sunday.civil.month, ahead) {
    // Europe, all at once.
    case (3, true) where isLast, (10, false) where isLast: [2]
    // At two by the clocks of the east and the middle of North America, where three in four live.
    case (3, true) where isSecond: [14, 16]
    case (11, false) where isFirst: [12, 14]
    // New South Wales and Victoria, in April New Zealand and Chile too.
    case (10, true) where isFirst: [-16]
    case (4, false) where isFirst: [-16, -20, 6]
    // New Zealand, Chile.
    case (9, true) where isLast: [-20]
    case (9, true) where isFirst: [8]
    default: []
    }
  }
}
