import Vocabulary

/// Rows of the order metrics, parsed from bytes without an object per row or cell.
struct MetricRows {
  /// Positions of the columns in a row; −1 if the file lacks it.
  private struct Columns {
    let time, marketplace, orders, service, errors, latency: Int

    init(_ header: Header) {
      time = header.position(of: "timestamp") ?? -1
      marketplace = header.position(of: "marketplace") ?? -1
      orders = header.position(of: "orders") ?? -1
      service = header.position(of: "service") ?? -1
      errors = header.position(of: "errors") ?? -1
      latency = header.position(of: "latency_ms") ?? -1
    }
  }

  private let header: Header
  private let columns: Columns
  private let file: String
  private let zone: TimeZoneRule?
  private var interner: SeriesInterner
  private var buffers: [SeriesBuffer] = []
  /// The last time as text and as value: most rows repeat it, or their neighbour's.
  private var lastTimeText: [UInt8] = []
  private var lastTime: Int64 = 0

  private(set) var rejected: [RejectedRow] = []
  private(set) var hasLatency = false

  init(header: Header, file: String, zone: TimeZoneRule?, aliases: [String: String] = [:]) {
    interner = SeriesInterner(aliases: aliases)
    self.header = header
    self.columns = Columns(header)
    self.file = file
    self.zone = zone
  }

  mutating func take(_ block: RecordBlock, _ records: Range<Int>) {
    let bytes = block.bytes.span
    for record in records {
      let cells = block.cellRange(of: record)
      guard cells.count == header.count, block.faults.isEmpty || block.faults[record] == nil else {
        setAside(block, record)
        continue
      }
      do throws(RowFault) {
        let (series, row) = try parse(block, bytes, cells.lowerBound, block.lines[record])
        if Int(series) >= buffers.count { buffers.append(SeriesBuffer()) }
        buffers[Int(series)].append(row)
      } catch {
        setAside(block, record)
      }
    }
  }

  /// The series and what each of them holds, by key.
  func series() -> [(key: SeriesKey, buffer: SeriesBuffer)] {
    zip(interner.keys, buffers).map { ($0, $1) }.sorted { $0.key < $1.key }
  }

  private mutating func parse(
    _ block: RecordBlock, _ bytes: Span<UInt8>, _ first: Int, _ line: Int
  ) throws(RowFault) -> (Int32, SeriesBuffer.Row) {
    func range(_ column: Int) -> Range<Int> {
      column < 0 ? 0..<0 : CellBytes.trimmed(bytes, block.bytes(ofCell: first + column))
    }
    let time = try time(bytes, range(columns.time))
    let orders = try NumberText.whole(bytes.extracting(range(columns.orders)))
    let errors = range(columns.errors)
    let latency = range(columns.latency)
    let row = SeriesBuffer.Row(
      time: time, orders: orders,
      errors: errors.isEmpty
        ? SampleBatch.noErrors : try NumberText.whole(bytes.extracting(errors)),
      latency: latency.isEmpty ? .nan : try NumberText.decimal(bytes.extracting(latency)),
      line: line)
    let marketplace = range(columns.marketplace)
    guard !marketplace.isEmpty else { throw .emptyCell }
    let series = try interner.index(
      bytes, marketplace: marketplace, service: range(columns.service))
    if !latency.isEmpty { hasLatency = true }
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
