public import Vocabulary

/// Turns one input file into typed records and rows set aside.
public enum FeedReader {
  /// Reads `file` from front to back.
  ///
  /// Times without an offset are read in `zone`; without one such a row is set aside. With
  /// `strictCSV` a single stray quote makes the file unusable instead of its row. `samples` gets
  /// the order metrics, after the whole file was read and found usable. Throws `InputProblem`, or
  /// what `samples` throws. Mended rows that had been set aside take their first places.
  public static func read(
    _ file: InputFile, zone: TimeZoneRule? = nil, strictCSV: Bool = false,
    samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    if let mended = try MendedFile(file, strictCSV: strictCSV) {
      return try mended.read {
        try rows(of: $0, zone: zone, strictCSV: strictCSV, samples: samples)
      }
    }
    return try rows(of: file, zone: zone, strictCSV: strictCSV, samples: samples)
  }

  private static func rows(
    of file: InputFile, zone: TimeZoneRule?, strictCSV: Bool,
    samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    let reading = Reading(file: file, zone: zone, strictCSV: strictCSV)
    switch file.feed {
    case .deploys:
      return try reading.records(
        "deploy_id", DeployRows.record, id: \.deployment.id.name, content: { $0.withoutPlace },
        times: { [$0.deployment.startedAt] }, wrap: FileReading.Records.deploys)
    case .incidents:
      return try reading.records(
        "incident_id", IncidentRows.record, id: \.id.name, content: { $0.withoutPlace },
        times: { [$0.startedAt] }, wrap: FileReading.Records.incidents)
    case .services:
      return try reading.records(
        "service", ServiceRows.record, id: \.service.name, content: { $0 }, times: { _ in [] },
        wrap: FileReading.Records.services)
    case .calendar:
      return try reading.records(
        nil, CalendarRows.record, id: { _ in nil }, content: { $0 },
        times: { [$0.window.start, $0.window.end] }, wrap: FileReading.Records.calendar)
    case .orderMetrics:
      return try withoutActuallyEscaping(samples) { try reading.samples($0) }
    }
  }
}

/// One reading in progress: the file and how it is to be read.
private struct Reading {
  let file: InputFile
  let zone: TimeZoneRule?
  let strictCSV: Bool

  func records<Record: Equatable>(
    _ idColumn: String?, _ parse: (inout RowCells) -> Record?,
    id: @escaping (Record) -> String?, content: @escaping (Record) -> Record,
    times: (Record) -> [Timestamp], wrap: ([Record]) -> FileReading.Records
  ) throws -> FileReading {
    var rows = RecordRows(feed: file.feed, idColumn: idColumn, idOf: id, content: content)
    let (header, rowsRead, sha256) = try readRows { header, block, records in
      for record in records {
        var cells = RowCells(
          header: header, block: block, record: record, zone: zone, file: file.name)
        let value = cells.isWhole ? parse(&cells) : nil
        if let rejection = cells.rejection(file.feed) {
          rows.setAside(rejection)
        } else if let value {
          rows.take(value, record, of: block)
        }
      }
      try check(rows.rejected)
    }
    let settled = rows.settle(header, file: file.name)
    try check(rows.rejected)
    let moments = settled.flatMap(times)
    return FileReading(
      file: file.name, sha256: sha256, rowsRead: rowsRead, records: wrap(settled),
      rejected: rows.rejected, duplicates: rows.duplicates, firstAt: moments.min(),
      lastAt: moments.max(), extraColumns: header.extra, columns: header.names)
  }

  func samples(_ handOver: @escaping (SampleBatch) throws -> Void) throws -> FileReading {
    var rows: MetricRows?
    let (header, rowsRead, sha256) = try readRows { header, block, records in
      if rows == nil { rows = MetricRows(header: header, file: file.name, zone: zone) }
      rows?.take(block, records)
      try check(rows?.rejected ?? [])
    }
    let series = rows?.series() ?? []
    var handover = SampleHandover(
      seriesTable: series.map(\.key), hasLatency: rows?.hasLatency ?? false, handOver: handOver)
    for (index, entry) in series.enumerated() { try handover.take(Int32(index), entry.buffer) }
    try handover.finish()
    let contradicting = try contradictingRows(handover.contradictions, sha256)
    let rejected = ((rows?.rejected ?? []) + contradicting)
      .sorted { $0.place.line < $1.place.line }
    try check(rejected)
    return FileReading(
      file: file.name, sha256: sha256, rowsRead: rowsRead, records: .samples(handover.count),
      rejected: rejected, duplicates: handover.duplicates, firstAt: handover.firstAt,
      lastAt: handover.lastAt, extraColumns: header.extra, columns: header.names)
  }

  private func readRows(
    _ take: (Header, RecordBlock, Range<Int>) throws -> Void
  ) throws -> (header: Header, rowsRead: Int, sha256: String) {
    var header: Header?
    var rowsRead = 0
    let sha256 = try CSVFile.read(
      path: file.path, tokenizer: LibCSVTokenizer(isStrict: strictCSV),
      header: { header = try Header(cells: $0, feed: file.feed, path: file.path) },
      rows: { block, records in
        rowsRead += records.count
        if let header { try take(header, block, records) }
      })
    guard let header else { throw InputProblem.empty(path: file.path) }
    return (header, rowsRead, sha256)
  }

  /// Reads the file once more for the cells of the rows that contradict each other, which were
  /// not kept; there are few of them, if any.
  private func contradictingRows(
    _ otherLine: [Int: Int], _ sha256: String
  ) throws -> [RejectedRow] {
    guard !otherLine.isEmpty else { return [] }
    var rows: [RejectedRow] = []
    let again = try readRows { _, block, records in
      for record in records {
        guard let other = otherLine[block.lines[record]] else { continue }
        rows.append(
          RejectedRow(
            feed: file.feed, place: SourcePlace(file: file.name, line: block.lines[record]),
            column: nil, value: nil, reason: RowFault.otherSample(line: other).text,
            cells: block.texts(of: record)))
      }
    }
    guard again.sha256 == sha256 else { throw InputProblem.changedWhileRead(path: file.path) }
    return rows
  }

  private func check(_ rejected: [RejectedRow]) throws {
    guard rejected.count > IngestionPolicy.rejectedRows else { return }
    throw InputProblem.tooManyRowsSetAside(
      path: file.path, limit: IngestionPolicy.rejectedRows, first: rejected[0])
  }
}
