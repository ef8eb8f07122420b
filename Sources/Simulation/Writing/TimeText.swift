import Vocabulary

/// Ways to write one and the same moment.
enum TimeText {
  /// With an offset of whole hours instead of `Z`: `2026-03-05T15:02:00+01:00`.
  static func withOffset(_ moment: Timestamp, hours: Int) -> String {
    let shifted = moment.advanced(bySeconds: hours * 3600).description.dropLast()
    let digits = hours.magnitude < 10 ? "0\(hours.magnitude)" : "\(hours.magnitude)"
    return "\(shifted)\(hours < 0 ? "-" : "+")\(digits):00"
  }
}
