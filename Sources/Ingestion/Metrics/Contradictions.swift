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
    return try CSVFile.read(
      path: file.path, tokenizer: LibCSVTokenizer(isStrict: reading.strictCSV),
      header: { cells in
        let header = try Header(cells: cells, feed: file.feed, path: file.path)
        rows = MetricRows(
          header: header, columns: MetricColumns(header), file: file.name, zone: zone)
      },
      rows: { block, records in
        for record in records {
          guard let (series, row) = rows?.row(block, record, &interner) else { continue }
          take(RowSettling.Moment(series: series, time: row.time), row, block, record)
        }
      })
  }

  /// Once there are more rows than a file may have, only those of the first moment are kept.
  private mutating func take(
    _ moment: RowSettling.Moment, _ row: MetricRow, _ block: RecordBlock, _ record: Int
  ) {
    guard moments[moment] != nil, count <= IngestionPolicy.rejectedRows || moment == first else {
      return
    }
    if first == nil { first = moment }
    count += 1
    moments[moment]?.append(
      Found(line: block.lines[record], row: row, cells: block.texts(of: record)))
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
