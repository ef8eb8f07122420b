import Vocabulary

/// RFC 3339 times, to the second.
enum TimeText {
  /// Seconds since 1970 UTC.
  ///
  /// Lower-case letters and a blank for the `T` are taken, as RFC 3339 (5.6) allows, and a
  /// fraction if it is zero. Without an offset the text is read in `zone`, if there is one.
  static func parse(_ text: Span<UInt8>, zone: TimeZoneRule?) throws(RowFault) -> Int64 {
    let local = try clock(text)
    let end = try endOfFraction(text)
    if end == text.count {
      guard let zone else { throw .noOffset }
      return local - zone.secondsEast
    }
    if text[end] | 0x20 == UInt8(ascii: "z"), text.count == end + 1 { return local }
    guard text.count == end + 6, let east = offset(text, at: end) else { throw .notATime }
    return local - east
  }

  /// The seconds east of UTC in `+01:00` or `-01:00` at `start`; `nil` for anything else.
  static func offset(_ text: Span<UInt8>, at start: Int) -> Int64? {
    let isEast = text[start] == UInt8(ascii: "+")
    guard isEast || text[start] == UInt8(ascii: "-"), text[start + 3] == UInt8(ascii: ":"),
      let hours = twoDigits(text, start + 1), let minutes = twoDigits(text, start + 4),
      hours <= 23, minutes <= 59
    else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    return isEast ? seconds : -seconds
  }

  /// The first 19 bytes, `2026-03-05T14:02:00`, read as if in UTC.
  private static func clock(_ text: Span<UInt8>) throws(RowFault) -> Int64 {
    guard text.count >= 19, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
      text[10] | 0x20 == UInt8(ascii: "t") || text[10] == UInt8(ascii: " "),
      text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
      let century = twoDigits(text, 0), let yearOfCentury = twoDigits(text, 2),
      let month = twoDigits(text, 5), let day = twoDigits(text, 8),
      let hour = twoDigits(text, 11), let minute = twoDigits(text, 14),
      let second = twoDigits(text, 17)
    else { throw .notATime }
    let year = century * 100 + yearOfCentury
    guard (1...12).contains(month), day >= 1, day <= days(ofMonth: month, year), hour <= 23,
      minute <= 59, second <= 60
    else { throw .noSuchTime }
    guard second < 60 else { throw .leapSecond }
    guard IngestionPolicy.years.contains(year) else { throw .yearOutOfRange }
    let civil = Timestamp.Civil(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second)
    return Timestamp(civil).secondsSinceEpoch
  }

  /// Where the offset begins: behind the seconds, or behind a fraction that is zero.
  private static func endOfFraction(_ text: Span<UInt8>) throws(RowFault) -> Int {
    guard text.count > 19, text[19] == UInt8(ascii: ".") else { return 19 }
    var end = 20
    var isZero = true
    while end < text.count, let digit = digit(text[end]) {
      isZero = isZero && digit == 0
      end += 1
    }
    guard end > 20 else { throw .notATime }
    guard isZero else { throw .fractionOfSecond }
    return end
  }

  static func days(ofMonth month: Int, _ year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func twoDigits(_ text: Span<UInt8>, _ start: Int) -> Int? {
    guard let tens = digit(text[start]), let ones = digit(text[start + 1]) else { return nil }
    return tens * 10 + ones
  }

  private static func digit(_ byte: UInt8) -> Int? {
    let value = byte &- UInt8(ascii: "0")
    return value <= 9 ? Int(value) : nil
  }
}
