import ArgumentParser
import Ingestion
import Vocabulary

/// A moment on the command line: RFC 3339 with an offset, or a date, which is its midnight UTC.
struct Moment: ExpressibleByArgument {
  let timestamp: Timestamp

  init?(argument: String) {
    let whole = argument.utf8.count == 10 ? argument + "T00:00:00Z" : argument
    guard let timestamp = Timestamp(rfc3339: whole) else { return nil }
    self.timestamp = timestamp
  }
}
