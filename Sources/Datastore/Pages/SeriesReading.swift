import GRDB
public import Vocabulary

/// The series as they are held, and the samples that have no place in them.
public struct SeriesReading: Hashable, Sendable {
  /// By key.
  public let series: [Series]
  /// By key, then by time.
  public let unplaced: [UnplacedSample]
  /// By key.
  public let finer: [FinerRows]

  public init(series: [Series], unplaced: [UnplacedSample], finer: [FinerRows] = []) {
    self.series = series
    self.unplaced = unplaced
    self.finer = finer
  }

  init(_ assembly: SeriesAssembly) {
    self.init(
      series: assembly.series.map { [$0] } ?? [], unplaced: assembly.unplaced,
      finer: assembly.finer.map { [$0] } ?? [])
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
    self.init(SeriesAssembly(key: batch.key, samples: samples, window: nil))
  }
}

/// A sample that fits into no step of its series.
public struct UnplacedSample: Hashable, Sendable {
  public enum Reason: Hashable, Sendable, CaseIterable {
    /// Between two steps, and the nearer one is taken.
    case offGrid
    /// Its series has one sample only, so that no step can be told.
    case onlyOne
    /// Cut off from the rest of its series by more than a year, or with few others by more than four weeks.
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
  /// - Parameters:
  ///   - load: Only what the loads up to this one had brought counts.
  ///   - isWanted: Which series to read.
  public func series(
    in window: TimeWindow? = nil, asOf load: Int64 = Store.present,
    where isWanted: (SeriesKey) -> Bool = { _ in true }
  ) throws -> SeriesReading {
    try read { database in
      var series: [Series] = []
      var unplaced: [UnplacedSample] = []
      var finer: [FinerRows] = []
      for (id, key) in try Store.seriesKeys(database) where isWanted(key) {
        let reading = try StoredPages(database, id, key, asOf: load).reading(key, window: window)
        series += reading.series
        unplaced += reading.unplaced
        finer += reading.finer
      }
      return SeriesReading(series: series, unplaced: unplaced, finer: finer)
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
}
