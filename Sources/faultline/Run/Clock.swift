import Glibc
import Vocabulary

/// The one place that reads the clock.
enum Clock {
  static var now: Timestamp { Timestamp(secondsSinceEpoch: Int64(time(nil))) }
}
