extension Schema {
  /// What the change-management system says of its records. Deploys name them; what a deploy does
  /// not know itself is read from there and not copied, so that each keeps its own history. NULL
  /// and `columns_absent` are as in `deployment`.
  ///
  /// `intake` is made anew because its check lists the feeds.
  static let changeRecordTable = """
    CREATE TABLE change_record (
      id INTEGER PRIMARY KEY,
      change_record TEXT NOT NULL,
      record_type TEXT,
      planned_start_at INTEGER,
      planned_end_at INTEGER CHECK (planned_end_at >= planned_start_at),
      approved_at INTEGER,
      approved_by TEXT,
      reviewers TEXT,
      standards_check TEXT CHECK (standards_check IN ('passed', 'failed', 'missing')),
      reliability_tests TEXT CHECK (reliability_tests IN ('passed', 'failed', 'missing')),
      emergency INTEGER CHECK (emergency IN (0, 1)),
      columns_absent TEXT NOT NULL,
      extra TEXT CHECK (extra IS NULL OR json_valid(extra)),
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      loaded_in INTEGER NOT NULL REFERENCES load (id),
      replaced_in INTEGER REFERENCES load (id)
    ) STRICT;
    CREATE UNIQUE INDEX change_record_current
      ON change_record (change_record) WHERE replaced_in IS NULL;

    CREATE TABLE intake_of_six (
      id INTEGER PRIMARY KEY,
      load_id INTEGER NOT NULL REFERENCES load (id),
      feed TEXT NOT NULL CHECK (feed IN
        ('deploys', 'incidents', 'order_metrics', 'services', 'calendar', 'change_records')),
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

    INSERT INTO intake_of_six
    SELECT id, load_id, feed, file, sha256, form, rows_read, rows_loaded, rows_set_aside,
      rows_duplicate, rows_replacing, rows_skipped, first_at, last_at, extra_columns
    FROM intake;

    DROP TABLE intake;
    ALTER TABLE intake_of_six RENAME TO intake;

    DROP VIEW v_change;
    """

  /// `v_change` with what the records say that deploys name, as `ChangeRegister` reads them.
  static let changeViewWithRecords = """
    CREATE VIEW v_change AS
    WITH step AS (
      SELECT deployment.*,
             first_value(service)
               OVER (PARTITION BY change_id ORDER BY started_at, deploy_id) AS first_service,
             \(state("deployment", "change_record")) AS record_state,
             max(\(state("deployment", "approved_at")),
                 \(state("deployment", "approved_by"))) AS own_approval,
             max(\(state("record", "approved_at")),
                 \(state("record", "approved_by"))) AS record_approval,
             \(state("deployment", "emergency")) AS emergency_state,
             record.emergency AS record_emergency,
             record.record_type, record.planned_start_at, record.planned_end_at
      FROM deployment LEFT JOIN change_record AS record
        ON record.change_record = deployment.change_record AND record.replaced_in IS NULL
      WHERE deployment.replaced_in IS NULL
    )
    SELECT change_id, min(first_service) AS service,
           \(text("min(started_at)")) AS started_at, \(text("max(finished_at)")) AS finished_at,
           count(*) AS steps,
           (SELECT group_concat(deploy_id, ';') FROM
             (SELECT deploy_id FROM deployment AS part
              WHERE part.change_id = step.change_id AND part.replaced_in IS NULL
              ORDER BY part.started_at, part.deploy_id)) AS deploy_ids,
           CASE min(CASE authorship WHEN 'declared' THEN 0 WHEN 'inferred' THEN 1
                                    WHEN 'none' THEN 2 ELSE 3 END)
             WHEN 0 THEN 'declared' WHEN 1 THEN 'inferred' WHEN 2 THEN 'none'
             ELSE 'unknown' END AS authorship,
           max(ai_tool) AS ai_tool, max(change_record) AS change_record,
           CASE max(record_state) WHEN 2 THEN 'yes' WHEN 1 THEN 'no' ELSE 'unknown' END
             AS documented,
           CASE max(iif(own_approval = 0, coalesce(record_approval, 0), own_approval))
             WHEN 2 THEN 'yes' WHEN 1 THEN 'no' ELSE 'unknown' END AS approved,
           max(iif(emergency_state = 0, record_emergency, emergency)) AS emergency,
           max(record_type) AS record_type,
           \(text("min(planned_start_at)")) AS planned_start_at,
           \(text("max(planned_end_at)")) AS planned_end_at
    FROM step GROUP BY change_id
    """

  /// A time column as RFC 3339 text in UTC.
  private static func text(_ column: String) -> String {
    "strftime('%Y-%m-%dT%H:%M:%SZ', \(column), 'unixepoch')"
  }

  /// Whether a column was filled: 2 if so, 1 if empty, 0 if it was not there; NULL without a row.
  private static func state(_ table: String, _ column: String) -> String {
    """
    CASE WHEN \(table).\(column) IS NOT NULL THEN 2
                  ELSE instr(';' || \(table).columns_absent || ';', ';\(column);') = 0 END
    """
  }
}
