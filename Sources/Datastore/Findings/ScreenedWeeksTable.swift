import GRDB
public import Vocabulary

extension Store {
  /// The weeks from `start` on that runs with these settings, by this version of the tool, screened, as
  /// long as no order before the end of the week, and nothing of the calendar, came or changed since.
  public func screenedWeeks(
    from start: Timestamp, settingsHash: String, toolVersion: String
  ) throws -> ScreenedWeeks {
    try read { database in
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
  }
}

/// Writes the weeks that a run screened.
struct ScreenedWeeksTable {
  let database: Database

  /// In the place of what was known of them.
  func write(_ weeks: ScreenedWeeks, _ basis: RunBasis) throws {
    guard !weeks.isEmpty else { return }
    let ids = Dictionary(
      uniqueKeysWithValues: try Store.seriesKeys(database).map { ($0.1, $0.0) })
    for (week, keys) in weeks {
      let week = week.secondsSinceEpoch
      try database.execute(sql: "DELETE FROM screened_week WHERE week_at = ?", arguments: [week])
      try database.execute(
        sql: "INSERT INTO screened_week VALUES (?, ?, ?, ?)",
        arguments: [week, basis.load, basis.settingsHash, basis.toolVersion])
      for id in keys.compactMap({ ids[$0] }).sorted() {
        try database.execute(
          sql: "INSERT INTO screened_series VALUES (?, ?)", arguments: [week, id])
      }
    }
  }
}
