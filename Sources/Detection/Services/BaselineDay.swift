import Statistics
import Vocabulary

/// Up to which midnight a series' baseline is learnt: one a week, on a day of the week that differs from
/// series to series, so that every night learns a seventh of them.
enum BaselineDay {
  /// The last at or before `moment`.
  static func last(before moment: Timestamp, of key: SeriesKey) -> Timestamp {
    let midnight = moment.startOfDay
    let days = Int(midnight.secondsSinceEpoch / 86_400)
    return midnight.advanced(bySeconds: -(days + weekday(of: key)) % 7 * 86_400)
  }

  /// Evenly spread over series, and the same for one of them for ever.
  private static func weekday(of key: SeriesKey) -> Int {
    Int(StableHash.of(key.marketplace.name + "\n" + (key.service?.name ?? "")) % 7)
  }
}
