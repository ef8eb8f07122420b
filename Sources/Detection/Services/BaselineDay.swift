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
    let name = key.marketplace.name + "\n" + (key.service?.name ?? "")
    // FNV-1a.
    let hash = name.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0100_0000_01b3
    }
    return Int(hash % 7)
  }
}
