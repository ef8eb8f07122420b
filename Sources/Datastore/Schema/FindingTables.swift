extension Schema {
  /// What was found, and what people said about it.
  static let findingTables = """
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      since_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL CHECK (until_at >= since_at),
      data_until_at INTEGER,
      settings_hash TEXT NOT NULL,
      tool_version TEXT NOT NULL,
      recorded_at INTEGER NOT NULL,
      UNIQUE (since_at, until_at)
    ) STRICT;

    CREATE TABLE drop_event (
      drop_id TEXT PRIMARY KEY,
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      onset_at INTEGER NOT NULL,
      onset_low_at INTEGER NOT NULL CHECK (onset_low_at <= onset_high_at),
      onset_high_at INTEGER NOT NULL,
      ended_at INTEGER,
      end_low_at INTEGER,
      end_high_at INTEGER,
      data_until_at INTEGER,
      observed_orders INTEGER NOT NULL,
      expected_orders REAL NOT NULL,
      lost_orders REAL NOT NULL,
      lost_low REAL NOT NULL,
      lost_high REAL NOT NULL,
      lost_level REAL NOT NULL,
      website_errors REAL,
      errors_low REAL,
      errors_high REAL,
      errors_level REAL,
      catch_up REAL,
      catch_up_low REAL,
      catch_up_high REAL,
      catch_up_level REAL,
      signal REAL NOT NULL,
      short_history_days INTEGER,
      status TEXT NOT NULL
        CHECK (status IN ('linked', 'contested', 'unexplained', 'undecidable')),
      no_recorded_change REAL NOT NULL CHECK (no_recorded_change BETWEEN 0 AND 1),
      changes_considered INTEGER NOT NULL,
      CHECK ((ended_at IS NULL) = (data_until_at IS NOT NULL))
    ) STRICT;
    CREATE INDEX drop_event_of_run ON drop_event (run_id);

    CREATE TABLE drop_part (
      drop_id TEXT NOT NULL REFERENCES drop_event (drop_id) ON DELETE CASCADE,
      marketplace TEXT NOT NULL,
      service TEXT NOT NULL,
      onset_at INTEGER NOT NULL,
      ended_at INTEGER,
      depth REAL NOT NULL,
      observed_orders INTEGER NOT NULL,
      expected_orders REAL NOT NULL,
      signal REAL NOT NULL,
      PRIMARY KEY (drop_id, marketplace, service)
    ) STRICT;

    CREATE TABLE drop_incident (
      drop_id TEXT NOT NULL REFERENCES drop_event (drop_id) ON DELETE CASCADE,
      incident_id TEXT NOT NULL,
      PRIMARY KEY (drop_id, incident_id)
    ) STRICT;

    CREATE TABLE link (
      drop_id TEXT NOT NULL REFERENCES drop_event (drop_id) ON DELETE CASCADE,
      change_id TEXT NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      service TEXT NOT NULL,
      deploy_ids TEXT NOT NULL,
      probability REAL NOT NULL CHECK (probability BETWEEN 0 AND 1),
      grade TEXT NOT NULL CHECK (grade IN ('strong', 'moderate', 'weak', 'excluded')),
      minutes_before REAL NOT NULL,
      PRIMARY KEY (drop_id, change_id)
    ) STRICT;

    CREATE TABLE evidence (
      drop_id TEXT NOT NULL,
      change_id TEXT NOT NULL,
      position INTEGER NOT NULL CHECK (position > 0),
      kind TEXT NOT NULL,
      log_odds REAL NOT NULL,
      statement TEXT NOT NULL,
      PRIMARY KEY (drop_id, change_id, position),
      FOREIGN KEY (drop_id, change_id) REFERENCES link (drop_id, change_id) ON DELETE CASCADE
    ) STRICT;

    CREATE TABLE control_result (
      change_id TEXT NOT NULL,
      control TEXT NOT NULL CHECK (control IN
        ('two_reviewers', 'change_record', 'standards_check', 'reliability_tests')),
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      outcome TEXT NOT NULL CHECK (outcome IN ('met', 'not_met', 'unknown')),
      detail TEXT NOT NULL,
      PRIMARY KEY (change_id, control)
    ) STRICT;
    CREATE INDEX control_result_of_run ON control_result (run_id);

    CREATE TABLE verdict (
      id INTEGER PRIMARY KEY,
      drop_id TEXT NOT NULL,
      since_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL CHECK (until_at >= since_at),
      marketplaces TEXT NOT NULL,
      conclusion TEXT NOT NULL
        CHECK (conclusion IN ('cause', 'no_recorded_change', 'not_a_drop')),
      change_id TEXT,
      team TEXT NOT NULL,
      recorded_at INTEGER NOT NULL,
      CHECK ((conclusion = 'cause') = (change_id IS NOT NULL))
    ) STRICT;
    """

  /// What `explain` says of the first suspect under other beliefs; NULL in rows of before.
  static let rangeColumns = """
    ALTER TABLE drop_event ADD COLUMN top_probability_low REAL
      CHECK (top_probability_low BETWEEN 0 AND 1);
    ALTER TABLE drop_event ADD COLUMN top_probability_high REAL
      CHECK (top_probability_high BETWEEN 0 AND 1);
    """

  /// Whether a drop may be a day off that the calendar lacks; NULL in rows of before.
  static let dayOffColumn = """
    ALTER TABLE drop_event ADD COLUMN may_be_day_off INTEGER CHECK (may_be_day_off IN (0, 1));
    """
}
