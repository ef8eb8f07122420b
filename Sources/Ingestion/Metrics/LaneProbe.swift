package import Vocabulary

/// What one way of reading makes of a text: the two ways must make the same of every text.
package struct LaneReading: Equatable, Sendable {
  /// In the order in which they were handed over.
  package var batches: [Samples] = []
  /// How often it was said that what came so far does not count.
  package var startOvers = 0
  package var rowsRead = 0
  package var rejected: [RejectedRow] = []
  package var duplicates = 0
  /// Series and time as text, in order.
  package var contradictions: [String] = []
  /// Why the text cannot be used as a whole; nothing else is told then.
  package var failure: String?
}

extension LaneReading {
  /// A batch whose latencies are equal where their bits are, so that none equals none.
  package struct Samples: Equatable, Sendable {
    package let key: SeriesKey
    package let time: [Int64]
    package let orders: [Int32]
    package let errors: [Int32]
    package let latencyBits: [UInt32]?

    init(_ batch: SampleBatch) {
      (key, time, orders, errors) = (batch.key, batch.time, batch.orders, batch.errors)
      latencyBits = batch.latency?.map { $0.bitPattern }
    }
  }
}

/// Reads order metrics from memory, for the tests and the benchmark of the plain lane.
package enum LaneProbe {
  /// Reads `text` in pieces of `piece` bytes, libcsv taking all of it or what is not plain.
  package static func read(
    _ text: [UInt8], piece: Int, plain: Bool, mostRows: Int = IngestionPolicy.heldRows,
    packFrom: Int = IngestionPolicy.unpackedRows
  ) -> LaneReading {
    var reading = LaneReading()
    do {
      try read(text, piece, plain, mostRows, packFrom, into: &reading)
      return reading
    } catch let fault as StructureFault {
      return LaneReading(failure: fault.problem(path: path).description)
    } catch {
      return LaneReading(failure: String(describing: error))
    }
  }

  /// Reads what `next` puts into a buffer, piece by piece until it puts nothing, as fast as can be
  /// and drops the samples; how many rows there were, and their orders.
  package static func count(
    _ next: (inout [UInt8]) -> Int
  ) throws -> (rows: Int, orders: Int64) {
    let said = Said()
    var collector = SampleCollector { event in
      guard case .samples(let batch) = event else { return }
      said.orders += batch.orders.reduce(0) { $0 + Int64($1) }
    }
    var lanes = MetricLanes(file, zone: nil, isStrict: false, usesPlainLane: true)
    var buffer = [UInt8](repeating: 0, count: IngestionPolicy.bufferBytes)
    while case let count = next(&buffer), count > 0 {
      try buffer.withUnsafeBytes {
        try lanes.take(UnsafeRawBufferPointer(rebasing: $0[..<count]), &collector)
      }
    }
    try lanes.finish(&collector)
    try collector.finish()
    return (lanes.rowsRead, said.orders)
  }

  /// Reads a file as `FeedReader` does, with so few rows held that it is read in parts.
  package static func read(
    _ file: InputFile, zone: TimeZoneRule?, mostRows: Int, startOver: () throws -> Void,
    samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    try MetricReading(file: file, zone: zone, strictCSV: false, mostRows: mostRows)
      .read(startOver: startOver, samples: samples)
  }

  private static let path = "order_metrics.csv"
  private static let file = InputFile(path: path, name: path, feed: .orderMetrics)

  private static func read(
    _ text: [UInt8], _ piece: Int, _ plain: Bool, _ mostRows: Int, _ packFrom: Int,
    into reading: inout LaneReading
  ) throws {
    let said = Said()
    var collector = SampleCollector(mostRows: mostRows, packFrom: packFrom) {
      said.events.append($0)
    }
    var lanes = MetricLanes(file, zone: nil, isStrict: false, usesPlainLane: plain)
    try feed(text, piece, &lanes, &collector)
    try collector.finish()
    for event in said.events {
      switch event {
      case .samples(let batch): reading.batches.append(LaneReading.Samples(batch))
      case .startOver: reading.startOvers += 1
      }
    }
    reading.rowsRead = lanes.rowsRead
    reading.rejected = lanes.rejected
    reading.duplicates = collector.settling.duplicates
    let keys = collector.interner.keys
    reading.contradictions = collector.settling.contradictions
      .map { "\(keys[Int($0.series)]) \($0.time)" }.sorted()
  }

  private final class Said {
    var events: [MetricEvent] = []
    var orders: Int64 = 0
  }

  private static func feed(
    _ text: [UInt8], _ piece: Int, _ lanes: inout MetricLanes, _ collector: inout SampleCollector
  ) throws {
    try text.withUnsafeBytes { bytes in
      var start = 0
      while start < bytes.count {
        let end = min(start + piece, bytes.count)
        try lanes.take(UnsafeRawBufferPointer(rebasing: bytes[start..<end]), &collector)
        start = end
      }
    }
    try lanes.finish(&collector)
  }
}
