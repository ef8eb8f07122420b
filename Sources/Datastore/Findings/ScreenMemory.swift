import GRDB
public import Vocabulary

extension Store {
  /// What runs with these settings, by this version of the tool, left of screens: of the weeks from `start`
  /// on what that told, as long as no order before the end of the week, and nothing of the calendar, came
  /// or changed since; and baselines, as long as nothing from before their end did.
  public func screenMemory(
    from start: Timestamp, settingsHash: String, toolVersion: String
  ) throws -> ScreenMemory {
    try read { database in
      ScreenMemory(
        weeks: try screenedWeeks(database, from: start, settingsHash, toolVersion),
        baselines: try baselines(database, settingsHash, toolVersion))
    }
  }

  private func screenedWeeks(
    _ database: Database, from start: Timestamp, _ settingsHash: String, _ toolVersion: String
  ) throws -> ScreenedWeeks {
    let weeks = try Int64.fetchAll(
      database,
      sql: """
        SELECT week_at FROM screened_week AS week
        WHERE week_at >= ? AND settings_hash = ? AND tool_version = ?
          AND NOT EXISTS (SELECT 1 FROM sample_page
            WHERE changed_in_load > week.load_id AND day_at < week_at + 7 * 86400)
          AND NOT EXISTS (SELECT 1 FROM calendar_event
            WHERE loaded_in > week.load_id OR replaced_in > week.load_id)
        """, arguments: [start.secondsSinceEpoch, settingsHash, toolVersion])
    return try weeks.reduce(into: [:]) { all, week in
      let keys = try Row.fetchAll(
        database,
        sql: """
          SELECT marketplace, service FROM screened_series JOIN series ON id = series_id
          WHERE week_at = ?
          """, arguments: [week]
      ).map { SeriesKey(marketplace: $0["marketplace"], service: $0["service"]) }
      all[Timestamp(secondsSinceEpoch: week)] = Set(keys)
    }
  }

  private func baselines(
    _ database: Database, _ settingsHash: String, _ toolVersion: String
  ) throws -> [SeriesKey: [SeriesBaseline]] {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        WITH first AS (SELECT min(load_id) AS load FROM series_baseline),
        changed_page AS MATERIALIZED (
          SELECT series_id, changed_in_load AS load, day_at FROM sample_page, first
          WHERE changed_in_load > first.load),
        changed_event AS MATERIALIZED (
          SELECT max(loaded_in, coalesce(replaced_in, 0)) AS load, starts_at
          FROM calendar_event, first WHERE loaded_in > first.load OR replaced_in > first.load)
        SELECT marketplace, service, learnt_until_at, numbers
        FROM series_baseline AS kept JOIN series ON id = series_id
        WHERE settings_hash = ? AND tool_version = ?
          AND NOT EXISTS (SELECT 1 FROM changed_page AS page
            WHERE page.series_id = kept.series_id AND page.load > kept.load_id
              AND day_at < learnt_until_at)
          AND NOT EXISTS (SELECT 1 FROM changed_event AS event
            WHERE event.load > kept.load_id AND starts_at < learnt_until_at)
        """, arguments: [settingsHash, toolVersion])
    var all: [SeriesKey: [SeriesBaseline]] = [:]
    while let row = try rows.next() {
      let key = SeriesKey(marketplace: row["marketplace"], service: row["service"])
      all[key, default: []].append(
        SeriesBaseline(
          learntUntil: row.time("learnt_until_at"),
          numbers: FloatBlob.decode(row.bytes("numbers") ?? [])))
    }
    return all
  }
}

/// Writes what the screens of a run leave to the next.
struct ScreenMemoryWriter {
  let database: Database

  /// A baseline serves the fortnight behind it.
  private static let keptSeconds = 14 * 86_400

  /// In the place of what was known of the same weeks, and up to the same moments.
  func write(_ memory: ScreenMemory, _ basis: RunBasis) throws {
    guard !memory.weeks.isEmpty || !memory.baselines.isEmpty else { return }
    let ids = Dictionary(
      uniqueKeysWithValues: try Store.seriesKeys(database).map { ($0.1, $0.0) })
    for (week, keys) in memory.weeks {
      try write(week.secondsSinceEpoch, keys.compactMap { ids[$0] }.sorted(), basis)
    }
    for (key, baselines) in memory.baselines {
      guard let id = ids[key] else { continue }
      for baseline in baselines { try write(baseline, of: id, basis) }
    }
    try database.execute(
      sql: """
        DELETE FROM series_baseline
        WHERE learnt_until_at <= (SELECT max(learnt_until_at) FROM series_baseline) - ?
        """, arguments: [ScreenMemoryWriter.keptSeconds])
  }

  private func write(_ week: Int64, _ series: [Int64], _ basis: RunBasis) throws {
    try database.execute(sql: "DELETE FROM screened_week WHERE week_at = ?", arguments: [week])
    try database.execute(
      sql: "INSERT INTO screened_week VALUES (?, ?, ?, ?)",
      arguments: [week, basis.load, basis.settingsHash, basis.toolVersion])
    for id in series {
      try database.execute(
        sql: "INSERT INTO screened_series VALUES (?, ?)", arguments: [week, id])
    }
  }

  private func write(_ baseline: SeriesBaseline, of series: Int64, _ basis: RunBasis) throws {
    let statement = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO series_baseline VALUES (?, ?, ?, ?, ?, ?)")
    try statement.execute(
      arguments: [
        series, baseline.learntUntil.secondsSinceEpoch, basis.load, basis.settingsHash,
        basis.toolVersion, FloatBlob.encode(baseline.numbers),
      ])
  }
}
