import Vocabulary

/// The fast way through rows that are plain: no quote, no NUL, no carriage return but before the
/// line feed, no blank at the edge of a cell, as many cells as the header, and every value in its
/// usual form.
///
/// It takes a row only if libcsv and `MetricRows` would make the same of it, and leaves every
/// other to them, faulty ones included.
struct PlainLane: ~Copyable {
  enum Stop: Equatable {
    /// Every row was taken.
    case end
    /// The next row is not plain.
    case notPlain
    /// The last row taken asks for something.
    case attention(HeldRows.Attention, series: Int32, row: MetricRow)
  }

  struct Cells {
    var time: UInt32 = 0
    var orders: Int32 = 0
    var errors = SampleBatch.noErrors
    var latency = Float.nan
    /// Bytes from the beginning of the row.
    var marketplace = 0..<0
    var service = 0..<0
  }

  private let kinds: [MetricColumns.Kind]
  private let isUsual: Bool
  var time: PlainTime
  var names = PlainNames()
  /// Rows taken since the last call.
  var rowsTaken = 0

  init(_ columns: MetricColumns, zone: TimeZoneRule?) {
    kinds = columns.kinds
    isUsual = kinds == PlainLane.usualKinds
    time = PlainTime(zone: zone)
  }

  /// Takes rows from `place` on, up to `end`, which stands behind a line feed with
  /// `PlainBytes.margin` more bytes to read. Moves `place` beyond the last row taken.
  mutating func run(
    _ place: inout UnsafeRawPointer, to end: UnsafeRawPointer, _ interner: inout SeriesInterner,
    _ held: inout HeldRows
  ) -> Stop {
    rowsTaken = 0
    while place < end {
      if isUsual {
        if let stop = runUsual(&place, to: end, &held) { return stop }
        if place == end { return .end }
      }
      var next = place
      var cells = Cells()
      let expected = names.expected
      var series = expected
      guard let isExpected = take(&next, &cells, expected) else { return .notPlain }
      if !isExpected {
        guard let other = other(place, next, cells, &interner) else { return .notPlain }
        series = other
      }
      names.follow(series)
      place = next
      rowsTaken &+= 1
      let row = MetricRow(
        time: cells.time, orders: cells.orders, errors: cells.errors, latency: cells.latency)
      let attention = held.append(series, row)
      if attention != .none { return .attention(attention, series: series, row: row) }
    }
    return .end
  }

  /// Reads one row and moves beyond its line feed; whether its names are those of `expected`.
  /// `nil` if it is not plain.
  @inline(__always)
  private mutating func take(
    _ place: inout UnsafeRawPointer, _ cells: inout Cells, _ expected: Int32
  ) -> Bool? {
    var isExpected = expected >= 0
    let last = kinds.count - 1
    let row = place
    for column in 0...last {
      let start = place
      switch kinds[column] {
      case .time:
        guard let value = time.take(&place) else { return nil }
        cells.time = value
      case .marketplace:
        if !names.isMarketplace(expected, &place) {
          isExpected = false
          guard let end = PlainBytes.end(of: place), end != place else { return nil }
          place = end
        }
        cells.marketplace = start - row..<place - row
      case .service:
        if !names.isService(expected, &place) {
          isExpected = false
          guard let end = PlainBytes.end(of: place) else { return nil }
          place = end
        }
        cells.service = start - row..<place - row
      case .orders:
        guard let value = PlainNumber.whole(&place), value >= 0 else { return nil }
        cells.orders = value
      case .errors:
        guard let value = PlainNumber.whole(&place) else { return nil }
        cells.errors = value
      case .latency:
        guard let value = PlainNumber.decimal(&place) else { return nil }
        cells.latency = value
      case .other:
        guard let end = PlainBytes.end(of: place) else { return nil }
        place = end
      }
      if column == last {
        if place.load(as: UInt8.self) == 0x0d { place += 1 }
        guard place.load(as: UInt8.self) == 0x0a else { return nil }
      } else {
        guard place.load(as: UInt8.self) == 0x2c else { return nil }
      }
      place += 1
    }
    return isExpected
  }

  /// The series of a row that is not the expected one; `nil` if its names are not UTF-8.
  @inline(never)
  private mutating func other(
    _ start: UnsafeRawPointer, _ end: UnsafeRawPointer, _ cells: Cells,
    _ interner: inout SeriesInterner
  ) -> Int32? {
    let row = UnsafeRawBufferPointer(start: start, count: end - start)
    let series = interner.index(row, marketplace: cells.marketplace, service: cells.service)
    guard let series else { return nil }
    names.remember(
      series, UnsafeRawBufferPointer(rebasing: row[cells.marketplace]),
      UnsafeRawBufferPointer(rebasing: row[cells.service]))
    return series
  }
}
