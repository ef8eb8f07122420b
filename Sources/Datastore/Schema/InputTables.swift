extension Schema {
  /// What was loaded. Times are whole seconds UTC since 1970; lists are joined by semicolons.
  ///
  /// `deployment`, `incident`, `service` and `calendar_event` keep every version: the current one
  /// has no `replaced_in`. In `deployment`, NULL means that the cell was empty, unless the column
  /// is named in `columns_absent`: then the file had no such column and nobody can tell.
  static let inputTables = """
    CREATE TABLE load (
      id INTEGER PRIMARY KEY,
      loaded_at INTEGER NOT NULL,
      tool_version TEXT NOT NULL
    ) STRICT;

    CREATE TABLE intake (
      id INTEGER PRIMARY KEY,
      load_id INTEGER NOT NULL REFERENCES load (id),
      feed TEXT NOT NULL
        CHECK (feed IN ('deploys', 'incidents', 'order_metrics', 'services', 'calendar')),
      file TEXT NOT NULL,
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
      rows_read INTEGER NOT NULL,
      rows_loaded INTEGER NOT NULL,
      rows_set_aside INTEGER NOT NULL,
      rows_duplicate INTEGER NOT NULL,
      rows_replacing INTEGER NOT NULL,
      first_at INTEGER,
      last_at INTEGER,
      extra_columns TEXT NOT NULL,
      UNIQUE (feed, sha256),
      CHECK (rows_read = rows_loaded + rows_set_aside)
    ) STRICT;

    CREATE TABLE rejected_row (
      id INTEGER PRIMARY KEY,
      intake_id INTEGER NOT NULL REFERENCES intake (id),
      line INTEGER NOT NULL,
      column_name TEXT,
      value TEXT,
      reason TEXT NOT NULL,
      cells TEXT NOT NULL CHECK (json_valid(cells))
    ) STRICT;
    CREATE INDEX rejected_row_of_intake ON rejected_row (intake_id, line);

    CREATE TABLE deployment (
      id INTEGER PRIMARY KEY,
      deploy_id TEXT NOT NULL,
      change_id TEXT NOT NULL,
      service TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      finished_at INTEGER CHECK (finished_at >= started_at),
      marketplaces TEXT,
      status TEXT CHECK (status IN ('succeeded', 'failed', 'in_progress', 'rolled_back')),
      rolled_back_at INTEGER CHECK (rolled_back_at >= started_at),
      rollback_of TEXT,
      change_type TEXT CHECK (change_type IN
        ('code', 'config', 'flag', 'schema', 'infrastructure', 'data', 'other')),
      authorship TEXT NOT NULL
        CHECK (authorship IN ('declared', 'inferred', 'none', 'unknown')),
      ai_part TEXT CHECK (ai_part IN ('authored', 'assisted', 'advised', 'true')),
      ai_tool TEXT,
      ai_marker TEXT,
      change_record TEXT,
      approved_at INTEGER,
      approved_by TEXT,
      reviewers TEXT,
      author TEXT,
      standards_check TEXT CHECK (standards_check IN ('passed', 'failed', 'missing')),
      reliability_tests TEXT CHECK (reliability_tests IN ('passed', 'failed', 'missing')),
      lines_changed INTEGER CHECK (lines_changed >= 0),
      emergency INTEGER CHECK (emergency IN (0, 1)),
      columns_absent TEXT NOT NULL,
      summary TEXT,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      loaded_in INTEGER NOT NULL REFERENCES load (id),
      replaced_in INTEGER REFERENCES load (id),
      CHECK ((authorship = 'declared') = (ai_part IS NOT NULL)),
      CHECK ((authorship = 'inferred') = (ai_marker IS NOT NULL))
    ) STRICT;
    CREATE UNIQUE INDEX deployment_current ON deployment (deploy_id) WHERE replaced_in IS NULL;
    CREATE INDEX deployment_of_change ON deployment (change_id);

    CREATE TABLE incident (
      id INTEGER PRIMARY KEY,
      incident_id TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      title TEXT,
      severity TEXT,
      detected_at INTEGER,
      mitigated_at INTEGER CHECK (mitigated_at >= started_at),
      resolved_at INTEGER CHECK (resolved_at >= started_at),
      services TEXT NOT NULL,
      marketplaces TEXT NOT NULL,
      cause_change_id TEXT,
      lost_orders INTEGER CHECK (lost_orders >= 0),
      website_errors INTEGER CHECK (website_errors >= 0),
      summary TEXT,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      loaded_in INTEGER NOT NULL REFERENCES load (id),
      replaced_in INTEGER REFERENCES load (id)
    ) STRICT;
    CREATE UNIQUE INDEX incident_current ON incident (incident_id) WHERE replaced_in IS NULL;

    CREATE TABLE service (
      id INTEGER PRIMARY KEY,
      service TEXT NOT NULL,
      tier INTEGER CHECK (tier >= 0),
      owner TEXT,
      director TEXT,
      vp TEXT,
      depends_on TEXT NOT NULL,
      loaded_in INTEGER NOT NULL REFERENCES load (id),
      replaced_in INTEGER REFERENCES load (id)
    ) STRICT;
    CREATE UNIQUE INDEX service_current ON service (service) WHERE replaced_in IS NULL;

    CREATE TABLE calendar_event (
      id INTEGER PRIMARY KEY,
      starts_at INTEGER NOT NULL,
      marketplaces TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('', 'holiday', 'promotion', 'maintenance', 'external')),
      name TEXT NOT NULL,
      ends_at INTEGER NOT NULL CHECK (ends_at >= starts_at),
      loaded_in INTEGER NOT NULL REFERENCES load (id),
      replaced_in INTEGER REFERENCES load (id)
    ) STRICT;
    CREATE UNIQUE INDEX calendar_event_current
      ON calendar_event (starts_at, marketplaces, kind, name) WHERE replaced_in IS NULL;

    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      marketplace TEXT NOT NULL,
      service TEXT NOT NULL,
      UNIQUE (marketplace, service)
    ) STRICT;

    CREATE TABLE sample_page (
      series_id INTEGER NOT NULL REFERENCES series (id),
      day_at INTEGER NOT NULL CHECK (day_at % 86400 = 0),
      samples INTEGER NOT NULL CHECK (samples BETWEEN 1 AND 86400),
      first_at INTEGER NOT NULL CHECK (first_at >= day_at),
      last_at INTEGER NOT NULL CHECK (last_at >= first_at AND last_at < day_at + 86400),
      changed_in_load INTEGER NOT NULL REFERENCES load (id),
      payload BLOB NOT NULL,
      PRIMARY KEY (series_id, day_at)
    ) STRICT;
    CREATE INDEX sample_page_changed ON sample_page (changed_in_load);

    CREATE TABLE order_hour (
      series_id INTEGER NOT NULL REFERENCES series (id),
      hour_at INTEGER NOT NULL CHECK (hour_at % 3600 = 0),
      orders INTEGER NOT NULL CHECK (orders >= 0),
      errors INTEGER CHECK (errors >= 0),
      samples INTEGER NOT NULL CHECK (samples > 0),
      PRIMARY KEY (series_id, hour_at)
    ) STRICT, WITHOUT ROWID;
    """
}
