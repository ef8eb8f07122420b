extension Schema {
  /// What was known when: pages as they were before a later load changed them, what each run had
  /// before it, and what became of the rows set aside.
  ///
  /// A `sample_page_version` without a payload is the next newer state of its page up to
  /// `last_at`: most pages that change only grow, and need no copy for that. Pages that changed in
  /// loads up to `page_history.begins_after_load` left no version.
  ///
  /// `run_basis` is never deleted, whatever a later run of the same window says. `inputs` is a
  /// list of feed, hash and name; `previous_drops` one of the drops recorded before.
  ///
  /// `rejected_row.file` is where the row first stood if a file of mended rows brought it again,
  /// and NULL for rows of the intake's own file; `resolved_in` the load that brought it again.
  static let historyTables = """
    CREATE TABLE sample_page_version (
      series_id INTEGER NOT NULL REFERENCES series (id),
      day_at INTEGER NOT NULL CHECK (day_at % 86400 = 0),
      loaded_in INTEGER NOT NULL REFERENCES load (id),
      replaced_in INTEGER NOT NULL REFERENCES load (id) CHECK (replaced_in > loaded_in),
      last_at INTEGER NOT NULL CHECK (last_at >= day_at AND last_at < day_at + 86400),
      payload BLOB,
      PRIMARY KEY (series_id, day_at, replaced_in)
    ) STRICT;

    CREATE TABLE page_history (
      begins_after_load INTEGER NOT NULL
    ) STRICT;
    INSERT INTO page_history SELECT coalesce(max(id), 0) FROM load;

    CREATE TABLE run_basis (
      id INTEGER PRIMARY KEY,
      since_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL CHECK (until_at >= since_at),
      load_id INTEGER NOT NULL REFERENCES load (id),
      settings_hash TEXT NOT NULL,
      tool_version TEXT NOT NULL,
      complete_by_at INTEGER NOT NULL,
      inputs TEXT NOT NULL CHECK (json_valid(inputs)),
      previous_until_at INTEGER,
      previous_load_id INTEGER,
      previous_drops TEXT CHECK (previous_drops IS NULL OR json_valid(previous_drops)),
      UNIQUE (since_at, until_at, load_id, settings_hash, tool_version),
      CHECK ((previous_until_at IS NULL) = (previous_drops IS NULL))
    ) STRICT;

    CREATE TABLE rejected_header (
      intake_id INTEGER PRIMARY KEY REFERENCES intake (id),
      columns TEXT NOT NULL CHECK (json_valid(columns))
    ) STRICT;
    ALTER TABLE rejected_row ADD COLUMN file TEXT;
    ALTER TABLE rejected_row ADD COLUMN resolved_in INTEGER REFERENCES load (id);
    """

  /// Where the orders ended that a run had, if its window reaches further; NULL if they did not, and
  /// in rows of before.
  static let lookedUntilColumns = """
    ALTER TABLE run ADD COLUMN looked_until_at INTEGER;
    ALTER TABLE run_basis ADD COLUMN looked_until_at INTEGER;
    """

  /// A list of falls that a run left on watch at the end of its data; NULL in rows of before.
  static let watchColumn = """
    ALTER TABLE run_basis ADD COLUMN watch TEXT CHECK (watch IS NULL OR json_valid(watch));
    """
}
