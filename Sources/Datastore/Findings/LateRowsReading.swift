import GRDB
public import Vocabulary

extension Store {
  /// What the loads after `first`, up to `last`, brought or changed of orders before `moment`; `nil`
  /// if nothing.
  public func lateRows(
    before moment: Timestamp, after first: Int64, upTo last: Int64 = Store.present
  ) throws -> LateRows? {
    try read { database in
      let pages = try Row.fetchCursor(
        database,
        sql: """
          SELECT page.series_id, marketplace, service, day_at, changed_in_load, payload,
            EXISTS (SELECT 1 FROM sample_page_version AS old
              WHERE old.series_id = page.series_id AND old.day_at = page.day_at
                AND old.replaced_in > :first AND old.replaced_in <= :last
                AND old.payload IS NOT NULL) AS is_corrected,
            (SELECT old.last_at FROM sample_page_version AS old
              WHERE old.series_id = page.series_id AND old.day_at = page.day_at
                AND old.loaded_in <= :first AND old.replaced_in > :first) AS known_until_at
          FROM sample_page AS page JOIN series ON series.id = page.series_id
          WHERE page.day_at < :moment AND page.changed_in_load > :first
            AND (page.changed_in_load <= :last
              OR EXISTS (SELECT 1 FROM sample_page_version AS old
                WHERE old.series_id = page.series_id AND old.day_at = page.day_at
                  AND old.loaded_in > :first AND old.loaded_in <= :last))
          """,
        arguments: ["first": first, "last": last, "moment": moment.secondsSinceEpoch])
      var earliest: [SeriesKey: Timestamp] = [:]
      while let page = try pages.next() {
        let key = SeriesKey(marketplace: page["marketplace"], service: page["service"])
        guard let since = try Store.changed(page, key, database, upTo: last), since < moment else {
          continue
        }
        earliest[key] = min(since, earliest[key] ?? since)
      }
      guard let start = earliest.values.min() else { return nil }
      let files = try String.fetchAll(
        database,
        sql: """
          SELECT file FROM intake WHERE feed = 'order_metrics' AND load_id > ? AND load_id <= ?
            AND first_at < ? ORDER BY id
          """, arguments: [first, last, moment.secondsSinceEpoch])
      return LateRows(earliest: start, series: earliest.keys.sorted(), files: files)
    }
  }

  /// From which moment of a changed page on its samples may be others; rows behind what was known only
  /// continue it.
  private static func changed(
    _ page: Row, _ key: SeriesKey, _ database: Database, upTo load: Int64
  ) throws -> Timestamp? {
    let day: Int64 = page["day_at"]
    if page["is_corrected"] { return Timestamp(secondsSinceEpoch: day) }
    var samples = try PageTable.decode(page.bytes("payload") ?? [], key, day)
    if page["changed_in_load"] > load {
      samples = try PageHistory.samples(
        database, series: page["series_id"], key: key, day: day, current: samples, asOf: load)
    }
    let known: Int64? = page["known_until_at"]
    let first = samples.first { sample in known.map { sample.time > $0 } ?? true }
    return first.map { Timestamp(secondsSinceEpoch: $0.time) }
  }
}
