import GRDB

/// Orders by hour, counted from the pages.
///
/// The hours of many pages are written together, in the order of the table: each page of series by
/// itself would touch the place of every hour again.
struct HourTable {
  private struct Hour {
    let seriesID: Int64
    let count: HourCount
    /// Certainly not in the table yet.
    let isNew: Bool
  }

  /// Hours that wait, 56 bytes each: those of three days of three hundred series. More would save
  /// little and leave all of the writing to the end.
  private static let mostWaiting = 20_000

  /// New hours that go into one statement: beyond this many nothing more is saved.
  private static let together = 100

  private let insertMany: DirectInsert
  private let insert: DirectInsert
  private let upsert: DirectInsert
  private var waiting: [Hour] = []

  init(_ database: Database) throws {
    let new = """
      INSERT INTO order_hour (hour_at, series_id, orders, errors, samples)
      VALUES (?, ?, ?, ?, ?)
      """
    let more = String(repeating: ", (?, ?, ?, ?, ?)", count: HourTable.together - 1)
    insertMany = try DirectInsert(database, sql: new + more)
    insert = try DirectInsert(database, sql: new)
    upsert = try DirectInsert(
      database,
      sql: """
        \(new) ON CONFLICT DO UPDATE SET orders = excluded.orders, errors = excluded.errors,
          samples = excluded.samples
        """)
  }

  /// Takes the hours of a page of a series, counted anew.
  mutating func take(_ hours: [HourCount], _ seriesID: Int64, isNew: Bool) throws {
    for hour in hours { waiting.append(Hour(seriesID: seriesID, count: hour, isNew: isNew)) }
    if waiting.count >= HourTable.mostWaiting { try write() }
  }

  /// Writes the hours that wait; of one counted twice the later count.
  mutating func write() throws {
    let order = waiting.indices.sorted { left, right in
      (waiting[left].count.hour, waiting[left].seriesID, left)
        < (waiting[right].count.hour, waiting[right].seriesID, right)
    }
    var next = 0
    while next < order.count {
      let many = order[next...].prefix(HourTable.together)
      if many.count == HourTable.together, many.allSatisfy({ waiting[$0].isNew }) {
        for (place, index) in many.enumerated() { bind(waiting[index], place, insertMany) }
        try insertMany.run()
        next += many.count
      } else {
        let hour = waiting[order[next]]
        let statement = hour.isNew ? insert : upsert
        bind(hour, 0, statement)
        try statement.run()
        next += 1
      }
    }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Forgets the hours that wait.
  mutating func forget() { waiting.removeAll() }

  private func bind(_ hour: Hour, _ place: Int, _ statement: DirectInsert) {
    let first = Int32(place * 5)
    statement.bind(first + 1, hour.count.hour)
    statement.bind(first + 2, hour.seriesID)
    statement.bind(first + 3, hour.count.orders)
    statement.bind(first + 4, hour.count.errors)
    statement.bind(first + 5, hour.count.samples)
  }
}
