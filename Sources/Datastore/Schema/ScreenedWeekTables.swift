extension Schema {
  /// Weeks whose services were screened to their end, and the services in which that told of a fall: the
  /// next nights need not screen them again.
  static let screenedWeekTables = """
    CREATE TABLE screened_week (
      week_at INTEGER PRIMARY KEY,
      load_id INTEGER NOT NULL REFERENCES load (id),
      settings_hash TEXT NOT NULL,
      tool_version TEXT NOT NULL
    ) STRICT;

    CREATE TABLE screened_series (
      week_at INTEGER NOT NULL REFERENCES screened_week (week_at) ON DELETE CASCADE,
      series_id INTEGER NOT NULL REFERENCES series (id),
      PRIMARY KEY (week_at, series_id)
    ) STRICT, WITHOUT ROWID;
    """
}
