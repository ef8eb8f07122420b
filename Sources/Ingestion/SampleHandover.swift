import Vocabulary

/// Hands over the samples of a file, in order of series and time, without those that contradict
/// each other.
struct SampleHandover {
  private var batch: SampleBatch
  private let handOver: (SampleBatch) throws -> Void

  private(set) var count = 0
  private(set) var duplicates = 0
  private(set) var firstAt: Timestamp?
  private(set) var lastAt: Timestamp?
  /// For each line that contradicts another, that other line.
  private(set) var contradictions: [Int: Int] = [:]

  init(
    seriesTable: [SeriesKey], hasLatency: Bool, handOver: @escaping (SampleBatch) throws -> Void
  ) {
    batch = SampleBatch(seriesTable: seriesTable, latency: hasLatency ? [] : nil)
    self.handOver = handOver
  }

  /// Takes the rows of one series; series must come in the order of the table.
  mutating func take(_ series: Int32, _ buffer: SeriesBuffer) throws {
    let rows = buffer.rows()
    var start = 0
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].time == rows[start].time { end += 1 }
      let moment = rows[start..<end]
      if let other = moment.first(where: { !$0.saysTheSame(as: rows[start]) }) {
        for row in moment {
          let contradicts = row.saysTheSame(as: rows[start]) ? other : rows[start]
          contradictions[row.line] = contradicts.line
        }
      } else {
        duplicates += moment.count - 1
        try add(series, rows[start])
      }
      start = end
    }
  }

  /// Hands over what is left.
  mutating func finish() throws {
    if batch.count > 0 { try flush() }
  }

  private mutating func add(_ series: Int32, _ row: SeriesBuffer.Row) throws {
    batch.series.append(series)
    batch.time.append(row.time)
    batch.orders.append(row.orders)
    batch.errors.append(row.errors)
    batch.latency?.append(row.latency)
    count += 1
    let moment = Timestamp(secondsSinceEpoch: row.time)
    firstAt = min(firstAt ?? moment, moment)
    lastAt = max(lastAt ?? moment, moment)
    if batch.count >= IngestionPolicy.batchRows { try flush() }
  }

  private mutating func flush() throws {
    try handOver(batch)
    batch = SampleBatch(
      seriesTable: batch.seriesTable, latency: batch.latency == nil ? nil : [])
  }
}
