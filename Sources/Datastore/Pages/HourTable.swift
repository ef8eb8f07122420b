import GRDB

/// Orders by hour, counted from the pages.
struct HourTable {
  private let insert: DirectInsert

  init(_ database: Database) throws {
    insert = try DirectInsert(
      database,
      sql: """
        INSERT INTO order_hour (series_id, hour_at, orders, errors, samples)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET orders = excluded.orders, errors = excluded.errors,
          samples = excluded.samples
        """)
  }

  /// Counts the hours of a page anew. A sample counts in the hour in which its step starts.
  func write(_ page: PageColumns, _ seriesID: Int64) throws {
    var start = page.time.startIndex
    while start < page.time.endIndex {
      let hour = page.time[start] - page.time[start] % 3600
      var end = start
      var (orders, errors): (Int64, Int64?) = (0, nil)
      while end < page.time.endIndex, page.time[end] < hour + 3600 {
        orders += Int64(page.orders[end])
        if page.errors[end] >= 0 { errors = (errors ?? 0) + Int64(page.errors[end]) }
        end += 1
      }
      insert.bind(1, seriesID)
      insert.bind(2, hour)
      insert.bind(3, orders)
      insert.bind(4, errors)
      insert.bind(5, Int64(end - start))
      try insert.run()
      start = end
    }
  }
}
