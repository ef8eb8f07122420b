import GRDB
public import Vocabulary

extension Store {
  /// Lets `take` have the samples as they are held, page by page, by series and time.
  ///
  /// Only those of `marketplace`, `service` and `window` if given; a page without any is left out.
  public func forEachPage(
    marketplace: Marketplace? = nil, service: Service? = nil, in window: TimeWindow? = nil,
    _ take: (SampleBatch) throws -> Void
  ) throws {
    try read { database in
      for (id, key) in try Store.seriesKeys(database) {
        guard marketplace == nil || key.marketplace == marketplace,
          service == nil || key.service == service
        else { continue }
        try Store.forEachPage(database, id, key, window, take)
      }
    }
  }

  private static func forEachPage(
    _ database: Database, _ id: Int64, _ key: SeriesKey, _ window: TimeWindow?,
    _ take: (SampleBatch) throws -> Void
  ) throws {
    let (from, to) = (window?.start.secondsSinceEpoch, window?.end.secondsSinceEpoch)
    let pages = try database.cachedStatement(
      sql: """
        SELECT day_at, payload FROM sample_page
        WHERE series_id = ? AND last_at >= ifnull(?, last_at) AND first_at < ifnull(?, first_at + 1)
        ORDER BY day_at
        """)
    let rows = try Row.fetchCursor(pages, arguments: [id, from, to])
    while let row = try rows.next() {
      let samples = try PageTable.decode(row.bytes("payload") ?? [], key, row["day_at"])
        .filter { $0.time >= from ?? $0.time && $0.time < to ?? $0.time + 1 }
      guard !samples.isEmpty else { continue }
      let hasLatency = samples.contains { !$0.latency.isNaN }
      try take(
        SampleBatch(
          key: key, time: samples.map { $0.time }, orders: samples.map { $0.orders },
          errors: samples.map { $0.errors }, latency: hasLatency ? samples.map { $0.latency } : nil)
      )
    }
  }
}
