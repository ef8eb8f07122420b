import GRDB
import Vocabulary

/// The pages of samples and the hours counted from them, in one transaction.
struct PageTable: ~Copyable {
  private struct Known {
    let id: Int64
    /// The newest day with a page; `nil` if there is none.
    var newestDay: Int64?
  }

  private let database: Database
  private let insert: DirectInsert
  private let upsert: DirectInsert
  private var hours: HourTable
  private var known: [SeriesKey: Known] = [:]

  init(_ database: Database) throws {
    // An insert that may turn into an update keeps the way back in a journal of its own, a third
    // of the time where foreign keys are checked; hence a plain one for the pages that are new.
    let new = """
      INSERT INTO sample_page
        (series_id, day_at, samples, first_at, last_at, changed_in_load, payload)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """
    let insert = try DirectInsert(database, sql: new)
    let upsert = try DirectInsert(
      database,
      sql: """
        \(new) ON CONFLICT DO UPDATE SET samples = excluded.samples, first_at = excluded.first_at,
          last_at = excluded.last_at, changed_in_load = excluded.changed_in_load,
          payload = excluded.payload
        """)
    let hours = try HourTable(database)
    (self.database, self.insert, self.upsert, self.hours) = (database, insert, upsert, hours)
  }

  /// Merges a new page of a series into what is held of its day; what it repeated and replaced.
  mutating func merge(
    _ new: PackedPage, _ key: SeriesKey, load: () throws -> Int64
  ) throws -> (repeated: Int, replaced: Int) {
    let series = try entry(of: key)
    let isNew = series.newestDay.map { new.day > $0 } ?? true
    guard !isNew, let payload = try payload(series.id, new.day) else {
      if isNew { known[key]?.newestDay = new.day }
      try write(new, series.id, load: try load(), isNew: isNew)
      return (0, 0)
    }
    let held = try PageTable.decode(payload, key, new.day)
    let merge = PageMerge(held: held, new: try PageTable.decode(new.payload, key, new.day))
    if merge.changes(held) {
      try PageHistory.keep(
        database, series: series.id, day: new.day, grows: merge.onlyAppends, load: try load())
      let page = PackedPage(PageColumns(merge.samples), day: new.day)
      try write(page, series.id, load: try load(), isNew: false)
    }
    return (merge.repeated, merge.replaced)
  }

  /// Writes what waits for the end of a file.
  mutating func finish() throws { try hours.write() }

  /// Forgets what is known of the table, because it was rolled back.
  mutating func forget() {
    known = [:]
    hours.forget()
  }

  static func decode(_ payload: [UInt8], _ key: SeriesKey, _ day: Int64) throws -> [PageSample] {
    do {
      return try PageCodec.decode(payload, day: day)
    } catch {
      throw StoreError.damagedPage(
        key, day: Timestamp(secondsSinceEpoch: day), reason: error.reason)
    }
  }

  /// The same behind what `columns` hold already, without latencies.
  static func decode(
    _ payload: [UInt8], _ key: SeriesKey, _ day: Int64, into columns: inout SampleColumns
  ) throws {
    do {
      try PageCodec.decode(payload, day: day, into: &columns)
    } catch {
      throw StoreError.damagedPage(
        key, day: Timestamp(secondsSinceEpoch: day), reason: error.reason)
    }
  }

  private mutating func entry(of key: SeriesKey) throws -> Known {
    if let entry = known[key] { return entry }
    let names: StatementArguments = [key.marketplace.name, key.service?.name ?? ""]
    let select = try database.cachedStatement(
      sql: "SELECT id FROM series WHERE marketplace = ? AND service = ?")
    let entry: Known
    if let id = try Int64.fetchOne(select, arguments: names) {
      let newest = try database.cachedStatement(
        sql: "SELECT max(day_at) FROM sample_page WHERE series_id = ?")
      entry = Known(id: id, newestDay: try Int64.fetchOne(newest, arguments: [id]))
    } else {
      let insert = try database.cachedStatement(
        sql: "INSERT INTO series (marketplace, service) VALUES (?, ?)")
      try insert.execute(arguments: names)
      entry = Known(id: database.lastInsertedRowID, newestDay: nil)
    }
    known[key] = entry
    return entry
  }

  private func payload(_ seriesID: Int64, _ day: Int64) throws -> [UInt8]? {
    let select = try database.cachedStatement(
      sql: "SELECT payload FROM sample_page WHERE series_id = ? AND day_at = ?")
    return try Row.fetchOne(select, arguments: [seriesID, day])?.bytes("payload")
  }

  private mutating func write(
    _ page: PackedPage, _ seriesID: Int64, load: Int64, isNew: Bool
  ) throws {
    let statement = isNew ? insert : upsert
    statement.bind(1, seriesID)
    statement.bind(2, page.day)
    statement.bind(3, Int64(page.count))
    statement.bind(4, page.firstAt)
    statement.bind(5, page.lastAt)
    statement.bind(6, load)
    try page.payload.withUnsafeBufferPointer { payload in
      statement.bind(7, payload)
      try statement.run()
    }
    try hours.take(page.hours, seriesID, isNew: isNew)
  }
}

extension SeriesKey {
  /// As stored: an empty service is the whole storefront.
  init(marketplace: String, service: String) {
    self.init(
      marketplace: Marketplace(marketplace), service: service.isEmpty ? nil : Service(service))
  }
}
