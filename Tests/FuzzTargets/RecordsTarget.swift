import Ingestion
import Vocabulary

/// Files of the contract's own form in which a row is one thing.
enum RecordsTarget {
  static func check(_ input: [UInt8], _ feed: Feed) throws(Contradiction) {
    var parted = Parted(input, choices: 1)
    let zone = [nil, TimeZoneRule.utc, TimeZoneRule("+05:30")][parted.next() % 3]
    try ScratchFile.with(parted.text) { (path) throws(Contradiction) in
      let outcome = try Outcome(path, feed, as: .own(zone: zone))
      let strict = try Outcome(path, feed, as: .own(zone: zone), strictCSV: true)
      try agree(outcome, strict)
    }
  }

  /// What is strictly CSV reads the same if it need not be.
  static func agree(_ outcome: Outcome, _ strict: Outcome) throws(Contradiction) {
    guard case .read(let right, _) = strict else { return }
    guard case .read(let left, _) = outcome else {
      throw Contradiction("strictly read, it is of use; else \(outcome)")
    }
    try Contradiction.unless(left == right, "strictly read, it is \(right); else \(left)")
    try Contradiction.unless(outcome.samples == strict.samples, "strictly read, samples differ")
  }
}
