import Ingestion
import Vocabulary

/// Order metrics as `load` reads them: with the plain lane, by libcsv alone, and with so few rows
/// held that the file is read in parts.
enum MetricsTarget {
  static func check(_ input: [UInt8]) throws(Contradiction) {
    var parted = Parted(input, choices: 2)
    let zone = [nil, TimeZoneRule.utc, TimeZoneRule("-03:00")][parted.next() % 3]
    let mostRows = 1 + parted.next()
    try ScratchFile.with(parted.text) { (path) throws(Contradiction) in
      let outcome = try Outcome(path, .orderMetrics, as: .own(zone: zone))
      let strict = try Outcome(path, .orderMetrics, as: .own(zone: zone), strictCSV: true)
      try RecordsTarget.agree(outcome, strict)
      let file = InputFile(path: path, name: "input", feed: .orderMetrics)
      let parts = try Outcome { startOver, samples in
        try LaneProbe.read(
          file, zone: zone, mostRows: mostRows, startOver: startOver, samples: samples)
      }
      guard case .read(let left, _) = outcome else { return }
      guard case .read(let right, _) = parts else {
        throw Contradiction("read in parts, it is of no use: \(parts)")
      }
      try Contradiction.unless(left == right, "read in parts, it is \(right); else \(left)")
      try Contradiction.unless(outcome.samples == parts.samples, "read in parts, samples differ")
    }
  }
}
