import Vocabulary

private let months = [
  "January", "February", "March", "April", "May", "June", "July", "August", "September",
  "October", "November", "December",
]

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

extension Timestamp {
  /// `14:06`, with seconds only where they are not zero.
  var clock: String {
    let civil = civil
    let seconds = civil.second == 0 ? "" : ":" + twoDigits(civil.second)
    return "\(twoDigits(civil.hour)):\(twoDigits(civil.minute))\(seconds)"
  }

  /// `10 March 2026`.
  var longDate: String { "\(civil.day) \(months[civil.month - 1]) \(civil.year)" }

  /// `10 Mar`.
  var shortDate: String { "\(civil.day) \(months[civil.month - 1].prefix(3))" }

  /// `10 Mar 2026`.
  var fullDate: String { "\(shortDate) \(civil.year)" }

  /// `10 Mar 14:06`.
  var short: String { "\(shortDate) \(clock)" }

  /// `10 Mar 2026 14:06`, where no year is near.
  var full: String { "\(shortDate) \(civil.year) \(clock)" }
}

extension TimeWindow {
  /// `10 Mar 14:06 to 15:22`; the date is repeated only where it differs.
  var words: String {
    let finish = start.startOfDay == end.startOfDay ? end.clock : end.short
    return "\(start.short) to \(finish)"
  }
}

/// `76 min`, `5 h 12 min`, `3 days 4 h`; under two minutes in seconds.
func duration(seconds: Int) -> String {
  let seconds = max(0, seconds)
  if seconds < 120, seconds % 60 != 0 { return "\(seconds) s" }
  let minutes = (seconds + 30) / 60
  if minutes < 120 { return "\(minutes) min" }
  if minutes < 48 * 60 {
    return minutes % 60 == 0 ? "\(minutes / 60) h" : "\(minutes / 60) h \(minutes % 60) min"
  }
  let hours = (minutes + 30) / 60
  return hours % 24 == 0 ? "\(hours / 24) days" : "\(hours / 24) days \(hours % 24) h"
}

/// Minutes as words: `8 min`, `2 h 24 min`; under one minute in seconds. The sign is dropped.
func duration(minutes: Double) -> String {
  guard minutes.magnitude < 1e7 else { return "—" }
  return duration(seconds: roundedSeconds(minutes.magnitude * 60))
}

/// Whole minutes where there are any, so that `7.98 min` reads `8 min`.
private func roundedSeconds(_ seconds: Double) -> Int {
  seconds < 59.5 ? Int(seconds.rounded()) : Int((seconds / 60).rounded()) * 60
}
