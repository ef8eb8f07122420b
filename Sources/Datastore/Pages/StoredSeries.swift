import GRDB
public import Vocabulary

/// The series of a store, read one by one from any thread.
public struct StoredSeries: Sendable {
  /// Ascending.
  public let keys: [SeriesKey]
  /// From the first sample to a step after the last one; `nil` without samples.
  public let window: TimeWindow?
  /// By key: the first sample; the end of time without samples, and where pages have changed since the
  /// load, for nobody looks up when they came.
  public let starts: [Timestamp]
  private let ids: [Int64]
  private let ends: [(first: Timestamp, last: Timestamp, step: Int)?]
  private let store: Store
  private let load: Int64

  /// - Parameters:
  ///   - load: only what the loads up to this one had brought counts.
  ///   - isWanted: which series to read.
  public init(
    _ store: Store, asOf load: Int64 = Store.present, where isWanted: (SeriesKey) -> Bool
  ) throws {
    let (known, ends, isPast) = try store.read { database in
      let known = try Store.seriesKeys(database).filter { isWanted($0.1) }
      let isPast = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM sample_page WHERE changed_in_load > ?)",
        arguments: [load])
      let ends = try known.map { try StoredSeries.ends(database, $0.0, $0.1, asOf: load) }
      return (known, ends, isPast ?? true)
    }
    keys = known.map(\.1)
    ids = known.map(\.0)
    self.ends = ends
    starts = ends.map { isPast ? nil : $0?.first }.map { $0 ?? Timestamp(secondsSinceEpoch: .max) }
    window = TimeWindow.around(
      ends.compactMap { $0 }.map { first, last, step in
        TimeWindow(start: first, seconds: last.seconds(since: first) + step)
      })
    self.store = store
    self.load = load
  }

  /// The series of the key at a position, as `Store.series` reads it; `nil` if no sample has a place.
  ///
  /// - Parameter moment: days before it are not read, and the series begins there, be it with holes;
  ///   `nil` for all.
  public func series(at index: Int, from moment: Timestamp? = nil) throws -> Series? {
    let first = moment.map { $0.secondsSinceEpoch.startOfPage }.flatMap {
      starts[index].secondsSinceEpoch < $0 ? $0 : nil
    }
    let pages = try store.read { database in
      try StoredPages(database, ids[index], keys[index], asOf: load, from: first)
    }
    let series = try pages.reading(keys[index], window: nil).series.first
    guard let first, let series else { return series }
    // Where its steps do not fit, all of it is read.
    return try series.beginning(at: Timestamp(secondsSinceEpoch: first))
      ?? self.series(at: index)
  }

  /// When those were counted that reach no further than `seconds` from their start before `moment`.
  public func reaches(cutAt moment: Timestamp, within seconds: Int) throws -> [SeriesReach] {
    let lasts = try store.read { database in
      try keys.indices.map {
        try StoredSeries.lastSample(database, ids[$0], keys[$0], before: moment)
      }
    }
    return try keys.indices.compactMap { index in
      let start = starts[index]
      // As of a past moment pages hold more than what counts, and one sample tells no step.
      guard let end = ends[index], end.step > 0, start.secondsSinceEpoch < .max else {
        return try series(at: index).flatMap { SeriesReach($0, cutAt: moment) }
      }
      guard let last = lasts[index], last <= start.advanced(bySeconds: seconds) else { return nil }
      return SeriesReach(
        start: start, stepSeconds: end.step, endBefore: last.advanced(bySeconds: end.step),
        end: end.last.advanced(bySeconds: end.step))
    }
  }

  /// The last sample before `moment`; `nil` if there is none.
  private static func lastSample(
    _ database: Database, _ id: Int64, _ key: SeriesKey, before moment: Timestamp
  ) throws -> Timestamp? {
    let page = try database.cachedStatement(
      sql: """
        SELECT day_at, last_at FROM sample_page WHERE series_id = ? AND day_at < ? AND first_at < ?2
        ORDER BY day_at DESC LIMIT 1
        """)
    let before = moment.secondsSinceEpoch
    guard let row = try Row.fetchOne(page, arguments: [id, before]), let day: Int64 = row[0],
      let last: Int64 = row[1]
    else { return nil }
    guard last >= before else { return Timestamp(secondsSinceEpoch: last) }
    let pages = try StoredPages(database, id, key, asOf: Store.present, days: [day])
    return try pages.columns(key).time.last { $0 < before }.map(Timestamp.init(secondsSinceEpoch:))
  }

  /// The first sample and the last, and the step between those of the last page (0 of a single one);
  /// `nil` without samples.
  private static func ends(
    _ database: Database, _ id: Int64, _ key: SeriesKey, asOf load: Int64
  ) throws -> (first: Timestamp, last: Timestamp, step: Int)? {
    let ends = try database.cachedStatement(
      sql: "SELECT min(day_at), max(day_at) FROM sample_page WHERE series_id = ?")
    guard let row = try Row.fetchOne(ends, arguments: [id]), let first: Int64 = row[0],
      let last: Int64 = row[1]
    else { return nil }
    let time = try StoredPages(database, id, key, asOf: load, days: [first, last]).columns(key).time
    guard let start = time.first, let end = time.last else { return nil }
    let steps = zip(time, time.dropFirst()).lazy.map { $1 - $0 }.filter { $0 > 0 }
    return (
      Timestamp(secondsSinceEpoch: start), Timestamp(secondsSinceEpoch: end),
      Int(min(steps.min() ?? 0, SeriesAssembly.longestStep))
    )
  }
}

extension Series {
  /// With holes from `moment` to its start; `nil` if no step would begin there, or it is later.
  fileprivate func beginning(at moment: Timestamp) -> Series? {
    let ahead = start.seconds(since: moment)
    guard ahead >= 0, ahead % stepSeconds == 0 else { return nil }
    guard ahead > 0 else { return self }
    let holes = [Int32](repeating: Samples.hole, count: ahead / stepSeconds)
    return Series(
      key: key, start: moment, stepSeconds: stepSeconds,
      orders: Samples(storage: holes + orders.storage),
      errors: errors.map { Samples(storage: holes + $0.storage) })
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

  /// - Parameters:
  ///   - first: the first day; all if `nil`.
  ///   - days: only these; all if `nil`.
  init(
    _ database: Database, _ id: Int64, _ key: SeriesKey, asOf load: Int64, from first: Int64? = nil,
    days: Set<Int64>? = nil
  ) throws {
    let select = try database.cachedStatement(
      sql: """
        SELECT day_at, samples, changed_in_load, payload FROM sample_page
        WHERE series_id = ? AND day_at >= ? \(days == nil ? "" : "AND day_at IN (?, ?)")
        ORDER BY day_at
        """)
    let wanted = days.map { Array($0).sorted() } ?? []
    let arguments = [id, first ?? .min] + wanted + (wanted.count == 1 ? wanted : [])
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
    return SeriesReading(SeriesAssembly(key: key, samples: columns.samples, window: window))
  }
}
