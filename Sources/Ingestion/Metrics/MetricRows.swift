import Vocabulary

/// Rows of the order metrics as libcsv gives them, parsed without an object per row or cell.
struct MetricRows {
  private let header: Header
  private let columns: Columns
  private let file: String
  private let zone: TimeZoneRule?
  /// The last time as text and as value: most rows repeat it, or their neighbour's.
  private var lastTimeText: [UInt8] = []
  private var lastTime: Int64 = 0

  private(set) var rejected: [RejectedRow] = []

  /// Positions of the columns in a row; −1 if the file lacks it.
  private struct Columns {
    let time, marketplace, orders, service, errors, latency: Int

    init(_ columns: MetricColumns) {
      time = columns.position(.time)
      marketplace = columns.position(.marketplace)
      orders = columns.position(.orders)
      service = columns.position(.service)
      errors = columns.position(.errors)
      latency = columns.position(.latency)
    }
  }

  init(header: Header, columns: MetricColumns, file: String, zone: TimeZoneRule?) {
    self.header = header
    self.columns = Columns(columns)
    self.file = file
    self.zone = zone
  }

  /// The series and the rest of one record; `nil` if it cannot be used, which is noted.
  mutating func row(
    _ block: RecordBlock, _ record: Int, _ interner: inout SeriesInterner
  ) -> (series: Int32, row: MetricRow)? {
    let cells = block.cellRange(of: record)
    guard cells.count == header.count, block.faults.isEmpty || block.faults[record] == nil else {
      setAside(block, record)
      return nil
    }
    do throws(RowFault) {
      return try parse(block, block.bytes.span, cells.lowerBound, &interner)
    } catch {
      setAside(block, record)
      return nil
    }
  }

  private mutating func parse(
    _ block: RecordBlock, _ bytes: Span<UInt8>, _ first: Int, _ interner: inout SeriesInterner
  ) throws(RowFault) -> (Int32, MetricRow) {
    func range(_ column: Int) -> Range<Int> {
      column < 0 ? 0..<0 : CellBytes.trimmed(bytes, block.bytes(ofCell: first + column))
    }
    let time = try time(bytes, range(columns.time))
    let orders = try NumberText.whole(bytes.extracting(range(columns.orders)))
    let errors = range(columns.errors)
    let latency = range(columns.latency)
    let row = MetricRow(
      time: MetricRow.time(time), orders: orders,
      errors: errors.isEmpty
        ? SampleBatch.noErrors : try NumberText.whole(bytes.extracting(errors)),
      latency: latency.isEmpty ? .nan : try NumberText.decimal(bytes.extracting(latency)))
    let marketplace = range(columns.marketplace)
    guard !marketplace.isEmpty else { throw .emptyCell }
    let series = try interner.index(
      bytes, marketplace: marketplace, service: range(columns.service))
    return (series, row)
  }

  private mutating func time(
    _ bytes: Span<UInt8>, _ range: Range<Int>
  ) throws(RowFault) -> Int64 {
    if range.count == lastTimeText.count {
      var isSame = true
      for offset in 0..<range.count
      where lastTimeText[offset] != bytes[range.lowerBound + offset] {
        isSame = false
        break
      }
      if isSame, !range.isEmpty { return lastTime }
    }
    let time = try TimeText.parse(bytes.extracting(range), zone: zone)
    lastTimeText.removeAll(keepingCapacity: true)
    for position in range { lastTimeText.append(bytes[position]) }
    lastTime = time
    return time
  }

  /// Reads the row once more, slowly, to find all that is wrong with it.
  private mutating func setAside(_ block: RecordBlock, _ record: Int) {
    var row = RowCells(header: header, block: block, record: record, zone: zone, file: file)
    if row.isWhole {
      _ = row.requiredTime("timestamp")
      _ = row.requiredText("marketplace")
      _ = row.required("orders", NumberText.whole)
      _ = row.text("service")
      _ = row.recorded("errors", NumberText.whole)
      _ = row.recorded("latency_ms", NumberText.decimal)
    }
    if let rejection = row.rejection(.orderMetrics) { rejected.append(rejection) }
  }
}
