import GRDB
public import Vocabulary

/// The series as they are held, and the samples that have no place in them.
public struct SeriesReading: Hashable, Sendable {
  /// By key.
  public let series: [Series]
  /// By key, then by time.
  public let unplaced: [UnplacedSample]

  public init(series: [Series], unplaced: [UnplacedSample]) {
    self.series = series
    self.unplaced = unplaced
  }
}

extension SeriesReading {
  /// The one series that a batch makes, or none: the same as if its samples had been stored.
  public init(assembling batch: SampleBatch) {
    let samples = (0..<batch.count).map { row in
      PageSample(
        time: batch.time[row], orders: batch.orders[row], errors: batch.errors[row],
        latency: batch.latency?[row] ?? .nan)
    }
    let assembly = SeriesAssembly(key: batch.key, samples: samples, window: nil)
    self.init(series: assembly.series.map { [$0] } ?? [], unplaced: assembly.unplaced)
  }
}

/// A sample that fits into no step of its series.
public struct UnplacedSample: Hashable, Sendable {
  public enum Reason: Hashable, Sendable, CaseIterable {
    /// Between two steps, and the nearer one is taken.
    case offGrid
    /// Its series has one sample only, so that no step can be told.
    case onlyOne
    /// Cut off from the rest of its series by more than a year.
    case isolated
  }

  public let key: SeriesKey
  public let time: Timestamp
  public let orders: Int
  public let reason: Reason

  public init(key: SeriesKey, time: Timestamp, orders: Int, reason: Reason) {
    self.key = key
    self.time = time
    self.orders = orders
    self.reason = reason
  }
}

extension Store {
  /// All series, or the part of them whose steps start inside `window`; the step of a series is
  /// always told from all its samples. A series without a sample there is left out.
  ///
  /// - Parameter load: Only what the loads up to this one had brought counts.
  public func series(
    in window: TimeWindow? = nil, asOf load: Int64 = Store.present
  ) throws -> SeriesReading {
    try read { database in
      var series: [Series] = []
      var unplaced: [UnplacedSample] = []
      for (id, key) in try Store.seriesKeys(database) {
        let samples = try Store.samples(database, id, key, asOf: load)
        let assembly = SeriesAssembly(key: key, samples: samples, window: window)
        if let one = assembly.series { series.append(one) }
        unplaced += assembly.unplaced
      }
      return SeriesReading(series: series, unplaced: unplaced)
    }
  }

  /// The earliest day of each series that a load after `load` changed, by key: what a later run
  /// has to look at anew.
  public func changedDays(after load: Int64) throws -> [(key: SeriesKey, day: Timestamp)] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT marketplace, service, min(day_at) AS day_at FROM sample_page
          JOIN series ON series.id = sample_page.series_id
          WHERE changed_in_load > ? GROUP BY series.id
          """, arguments: [load]
      )
      .map { row in
        (SeriesKey(marketplace: row["marketplace"], service: row["service"]), row.time("day_at"))
      }
      .sorted { $0.key < $1.key }
    }
  }

  static func seriesKeys(_ database: Database) throws -> [(Int64, SeriesKey)] {
    try Row.fetchAll(database, sql: "SELECT id, marketplace, service FROM series")
      .map { row in
        (row["id"], SeriesKey(marketplace: row["marketplace"], service: row["service"]))
      }
      .sorted { $0.1 < $1.1 }
  }

  private static func samples(
    _ database: Database, _ id: Int64, _ key: SeriesKey, asOf load: Int64
  ) throws -> [PageSample] {
    var samples: [PageSample] = []
    let pages = try database.cachedStatement(
      sql: """
        SELECT day_at, changed_in_load, payload FROM sample_page
        WHERE series_id = ? ORDER BY day_at
        """)
    let rows = try Row.fetchCursor(pages, arguments: [id])
    while let row = try rows.next() {
      let day: Int64 = row["day_at"]
      let current = try PageTable.decode(row.bytes("payload") ?? [], key, day)
      guard row["changed_in_load"] > load else {
        samples += current
        continue
      }
      samples += try PageHistory.samples(
        database, series: id, key: key, day: day, current: current, asOf: load)
    }
    return samples
  }
}
