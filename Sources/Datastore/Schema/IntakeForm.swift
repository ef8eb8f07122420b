extension Schema {
  /// A file of the same bytes is read again when the settings make something else of it; before,
  /// its bytes alone told whether it was known. Also counts the rows that settings pass over.
  static let intakeWithForm = """
    CREATE TABLE intake_with_form (
      id INTEGER PRIMARY KEY,
      load_id INTEGER NOT NULL REFERENCES load (id),
      feed TEXT NOT NULL
        CHECK (feed IN ('deploys', 'incidents', 'order_metrics', 'services', 'calendar')),
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      form TEXT NOT NULL,
      rows_read INTEGER NOT NULL,
      rows_loaded INTEGER NOT NULL,
      rows_set_aside INTEGER NOT NULL,
      rows_duplicate INTEGER NOT NULL,
      rows_replacing INTEGER NOT NULL,
      rows_skipped INTEGER NOT NULL,
      first_at INTEGER,
      last_at INTEGER,
      extra_columns TEXT NOT NULL,
      UNIQUE (feed, sha256, form),
      CHECK (rows_read = rows_loaded + rows_set_aside)
    ) STRICT;

    INSERT INTO intake_with_form
    SELECT id, load_id, feed, file, sha256, '', rows_read, rows_loaded, rows_set_aside,
      rows_duplicate, rows_replacing, 0, first_at, last_at, extra_columns
    FROM intake;

    DROP TABLE intake;
    ALTER TABLE intake_with_form RENAME TO intake;
    """
}
