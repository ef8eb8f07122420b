import GRDB
import Vocabulary

/// The pages of samples and the hours counted from them, in one transaction.
struct PageTable {
  private let database: Database
  private var seriesIDs: [SeriesKey: Int64] = [:]

  init(_ database: Database) throws {
    self.database = database
    let rows = try Row.fetchCursor(database, sql: "SELECT id, marketplace, service FROM series")
    while let row = try rows.next() {
      seriesIDs[SeriesKey(marketplace: row["marketplace"], service: row["service"])] = row["id"]
    }
  }

  /// Merges new samples of one series and day into its page; what they repeated and replaced.
  mutating func merge(
    _ new: [PageSample], _ key: SeriesKey, day: Int64, load: () throws -> Int64
  ) throws -> (repeated: Int, replaced: Int) {
    let seriesID = try id(of: key)
    let held = try payload(seriesID, day).map { payload in
      try PageTable.decode(payload, key, day)
    }
    let merge = PageMerge(held: held ?? [], new: new)
    if merge.changes(held ?? []) {
      try PageHistory.keep(
        database, series: seriesID, day: day, grows: merge.onlyAppends, load: try load())
      try write(merge.samples, seriesID, day: day, load: try load())
    }
    return (merge.repeated, merge.replaced)
  }

  static func decode(_ payload: [UInt8], _ key: SeriesKey, _ day: Int64) throws -> [PageSample] {
    do {
      return try PageCodec.decode(payload, day: day)
    } catch {
      throw StoreError.damagedPage(
        key, day: Timestamp(secondsSinceEpoch: day), reason: error.reason)
    }
  }

  private mutating func id(of key: SeriesKey) throws -> Int64 {
    if let id = seriesIDs[key] { return id }
    let insert = try database.cachedStatement(
      sql: "INSERT INTO series (marketplace, service) VALUES (?, ?)")
    try insert.execute(arguments: [key.marketplace.name, key.service?.name ?? ""])
    let id = database.lastInsertedRowID
    seriesIDs[key] = id
    return id
  }

  private func payload(_ seriesID: Int64, _ day: Int64) throws -> [UInt8]? {
    let select = try database.cachedStatement(
      sql: "SELECT payload FROM sample_page WHERE series_id = ? AND day_at = ?")
    return try Row.fetchOne(select, arguments: [seriesID, day])?.bytes("payload")
  }

  private func write(
    _ samples: [PageSample], _ seriesID: Int64, day: Int64, load: Int64
  ) throws {
    let upsert = try database.cachedStatement(
      sql: """
        INSERT INTO sample_page
          (series_id, day_at, samples, first_at, last_at, changed_in_load, payload)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET samples = excluded.samples, first_at = excluded.first_at,
          last_at = excluded.last_at, changed_in_load = excluded.changed_in_load,
          payload = excluded.payload
        """)
    let payload = PageCodec.encode(samples, day: day)
    try upsert.execute(arguments: [
      seriesID, day, samples.count, samples.first?.time, samples.last?.time, load,
      payload.asBlob,
    ])
    try writeHours(samples, seriesID)
  }

  /// Counts the hours of a page anew. A sample counts in the hour in which its step starts.
  private func writeHours(_ samples: [PageSample], _ seriesID: Int64) throws {
    let upsert = try database.cachedStatement(
      sql: """
        INSERT INTO order_hour (series_id, hour_at, orders, errors, samples)
        VALUES (?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET orders = excluded.orders, errors = excluded.errors,
          samples = excluded.samples
        """)
    var start = 0
    while start < samples.count {
      let hour = samples[start].time - samples[start].time % 3600
      var end = start
      var (orders, errors): (Int64, Int64?) = (0, nil)
      while end < samples.count, samples[end].time < hour + 3600 {
        orders += Int64(samples[end].orders)
        if samples[end].errors >= 0 { errors = (errors ?? 0) + Int64(samples[end].errors) }
        end += 1
      }
      try upsert.execute(arguments: [seriesID, hour, orders, errors, end - start])
      start = end
    }
  }
}

extension SeriesKey {
  /// As stored: an empty service is the whole storefront.
  init(marketplace: String, service: String) {
    self.init(
      marketplace: Marketplace(marketplace), service: service.isEmpty ? nil : Service(service))
  }
}
