import Vocabulary

/// What a text says about a moment.
enum DateReading: Hashable {
  /// Seconds since 1970 UTC.
  case moment(Int64)
  /// A clock's time somewhere, as seconds since 1970 as if that clock showed UTC.
  case local(Int64)
}

extension DateReading {
  /// The reading of civil fields; `nil` if there is no such date or time of day.
  ///
  /// - Parameter east: Seconds east of UTC, if the text says so.
  init?(_ fields: DateFields) {
    guard let year = fields.year, let month = fields.month, let day = fields.day,
      IngestionPolicy.years.contains(year), (1...12).contains(month),
      (1...TimeText.days(ofMonth: month, year)).contains(day), let hour = fields.hourOfDay,
      fields.minute <= 59, fields.second <= 59
    else { return nil }
    let clock = Timestamp(
      .init(
        year: year, month: month, day: day, hour: hour, minute: fields.minute,
        second: fields.second)
    ).secondsSinceEpoch
    self = fields.east.map { .moment(clock - $0) } ?? .local(clock)
  }
}

/// The parts of a date as they are met from left to right.
struct DateFields {
  var year: Int?
  var month: Int?
  var day: Int?
  /// 0 to 23, or 1 to 12 if the text has AM or PM.
  var hour = 0
  var isHalfDay = false
  var isAfternoon: Bool?
  var minute = 0
  var second = 0
  /// Seconds east of UTC.
  var east: Int64?

  /// 0 to 23; `nil` for an hour that no clock shows.
  var hourOfDay: Int? {
    guard isHalfDay else { return hour <= 23 ? hour : nil }
    guard (1...12).contains(hour), let isAfternoon else { return nil }
    return hour % 12 + (isAfternoon ? 12 : 0)
  }
}
