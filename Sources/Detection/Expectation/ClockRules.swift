import Vocabulary

/// When most countries that change their clocks change them.
///
/// As in force since 2008: European Union, United States and Canada, Australia, New Zealand, Chile. Others
/// change too, on days of their own.
enum ClockRules {
  /// Whether clocks are put an hour ahead, or back, in one of these countries around `moment`: from noon
  /// UTC of the Saturday, which is Sunday in Australia, to six on Monday.
  static func mayChange(ahead: Bool, at moment: Timestamp) -> Bool {
    let civil = moment.civil
    let weekday = moment.secondsSinceEpoch / 86_400 % 7
    let untilSunday =
      switch weekday {
      case 2 where civil.hour >= 12: 1
      case 3: 0
      case 4 where civil.hour < 6: -1
      default: Int?.none
      }
    guard let untilSunday else { return false }
    let sunday = moment.advanced(bySeconds: untilSunday * 86_400)
    let isFirst = sunday.civil.day <= 7
    let isSecond = sunday.civil.day > 7 && sunday.civil.day <= 14
    let isLast = sunday.advanced(bySeconds: 7 * 86_400).civil.month != sunday.civil.month
    return switch (sunday.civil.month, ahead) {
    case (3, true): isSecond || isLast
    case (9, true): isFirst || isLast
    case (10, true): isFirst
    case (4, false), (11, false): isFirst
    case (10, false): isLast
    default: false
    }
  }
}
