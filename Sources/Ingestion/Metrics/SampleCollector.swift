import Vocabulary

/// What reading a file of order metrics says while it goes on.
enum MetricEvent: Sendable {
  /// Of one series.
  case samples(SampleBatch)
  /// What was handed over of this file so far does not count: it comes again, in full.
  case startOver
}

/// Gathers rows to days of a series and hands them over, without those that contradict each other.
struct SampleCollector: ~Copyable {
  var interner: SeriesInterner
  var held: HeldRows
  private(set) var settling = RowSettling()
  private var rows: [MetricRow] = []
  private let put: (MetricEvent) throws -> Void

  init(
    mostRows: Int = IngestionPolicy.heldRows, packFrom: Int = IngestionPolicy.unpackedRows,
    aliases: [String: String] = [:], put: @escaping (MetricEvent) throws -> Void
  ) {
    interner = SeriesInterner(aliases: aliases)
    held = HeldRows(mostRows: mostRows, packFrom: packFrom)
    self.put = put
  }

  mutating func take(_ series: Int32, _ row: MetricRow) throws {
    try attend(to: held.append(series, row), series, row)
  }

  /// Does what a row asks for that is held, or could not be.
  mutating func attend(
    to attention: HeldRows.Attention, _ series: Int32, _ row: MetricRow
  ) throws {
    switch attention {
    case .none: break
    case .dayOver:
      let isAscending = held.takeDaysOver(series, into: &rows)
      try handOver(series, isAscending)
    case .outOfOrder:
      held.beginCounting()
      _ = held.append(series, row)
      settling = RowSettling()
      try put(.startOver)
    }
  }

  /// Hands over what is still held, by series, unless it has to be read again.
  mutating func finish() throws {
    guard held.mode != .counting else { return }
    let keys = interner.keys
    for series in (0..<held.seriesCount).sorted(by: { keys[$0] < keys[$1] }) {
      let isAscending = held.takeAll(Int32(series), into: &rows)
      try handOver(Int32(series), isAscending)
    }
  }

  /// The series in groups, by key, whose rows can be held at once (or which are one series alone).
  func groups(ofRows most: Int) -> [[Int32]] {
    let keys = interner.keys
    var groups: [[Int32]] = []
    var room = 0
    for series in (0..<held.seriesCount).sorted(by: { keys[$0] < keys[$1] }) {
      let count = held.rowCount(series)
      if groups.isEmpty || count > room {
        groups.append([])
        room = most
      }
      groups[groups.count - 1].append(Int32(series))
      room -= count
    }
    return groups
  }

  private mutating func handOver(_ series: Int32, _ isAscending: Bool) throws {
    let key = interner.keys[Int(series)]
    let batch = isAscending ? settling.batch(rows, key) : settling.settle(rows, series, key)
    guard let batch else { return }
    try put(.samples(batch))
  }
}
