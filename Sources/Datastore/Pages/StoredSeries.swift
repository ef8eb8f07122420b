import GRDB
public import Vocabulary

/// The series of a store, read one by one from any thread.
public struct StoredSeries: Sendable {
  /// Ascending.
  public let keys: [SeriesKey]
  /// From the first sample to a step after the last one; `nil` without samples.
  public let window: TimeWindow?
  private let ids: [Int64]
  private let store: Store
  private let load: Int64

  /// - Parameters:
  ///   - load: only what the loads up to this one had brought counts.
  ///   - isWanted: which series to read.
  public init(
    _ store: Store, asOf load: Int64 = Store.present, where isWanted: (SeriesKey) -> Bool
  ) throws {
    let (known, window) = try store.read { database in
      let known = try Store.seriesKeys(database).filter { isWanted($0.1) }
      return (known, try StoredSeries.window(database, known, asOf: load))
    }
    keys = known.map(\.1)
    ids = known.map(\.0)
    self.window = window
    self.store = store
    self.load = load
  }

  /// The series of the key at a position, as `Store.series` reads it; `nil` if no sample has a place.
  public func series(at index: Int) throws -> Series? {
    let pages = try store.read { database in
      try StoredPages(database, ids[index], keys[index], asOf: load)
    }
    return try pages.reading(keys[index], window: nil).series.first
  }

  private static func window(
    _ database: Database, _ known: [(Int64, SeriesKey)], asOf load: Int64
  ) throws -> TimeWindow? {
    var window: (start: Int64, end: Int64)?
    for (id, key) in known {
      let ends = try database.cachedStatement(
        sql: """
          SELECT min(day_at) AS first_day, max(day_at) AS last_day FROM sample_page
          WHERE series_id = ?
          """)
      guard let row = try Row.fetchOne(ends, arguments: [id]),
        let first: Int64 = row["first_day"], let last: Int64 = row["last_day"]
      else { continue }
      let days = try StoredPages(database, id, key, asOf: load, days: [first, last])
      let time = try days.columns(key).time
      guard let start = time.first, let end = time.last else { continue }
      let step = time.count > 1 ? min(end - time[time.count - 2], SeriesAssembly.longestStep) : 0
      window = (min(window?.start ?? start, start), max(window?.end ?? end, end + step))
    }
    return window.flatMap {
      TimeWindow(
        start: Timestamp(secondsSinceEpoch: $0.start), end: Timestamp(secondsSinceEpoch: $0.end))
    }
  }
}

/// The pages of one series as they lie in the database, for unpacking elsewhere.
struct StoredPages {
  private enum Page {
    case packed([UInt8], day: Int64)
    /// As an earlier load had left it.
    case past([PageSample])
  }

  private var pages: [Page] = []
  private var count = 0

  /// - Parameter days: only these; all if `nil`.
  init(
    _ database: Database, _ id: Int64, _ key: SeriesKey, asOf load: Int64, days: Set<Int64>? = nil
  ) throws {
    let select = try database.cachedStatement(
      sql: """
        SELECT day_at, samples, changed_in_load, payload FROM sample_page
        WHERE series_id = ? \(days == nil ? "" : "AND day_at IN (?, ?)") ORDER BY day_at
        """)
    let wanted = days.map { Array($0).sorted() } ?? []
    let arguments = [id] + wanted + (wanted.count == 1 ? wanted : [])
    let rows = try Row.fetchCursor(select, arguments: StatementArguments(arguments))
    while let row = try rows.next() {
      let day: Int64 = row[0]
      count += row[1]
      let payload = row.bytes("payload") ?? []
      guard row[2] > load else {
        pages.append(.packed(payload, day: day))
        continue
      }
      let current = try PageTable.decode(payload, key, day)
      pages.append(
        .past(
          try PageHistory.samples(
            database, series: id, key: key, day: day, current: current, asOf: load)))
    }
  }

  func columns(_ key: SeriesKey) throws -> SampleColumns {
    var columns = SampleColumns()
    columns.reserve(count)
    for page in pages {
      switch page {
      case .packed(let payload, let day): try PageTable.decode(payload, key, day, into: &columns)
      case .past(let samples): columns.append(samples)
      }
    }
    return columns
  }

  func reading(_ key: SeriesKey, window: TimeWindow?) throws -> SeriesReading {
    let columns = try columns(key)
    if let series = columns.seriesOnGrid(key, window: window) {
      return SeriesReading(series: [series], unplaced: [])
    }
    let assembly = SeriesAssembly(key: key, samples: columns.samples, window: window)
    return SeriesReading(series: assembly.series.map { [$0] } ?? [], unplaced: assembly.unplaced)
  }
}
