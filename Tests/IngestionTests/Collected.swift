import Vocabulary

@testable import Ingestion

/// What a file of order metrics reads as, with what was told in between.
final class Collected {
  private(set) var batches: [SampleBatch] = []
  private(set) var startOvers = 0
  let reading: FileReading

  init(_ path: String, mostRows: Int) throws {
    let file = InputFile(path: path, name: "order_metrics.csv", feed: .orderMetrics)
    var (batches, startOvers): ([SampleBatch], Int) = ([], 0)
    reading = try MetricReading(file: file, zone: nil, strictCSV: false, mostRows: mostRows).read(
      startOver: {
        startOvers += 1
        batches = []
      }, samples: { batches.append($0) })
    (self.batches, self.startOvers) = (batches, startOvers)
  }

  /// The orders of each marketplace, as handed over.
  var bySeries: [String: [Int32]] {
    batches.reduce(into: [:]) { $0[$1.key.marketplace.name, default: []] += $1.orders }
  }
}
