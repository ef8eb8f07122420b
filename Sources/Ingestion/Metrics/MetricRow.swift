import Vocabulary

/// One row of the order metrics apart from its series, in sixteen bytes.
///
/// A row has no line number: rows that contradict each other are looked up in the file again.
struct MetricRow: Equatable {
  /// Seconds since `MetricRow.firstMoment`.
  var time: UInt32
  /// ≥ 0.
  var orders: Int32
  /// ≥ 0 or `SampleBatch.noErrors`.
  var errors: Int32
  /// Milliseconds; NaN if none was given.
  var latency: Float

  func saysTheSame(as other: MetricRow) -> Bool {
    orders == other.orders && errors == other.errors
      && latency.bitPattern == other.latency.bitPattern
  }
}

extension MetricRow {
  /// 1989-12-01T00:00:00Z: a month before the first year that is believed, because an offset can
  /// reach back across the turn of the year. 32 bits from here last beyond the last such year.
  static let firstMoment: Int64 = 628_473_600

  /// The same moment as a row's `time`. Every time that `TimeText` lets pass has one.
  static func time(_ secondsSince1970: Int64) -> UInt32 { UInt32(secondsSince1970 - firstMoment) }

  var secondsSince1970: Int64 { Int64(time) + MetricRow.firstMoment }

  /// Seconds of a day of UTC; `firstMoment` is a midnight.
  static let day: UInt32 = 86_400
}
