import Ingestion
import Vocabulary

/// Rows that had been set aside and are given back, of any feed in which a row is one thing.
enum MendedTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 1)
    let feeds = Feed.allCases
    let feed = feeds[parted.next() % feeds.count]
    let text = Array((RejectedRow.placeColumns.joined(separator: ",") + ",").utf8) + parted.text
    try ScratchFile.with(text) { (path) throws(Contradiction) in
      let outcome = try Outcome(path, feed, as: .own(zone: nil))
      guard case .read(let reading, _) = outcome else { return }
      try Contradiction.unless(
        zip(reading.origins, reading.origins.dropFirst()).allSatisfy { $0 < $1 },
        "first places that are not each once and in order: \(reading.origins)")
    }
  }
}
