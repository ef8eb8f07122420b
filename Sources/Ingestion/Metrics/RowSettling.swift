import Vocabulary

/// Makes a batch of the rows of a series and tells which contradict each other.
struct RowSettling {
  /// A moment of a series for which the file gives different values.
  struct Moment: Hashable {
    let series: Int32
    let time: UInt32
  }

  /// Usable samples so far, those that repeat another not counted.
  private(set) var count = 0
  private(set) var duplicates = 0
  private(set) var contradictions: Set<Moment> = []
  private var first = UInt32.max
  private var last = UInt32.min

  var firstAt: Timestamp? { count > 0 ? moment(first) : nil }
  var lastAt: Timestamp? { count > 0 ? moment(last) : nil }

  /// `rows` ascend by time. `nil` if none of them can be used.
  mutating func settle(_ rows: [MetricRow], _ series: Int32, _ key: SeriesKey) -> SampleBatch? {
    guard let kept = withoutRepeats(rows, series) else { return batch(rows, key) }
    return batch(kept, key)
  }

  /// The moments with one row, or with several that say the same; `nil` if that is all of them.
  private mutating func withoutRepeats(_ rows: [MetricRow], _ series: Int32) -> [MetricRow]? {
    guard let repeated = rows.firstRepeat else { return nil }
    var kept = Array(rows[..<repeated])
    var start = repeated
    while start < rows.count {
      var end = start + 1
      while end < rows.count, rows[end].time == rows[start].time { end += 1 }
      if rows[start..<end].allSatisfy({ $0.saysTheSame(as: rows[start]) }) {
        duplicates += end - start - 1
        kept.append(rows[start])
      } else if contradictions.count <= IngestionPolicy.rejectedRows {
        // Beyond that the file is refused, and more of them would only fill the memory.
        contradictions.insert(Moment(series: series, time: rows[start].time))
      }
      start = end
    }
    return kept
  }

  /// The same of rows of which no two are of the same time.
  mutating func batch(_ rows: [MetricRow], _ key: SeriesKey) -> SampleBatch? {
    guard let first = rows.first, let last = rows.last else { return nil }
    count += rows.count
    self.first = min(self.first, first.time)
    self.last = max(self.last, last.time)
    let hasLatency = rows.contains { !$0.latency.isNaN }
    return SampleBatch(
      key: key, time: rows.column { $0.secondsSince1970 }, orders: rows.column { $0.orders },
      errors: rows.column { $0.errors }, latency: hasLatency ? rows.column { $0.latency } : nil)
  }

  private func moment(_ time: UInt32) -> Timestamp {
    Timestamp(secondsSinceEpoch: Int64(time) + MetricRow.firstMoment)
  }
}

extension [MetricRow] {
  /// One value a row. `map` would ask before each whether there is room for it, which takes longer
  /// than the value.
  @inline(__always)
  fileprivate func column<Value>(_ value: (MetricRow) -> Value) -> [Value] {
    withUnsafeBufferPointer { rows in
      [Value](unsafeUninitializedCapacity: rows.count) { column, count in
        for index in rows.indices {
          column.initializeElement(at: index, to: value(rows[index]))
        }
        count = rows.count
      }
    }
  }

  /// Where the first moment begins that has more than one row.
  fileprivate var firstRepeat: Int? {
    indices.dropLast().first { self[$0].time == self[$0 + 1].time }
  }
}
