/// A moment in whole seconds UTC since 1970.
public struct Timestamp: Hashable, Comparable, Sendable {
  /// Whole seconds since 1970-01-01T00:00:00Z.
  public let secondsSinceEpoch: Int64

  public init(secondsSinceEpoch: Int64) { self.secondsSinceEpoch = secondsSinceEpoch }

  public static func < (lhs: Timestamp, rhs: Timestamp) -> Bool {
    lhs.secondsSinceEpoch < rhs.secondsSinceEpoch
  }

  /// The moment `seconds` later (earlier if negative).
  public func advanced(bySeconds seconds: Int) -> Timestamp {
    Timestamp(secondsSinceEpoch: secondsSinceEpoch + Int64(seconds))
  }

  /// Seconds from `earlier` to this moment; negative if `earlier` is later.
  public func seconds(since earlier: Timestamp) -> Int {
    Int(secondsSinceEpoch - earlier.secondsSinceEpoch)
  }

  /// Minutes from `earlier` to this moment; negative if `earlier` is later.
  public func minutes(since earlier: Timestamp) -> Double { Double(seconds(since: earlier)) / 60 }

  /// Midnight UTC of the day that holds this moment.
  public var startOfDay: Timestamp {
    Timestamp(secondsSinceEpoch: secondsSinceEpoch.flooredDivision(by: 86_400) * 86_400)
  }
}

extension Timestamp {
  /// A calendar date and clock time in UTC (proleptic Gregorian).
  public struct Civil: Hashable, Sendable {
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int
    /// 0 to 23.
    public var hour: Int
    /// 0 to 59.
    public var minute: Int
    /// 0 to 59.
    public var second: Int

    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
      self.year = year
      self.month = month
      self.day = day
      self.hour = hour
      self.minute = minute
      self.second = second
    }
  }

  /// The moment of a civil time in UTC; its fields are not range-checked.
  ///
  /// Days from civil after Howard Hinnant, "chrono-compatible low-level date algorithms".
  public init(_ civil: Civil) {
    let shiftedYear = Int64(civil.month <= 2 ? civil.year - 1 : civil.year)
    let era = shiftedYear.flooredDivision(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let monthFromMarch = Int64((civil.month + 9) % 12)
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + Int64(civil.day) - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let secondOfDay = civil.hour * 3600 + civil.minute * 60 + civil.second
    self.init(secondsSinceEpoch: days * 86_400 + Int64(secondOfDay))
  }

  /// This moment as a civil time in UTC.
  public var civil: Civil {
    let days = secondsSinceEpoch.flooredDivision(by: 86_400)
    let secondOfDay = Int(secondsSinceEpoch - days * 86_400)
    let shifted = days + 719_468
    let era = shifted.flooredDivision(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = Int(dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    let month = Int(monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9)
    let year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    return Civil(
      year: year, month: month, day: day, hour: secondOfDay / 3600,
      minute: secondOfDay / 60 % 60, second: secondOfDay % 60)
  }
}

extension Timestamp: CustomStringConvertible {
  /// RFC 3339 in UTC: `2026-03-05T14:02:00Z`.
  public var description: String {
    let civil = civil
    return "\(padded(civil.year, 4))-\(padded(civil.month, 2))-\(padded(civil.day, 2))"
      + "T\(padded(civil.hour, 2)):\(padded(civil.minute, 2)):\(padded(civil.second, 2))Z"
  }
}

/// A half-open stretch of time: `start` belongs to it, `end` does not.
public struct TimeWindow: Hashable, Sendable {
  public let start: Timestamp
  /// Never before `start`.
  public let end: Timestamp

  /// `nil` if `end` is before `start`.
  public init?(start: Timestamp, end: Timestamp) {
    guard start <= end else { return nil }
    self.start = start
    self.end = end
  }

  /// The window of `seconds` (taken as 0 if negative) that begins at `start`.
  public init(start: Timestamp, seconds: Int) {
    self.start = start
    self.end = start.advanced(bySeconds: max(0, seconds))
  }

  /// The shortest window that holds all; `nil` of none.
  public static func around(_ windows: [TimeWindow]) -> TimeWindow? {
    guard let start = windows.map(\.start).min(), let end = windows.map(\.end).max() else {
      return nil
    }
    return TimeWindow(start: start, end: end)
  }

  /// Length in seconds.
  public var seconds: Int { end.seconds(since: start) }

  /// The same with so much more time on either side.
  public func widened(bySeconds seconds: Int) -> TimeWindow {
    TimeWindow(start: start.advanced(bySeconds: -seconds), seconds: self.seconds + 2 * seconds)
  }

  public func contains(_ moment: Timestamp) -> Bool { start <= moment && moment < end }

  /// True if the two share at least one second.
  public func overlaps(_ other: TimeWindow) -> Bool { start < other.end && other.start < end }
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
}
