/// A quarter of a year in UTC.
public struct CalendarQuarter: Hashable, Comparable, Sendable {
  public let year: Int
  /// 1 to 4.
  public let number: Int

  /// Of a mean quarter: 91.31 days.
  public static let meanSeconds = 91.31 * 86_400

  /// `nil` unless `number` is 1 to 4 and the year has four digits.
  public init?(year: Int, number: Int) {
    guard (1...4).contains(number), (1970...9999).contains(year) else { return nil }
    self.year = year
    self.number = number
  }

  /// `2026Q1`; `nil` for anything else.
  public init?(_ name: String) {
    let parts = name.uppercased().split(separator: "Q", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0].utf8.count == 4, let year = Int(parts[0]),
      let number = Int(parts[1])
    else { return nil }
    self.init(year: year, number: number)
  }

  /// The quarter that holds `moment`; `nil` outside the years above.
  public init?(holding moment: Timestamp) {
    let civil = moment.civil
    self.init(year: civil.year, number: (civil.month - 1) / 3 + 1)
  }

  /// As people write it: `2026Q1`.
  public var name: String { "\(year)Q\(number)" }

  public var window: TimeWindow {
    let start = Timestamp(Timestamp.Civil(year: year, month: 3 * number - 2, day: 1))
    let after = Timestamp(
      Timestamp.Civil(
        year: number == 4 ? year + 1 : year, month: number == 4 ? 1 : 3 * number + 1, day: 1))
    return TimeWindow(start: start, seconds: after.seconds(since: start))
  }

  /// The quarter after it; itself at the end of the years above.
  public var next: CalendarQuarter {
    CalendarQuarter(year: number == 4 ? year + 1 : year, number: number % 4 + 1) ?? self
  }

  public static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.year, lhs.number) < (rhs.year, rhs.number)
  }
}
