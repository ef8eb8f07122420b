package import Vocabulary

/// Gathers the rows of a sorted stream to series, and refuses a stream that is not sorted: an
/// engine that lost the order would otherwise get drops of half a series.
struct StreamOrder {
  private let path: String
  private var key: SeriesKey?
  private var index: Int32 = -1
  private var rows: [MetricRow] = []
  private var settling = RowSettling()
  /// Series that ended and were not taken yet, in order.
  private var ended: [SampleBatch] = []
  private(set) var count = StreamCount()

  init(path: String) { self.path = path }

  /// Takes the next row; `index` numbers series in the order of their first row, so that one
  /// that came before is known by its number. Throws `InputProblem`.
  mutating func take(
    _ row: MetricRow, of index: Int32, key: @autoclosure () -> SeriesKey,
    at place: @autoclosure () -> StreamPlace
  ) throws(InputProblem) {
    count.rowsRead += 1
    if index != self.index {
      try begin(key(), index, place)
    } else if let last = rows.last, row.time <= last.time {
      guard row.time == last.time else {
        throw .timeOutOfOrder(
          path: path, place: place(), series: key(),
          after: Timestamp(secondsSinceEpoch: last.secondsSince1970))
      }
      if !row.saysTheSame(as: last) {
        count.keep(
          "\(path): \(place().words): gives other values for the same time and series as the row "
            + "before; neither was used")
      }
    }
    rows.append(row)
  }

  /// Counts a row that cannot be used.
  mutating func setAside(_ words: @autoclosure () -> String) {
    count.rowsRead += 1
    count.keep(words())
  }

  /// Ends the last series.
  mutating func finish() { endSeries() }

  /// The next whole series; `nil` if there is none yet.
  mutating func next() -> SampleBatch? { ended.isEmpty ? nil : ended.removeFirst() }

  private mutating func begin(
    _ key: SeriesKey, _ index: Int32, _ place: () -> StreamPlace
  ) throws(InputProblem) {
    if let last = self.key, index < self.index || !last.precedesInBytes(key) {
      throw .seriesOutOfOrder(path: path, place: place(), series: key, after: last)
    }
    endSeries()
    self.key = key
    self.index = index
  }

  private mutating func endSeries() {
    guard let key, !rows.isEmpty else { return }
    let repeatedBefore = settling.duplicates
    count.series += 1
    if let batch = settling.settle(rows, index, key) {
      let repeated = settling.duplicates - repeatedBefore
      count.rowsRepeated += repeated
      count.rowsCounted += batch.count + repeated
      ended.append(batch)
    }
    rows.removeAll(keepingCapacity: true)
  }
}

extension SeriesKey {
  /// The order in which engines sort text: by bytes, a name before the longer ones it begins.
  package func precedesInBytes(_ other: SeriesKey) -> Bool {
    let (mine, others) = (marketplace.name.utf8, other.marketplace.name.utf8)
    guard mine.elementsEqual(others) else { return mine.lexicographicallyPrecedes(others) }
    return (service?.name ?? "").utf8.lexicographicallyPrecedes((other.service?.name ?? "").utf8)
  }
}
