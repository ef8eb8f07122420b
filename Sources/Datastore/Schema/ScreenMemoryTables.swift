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

  /// What series usually do, as screens learnt it from the counts before a midnight, in numbers that only
  /// the detection can read (32-bit floating point, little-endian).
  static let baselineTable = """
    CREATE TABLE series_baseline (
      series_id INTEGER NOT NULL REFERENCES series (id),
      learnt_until_at INTEGER NOT NULL CHECK (learnt_until_at % 86400 = 0),
      load_id INTEGER NOT NULL REFERENCES load (id),
      settings_hash TEXT NOT NULL,
      tool_version TEXT NOT NULL,
      numbers BLOB NOT NULL,
      PRIMARY KEY (series_id, learnt_until_at)
    ) STRICT;
    """
}
