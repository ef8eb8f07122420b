import Glibc
import Vocabulary

/// The one place that reads the clock.
enum Clock {
  /// The present second, or `SOURCE_DATE_EPOCH` where it is set, so that a report can be made again
  /// to the byte (reproducible-builds.org/specs/source-date-epoch).
  static var now: Timestamp {
    let fixed = getenv("SOURCE_DATE_EPOCH").flatMap { Int64(String(cString: $0)) }
    return Timestamp(secondsSinceEpoch: fixed ?? Int64(time(nil)))
  }

  /// For measuring how long something took; never part of a result.
  static var instant: ContinuousClock.Instant { ContinuousClock.now }
}
