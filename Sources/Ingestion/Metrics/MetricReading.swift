import Dispatch
import Vocabulary

/// Reads one file of order metrics.
///
/// Three threads share the work: one reads and hashes, one parses, and the caller takes the
/// samples. Whatever the order of the rows, about `IngestionPolicy.heldRows` are held: a file in
/// which a series goes back by days is read once more, group of series by group of series.
struct MetricReading: Sendable {
  let file: InputFile
  let zone: TimeZoneRule?
  let strictCSV: Bool
  var mostRows = IngestionPolicy.heldRows

  private enum Step: Sendable {
    case event(MetricEvent)
    case end(Result<FileReading, any Error>)
  }

  /// Calls both closures on the calling thread.
  func read(
    startOver: () throws -> Void, samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    let steps = BoundedQueue<Step>(capacity: IngestionPolicy.handoversAhead)
    let parsed = DispatchSemaphore(value: 0)
    DispatchQueue(label: "faultline.parse").async {
      let result = Result {
        try readAlone { event in
          guard steps.put(.event(event)) else { throw CancellationError() }
        }
      }
      _ = steps.put(.end(result))
      parsed.signal()
    }
    defer {
      steps.cancel()
      parsed.wait()
    }
    while let step = steps.take() {
      switch step {
      case .event(.samples(let batches)): for batch in batches { try samples(batch) }
      case .event(.startOver): try startOver()
      case .end(let result): return try result.get()
      }
    }
    throw CancellationError()
  }

  /// The same on one thread apart from the reading.
  func readAlone(_ put: @escaping (MetricEvent) throws -> Void) throws -> FileReading {
    var collector = SampleCollector(mostRows: mostRows, put: put)
    var lanes = MetricLanes(file, zone: zone, strictCSV: strictCSV)
    let sha256 = try pass(&lanes, &collector)
    if collector.held.mode == .byDay {
      try collector.finish()
    } else {
      try readByGroups(&collector, sha256)
    }
    let contradicting = try Contradictions(collector.settling.contradictions).rows(
      of: self, sha256, &collector.interner)
    let rejected = (lanes.rejected + contradicting).sorted { $0.place.line < $1.place.line }
    try check(rejected)
    let settling = collector.settling
    return FileReading(
      file: file.name, sha256: sha256, rowsRead: lanes.rowsRead, records: .samples(settling.count),
      rejected: rejected, duplicates: settling.duplicates, firstAt: settling.firstAt,
      lastAt: settling.lastAt, extraColumns: lanes.header?.extra ?? [])
  }

  private func readByGroups(_ collector: inout SampleCollector, _ sha256: String) throws {
    for group in collector.groups(ofRows: mostRows) {
      collector.held.choose(group)
      var lanes = MetricLanes(file, zone: zone, strictCSV: strictCSV)
      let again = try pass(&lanes, &collector)
      guard again == sha256 else { throw InputProblem.changedWhileRead(path: file.path) }
      try collector.finish()
    }
  }

  /// Reads the file from front to back; its SHA-256.
  private func pass(
    _ lanes: inout MetricLanes, _ collector: inout SampleCollector
  ) throws -> String {
    do {
      let source = ReadAhead(path: file.path)
      let sha256 = try source.forEachPiece { piece in
        try lanes.take(piece, &collector)
        try check(lanes.rejected)
      }
      try lanes.finish(&collector)
      return sha256
    } catch let fault as StructureFault {
      throw fault.problem(path: file.path)
    }
  }

  func check(_ rejected: [RejectedRow]) throws {
    guard rejected.count > IngestionPolicy.rejectedRows else { return }
    throw InputProblem.tooManyRowsSetAside(
      path: file.path, limit: IngestionPolicy.rejectedRows, first: rejected[0])
  }
}
