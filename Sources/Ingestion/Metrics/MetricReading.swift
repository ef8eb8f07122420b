import Vocabulary

/// Reads one file of order metrics.
///
/// Two threads share the work: one reads and parses, and the caller takes the samples; whichever would
/// wait hashes. A third inflates where the file is compressed.
/// Whatever the order of the rows, about `IngestionPolicy.heldRows` are held: a file in which a series
/// goes back by days is read once more, group of series by group of series.
struct MetricReading: Sendable {
  let file: InputFile
  let zone: TimeZoneRule?
  let strictCSV: Bool
  var mostRows = IngestionPolicy.heldRows
  /// Other names of services, with the one that is used.
  var aliases: [String: String] = [:]
  /// `nil` if the file has the contract's own form.
  var mapping: FeedMapping?

  /// What a pass over the file told beside its samples.
  private struct Pass {
    var header: Header?
    var rowsRead = 0
    var rejected: [RejectedRow] = []
    var sha256 = ""
    var rowsSkipped = 0
    var findings: [String] = []
  }

  /// Calls both closures on the calling thread.
  func read(
    startOver: () throws -> Void, samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    try MetricsInProgress(self).finish(startOver: startOver, samples: samples)
  }

  /// The same on one thread, but for the pieces that another one hashes.
  func readAlone(
    hash: SharedHash, _ put: @escaping (MetricEvent) throws -> Void
  ) throws -> FileReading {
    var collector = SampleCollector(mostRows: mostRows, aliases: aliases, put: put)
    let told = try pass(&collector, hash)
    if collector.held.mode == .counting { try readByGroups(&collector, told.sha256, hash) }
    let contradicting = try Contradictions(collector.settling.contradictions).rows(
      of: self, told.sha256, &collector.interner)
    let rejected = (told.rejected + contradicting).sorted { $0.place.line < $1.place.line }
    try check(rejected)
    let settling = collector.settling
    return FileReading(
      file: file.name, sha256: told.sha256, rowsRead: told.rowsRead,
      records: .samples(settling.count), rejected: rejected, duplicates: settling.duplicates,
      firstAt: settling.firstAt, lastAt: settling.lastAt, extraColumns: told.header?.extra ?? [],
      rowsSkipped: told.rowsSkipped, findings: told.findings,
      columns: told.header?.names ?? [])
  }

  private func readByGroups(
    _ collector: inout SampleCollector, _ sha256: String, _ hash: SharedHash
  ) throws {
    for group in collector.groups(ofRows: mostRows) {
      collector.held.choose(group)
      let again = try pass(&collector, hash)
      guard again.sha256 == sha256 else { throw InputProblem.changedWhileRead(path: file.path) }
    }
  }

  /// Reads the file from front to back.
  private func pass(_ collector: inout SampleCollector, _ hash: SharedHash) throws -> Pass {
    if let mapping { return try pass(mapping, &collector) }
    var lanes = MetricLanes(file, zone: zone, strictCSV: strictCSV)
    do {
      let sha256 = try forEachPiece(hash) { piece in
        try lanes.take(piece, &collector)
        try check(lanes.rejected)
      }
      try lanes.finish(&collector)
      try collector.finish()
      return Pass(
        header: lanes.header, rowsRead: lanes.rowsRead, rejected: lanes.rejected,
        sha256: try sha256())
    } catch let fault as StructureFault {
      throw fault.problem(path: file.path)
    }
  }

  /// Lets `take` have the text piece by piece; what tells the file's SHA-256 once all is done.
  private func forEachPiece(
    _ hash: SharedHash, _ take: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> () throws -> String {
    if file.path.hasSuffix(".gz") {
      let sha256 = try InflateAhead(path: file.path, hash: hash).forEachPiece(take)
      return { sha256 }
    }
    let source = try TextSource(path: file.path, hash: hash)
    var ring = PieceRing()
    try ring.forEachPiece(of: source, take)
    return source.finish
  }

  /// The same of a foreign file, whose mapping writes all times with an offset.
  private func pass(
    _ mapping: FeedMapping, _ collector: inout SampleCollector
  ) throws -> Pass {
    var rows: MetricRows?
    let outcome = try MappedFile(path: file.path, mapping: mapping, strictCSV: strictCSV)
      .read { header, block, records in
        if rows == nil {
          rows = MetricRows(
            header: header, columns: MetricColumns(header), file: file.name, zone: nil)
        }
        for record in records {
          guard let (series, row) = rows?.row(block, record, &collector.interner) else { continue }
          try collector.take(series, row)
        }
        try check(rows?.rejected ?? [])
      }
    try collector.finish()
    return Pass(
      header: outcome.header, rowsRead: outcome.rowsRead, rejected: rows?.rejected ?? [],
      sha256: outcome.sha256, rowsSkipped: outcome.rowsSkipped, findings: outcome.findings)
  }

  func check(_ rejected: [RejectedRow]) throws {
    guard rejected.count > IngestionPolicy.rejectedRows else { return }
    throw InputProblem.tooManyRowsSetAside(
      path: file.path, limit: IngestionPolicy.rejectedRows, first: rejected[0])
  }
}

extension MetricReading {
  init(_ file: InputFile, as form: FileForm, strictCSV: Bool) {
    switch form {
    case .own(let zone, let aliases):
      self.init(file: file, zone: zone, strictCSV: strictCSV, aliases: aliases)
    case .mapped(let mapping):
      self.init(file: file, zone: nil, strictCSV: strictCSV, mapping: mapping)
    }
  }
}
