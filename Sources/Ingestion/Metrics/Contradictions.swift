import Vocabulary

/// Finds the rows that contradict each other in the file once more, for their lines and cells,
/// which were not kept; there are few of them, if any.
struct Contradictions {
  private struct Found {
    let line: Int
    let row: MetricRow
    let cells: [String]
  }

  private var moments: [RowSettling.Moment: [Found]]
  private var count = 0
  private var first: RowSettling.Moment?

  init(_ moments: Set<RowSettling.Moment>) {
    self.moments = Dictionary(uniqueKeysWithValues: moments.map { ($0, []) })
  }

  /// One a row, each naming another. Throws `InputProblem` if the file is not what it was.
  func rows(
    of reading: MetricReading, _ sha256: String, _ interner: inout SeriesInterner
  ) throws -> [RejectedRow] {
    guard !moments.isEmpty else { return [] }
    var search = self
    guard try search.read(reading, &interner) == sha256 else {
      throw InputProblem.changedWhileRead(path: reading.file.path)
    }
    return search.moments.values.flatMap { rows in
      rows.compactMap { rejection($0, among: rows, reading.file) }
    }
  }

  private mutating func read(
    _ reading: MetricReading, _ interner: inout SeriesInterner
  ) throws -> String {
    let (file, zone) = (reading.file, reading.zone)
    var rows: MetricRows?
    func take(_ header: Header, _ block: RecordBlock, _ records: Range<Int>) {
      if rows == nil {
        rows = MetricRows(
          header: header, columns: MetricColumns(header), file: file.name, zone: zone)
      }
      for record in records {
        guard let (series, row) = rows?.row(block, record, &interner) else { continue }
        self.take(
          RowSettling.Moment(series: series, time: row.time),
          Found(
            line: block.lines[record], row: row, cells: header.originalCells(of: record, in: block))
        )
      }
    }
    if let mapping = reading.mapping {
      return try MappedFile(path: file.path, mapping: mapping, strictCSV: reading.strictCSV)
        .read(take).sha256
    }
    var header: Header?
    return try CSVFile.read(
      path: file.path, tokenizer: LibCSVTokenizer(isStrict: reading.strictCSV),
      header: { header = try Header(cells: $0, feed: file.feed, path: file.path) },
      rows: { block, records in if let header { take(header, block, records) } })
  }

  /// Once there are more rows than a file may have, only those of the first moment are kept.
  private mutating func take(
    _ moment: RowSettling.Moment, _ found: @autoclosure () -> Found
  ) {
    guard moments[moment] != nil, count <= IngestionPolicy.rejectedRows || moment == first else {
      return
    }
    if first == nil { first = moment }
    count += 1
    moments[moment]?.append(found())
  }

  /// `nil` if no other row is known, which happens only in a file that is refused as a whole.
  private func rejection(_ found: Found, among rows: [Found], _ file: InputFile) -> RejectedRow? {
    let other = rows.first { !$0.row.saysTheSame(as: found.row) }
    guard let other else { return nil }
    return RejectedRow(
      feed: file.feed, place: SourcePlace(file: file.name, line: found.line), column: nil,
      value: nil, reason: RowFault.otherSample(line: other.line).text, cells: found.cells)
  }
}
