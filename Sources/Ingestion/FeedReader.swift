public import Vocabulary

/// Turns one input file into typed records and rows set aside.
public enum FeedReader {
  /// Reads `file` from front to back, in the contract's own form.
  ///
  /// Times without an offset are read in `zone`; without one such a row is set aside. With
  /// `strictCSV` libcsv reads every row, and a single stray quote makes the file unusable instead
  /// of its row. `samples` gets the order metrics while the file is being read: if this throws,
  /// they do not count. `startOver` says that what came so far does not count and comes again, in
  /// full. Mended rows that had been set aside take their first places. Throws `InputProblem`, or
  /// what the closures throw.
  public static func read(
    _ file: InputFile, zone: TimeZoneRule? = nil, strictCSV: Bool = false,
    startOver: () throws -> Void = {}, samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    try read(
      file, as: .own(zone: zone), strictCSV: strictCSV, startOver: startOver, samples: samples)
  }

  /// The same of a file of any form.
  public static func read(
    _ file: InputFile, as form: FileForm, strictCSV: Bool = false,
    startOver: () throws -> Void = {}, samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    if let mended = try MendedFile(file, strictCSV: strictCSV) {
      return try mended.read {
        try rows(
          of: $0, form.asWritten, strictCSV, startOver: startOver, samples: samples)
      }
    }
    return try rows(of: file, form, strictCSV, startOver: startOver, samples: samples)
  }

  /// Begins to read a file of order metrics on threads of its own, so that it goes on while the
  /// caller still prepares to take the samples; `nil` where nothing can be begun.
  public static func begin(
    _ file: InputFile, as form: FileForm, strictCSV: Bool = false
  ) -> StartedReading? {
    guard file.feed == .orderMetrics, !MendedFile.begins(file.path) else { return nil }
    return StartedReading(MetricReading(file, as: form, strictCSV: strictCSV))
  }

  private static func rows(
    of file: InputFile, _ form: FileForm, _ strictCSV: Bool,
    startOver: () throws -> Void, samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    let reading = Reading(file: file, form: form, strictCSV: strictCSV)
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
        "service", ServiceRows.record, id: \.service.name, content: { $0.withoutPlace },
        times: { _ in [] }, wrap: FileReading.Records.services)
    case .calendar:
      return try reading.records(
        nil, CalendarRows.record, id: { _ in nil }, content: { $0 },
        times: { [$0.window.start, $0.window.end] }, wrap: FileReading.Records.calendar)
    case .changeRecords:
      return try reading.records(
        "change_record", ChangeRecordRows.record, id: \.number, content: { $0.withoutPlace },
        times: { _ in [] }, wrap: FileReading.Records.changeRecords)
    case .orderMetrics:
      return try MetricReading(file, as: form, strictCSV: strictCSV)
        .read(startOver: startOver, samples: samples)
    }
  }
}

/// A file of order metrics that is being read already; given up without `finish`, it stops.
public struct StartedReading: Sendable {
  private let metrics: MetricsInProgress

  init(_ reading: MetricReading) { metrics = MetricsInProgress(reading) }

  /// The rest of what `FeedReader.read` does; to be called once.
  public func finish(
    startOver: () throws -> Void = {}, samples: (SampleBatch) throws -> Void
  ) throws -> FileReading {
    try metrics.finish(startOver: startOver, samples: samples)
  }
}

/// One reading in progress: the file and how it is to be read.
private struct Reading {
  let file: InputFile
  let form: FileForm
  let strictCSV: Bool

  /// What a pass over the file told beside its rows.
  struct Pass {
    let header: Header
    let rowsRead: Int
    let sha256: String
    var rowsSkipped = 0
    var findings: [String] = []
  }

  /// A mapping writes all times with an offset.
  private var zone: TimeZoneRule? {
    if case .own(let zone, _) = form { zone } else { nil }
  }

  func records<Record: Equatable>(
    _ idColumn: String?, _ parse: (inout RowCells) -> Record?,
    id: @escaping (Record) -> String?, content: @escaping (Record) -> Record,
    times: (Record) -> [Timestamp], wrap: ([Record]) -> FileReading.Records
  ) throws -> FileReading {
    var rows = RecordRows(feed: file.feed, idColumn: idColumn, idOf: id, content: content)
    let pass = try readRows { header, block, records in
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
    let settled = rows.settle(pass.header, file: file.name)
    try check(rows.rejected)
    let moments = settled.flatMap(times)
    return FileReading(
      file: file.name, sha256: pass.sha256, rowsRead: pass.rowsRead, records: wrap(settled),
      rejected: rows.rejected, duplicates: rows.duplicates, firstAt: moments.min(),
      lastAt: moments.max(), extraColumns: pass.header.extra, extraCells: rows.extraCells,
      rowsSkipped: pass.rowsSkipped, findings: pass.findings, columns: pass.header.names)
  }

  private func readRows(
    _ take: (Header, RecordBlock, Range<Int>) throws -> Void
  ) throws -> Pass {
    if case .mapped(let mapping) = form {
      let outcome = try MappedFile(path: file.path, mapping: mapping, strictCSV: strictCSV)
        .read(take)
      return Pass(
        header: outcome.header, rowsRead: outcome.rowsRead, sha256: outcome.sha256,
        rowsSkipped: outcome.rowsSkipped, findings: outcome.findings)
    }
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
    return Pass(header: header, rowsRead: rowsRead, sha256: sha256)
  }

  private func check(_ rejected: [RejectedRow]) throws {
    guard rejected.count > IngestionPolicy.rejectedRows else { return }
    throw InputProblem.tooManyRowsSetAside(
      path: file.path, limit: IngestionPolicy.rejectedRows, first: rejected[0])
  }
}
