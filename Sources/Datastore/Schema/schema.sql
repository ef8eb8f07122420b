CREATE TABLE calendar_event (
  id INTEGER PRIMARY KEY,
  starts_at INTEGER NOT NULL,
  marketplaces TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('', 'holiday', 'promotion', 'maintenance', 'external')),
  name TEXT NOT NULL,
  ends_at INTEGER NOT NULL CHECK (ends_at >= starts_at),
  loaded_in INTEGER NOT NULL REFERENCES load (id),
  replaced_in INTEGER REFERENCES load (id)
, extra TEXT CHECK (extra IS NULL OR json_valid(extra))) STRICT;

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

CREATE TABLE "control_result" (
  change_id TEXT NOT NULL,
  control TEXT NOT NULL CHECK (control IN
    ('two_reviewers', 'change_record', 'standards_check', 'reliability_tests')),
  run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  outcome TEXT NOT NULL CHECK (outcome IN ('met', 'not_met', 'unknown', 'excepted')),
  detail TEXT NOT NULL,
  PRIMARY KEY (change_id, control)
) STRICT;

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
  replaced_in INTEGER REFERENCES load (id), extra TEXT CHECK (extra IS NULL OR json_valid(extra)),
  CHECK ((authorship = 'declared') = (ai_part IS NOT NULL)),
  CHECK ((authorship = 'inferred') = (ai_marker IS NOT NULL))
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
  changes_considered INTEGER NOT NULL, top_probability_low REAL
  CHECK (top_probability_low BETWEEN 0 AND 1), top_probability_high REAL
  CHECK (top_probability_high BETWEEN 0 AND 1), may_be_day_off INTEGER CHECK (may_be_day_off IN (0, 1)),
  CHECK ((ended_at IS NULL) = (data_until_at IS NOT NULL))
) STRICT;

CREATE TABLE drop_incident (
  drop_id TEXT NOT NULL REFERENCES drop_event (drop_id) ON DELETE CASCADE,
  incident_id TEXT NOT NULL,
  PRIMARY KEY (drop_id, incident_id)
) STRICT;

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

CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);

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
, extra TEXT CHECK (extra IS NULL OR json_valid(extra))) STRICT;

CREATE TABLE "intake" (
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

CREATE TABLE load (
  id INTEGER PRIMARY KEY,
  loaded_at INTEGER NOT NULL,
  tool_version TEXT NOT NULL
) STRICT;

CREATE TABLE "order_hour" (
  hour_at INTEGER NOT NULL CHECK (hour_at % 3600 = 0),
  series_id INTEGER NOT NULL REFERENCES series (id),
  orders INTEGER NOT NULL CHECK (orders >= 0),
  errors INTEGER CHECK (errors >= 0),
  samples INTEGER NOT NULL CHECK (samples > 0),
  PRIMARY KEY (hour_at, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE page_history (
  begins_after_load INTEGER NOT NULL
) STRICT;

CREATE TABLE rejected_header (
  intake_id INTEGER PRIMARY KEY REFERENCES intake (id),
  columns TEXT NOT NULL CHECK (json_valid(columns))
) STRICT;

CREATE TABLE rejected_row (
  id INTEGER PRIMARY KEY,
  intake_id INTEGER NOT NULL REFERENCES intake (id),
  line INTEGER NOT NULL,
  column_name TEXT,
  value TEXT,
  reason TEXT NOT NULL,
  cells TEXT NOT NULL CHECK (json_valid(cells))
, file TEXT, resolved_in INTEGER REFERENCES load (id)) STRICT;

CREATE TABLE run (
  id INTEGER PRIMARY KEY,
  since_at INTEGER NOT NULL,
  until_at INTEGER NOT NULL CHECK (until_at >= since_at),
  data_until_at INTEGER,
  settings_hash TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  recorded_at INTEGER NOT NULL, looked_until_at INTEGER,
  UNIQUE (since_at, until_at)
) STRICT;

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
  previous_drops TEXT CHECK (previous_drops IS NULL OR json_valid(previous_drops)), watch TEXT CHECK (watch IS NULL OR json_valid(watch)), looked_until_at INTEGER,
  UNIQUE (since_at, until_at, load_id, settings_hash, tool_version),
  CHECK ((previous_until_at IS NULL) = (previous_drops IS NULL))
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

CREATE TABLE sample_page_version (
  series_id INTEGER NOT NULL REFERENCES series (id),
  day_at INTEGER NOT NULL CHECK (day_at % 86400 = 0),
  loaded_in INTEGER NOT NULL REFERENCES load (id),
  replaced_in INTEGER NOT NULL REFERENCES load (id) CHECK (replaced_in > loaded_in),
  last_at INTEGER NOT NULL CHECK (last_at >= day_at AND last_at < day_at + 86400),
  payload BLOB,
  PRIMARY KEY (series_id, day_at, replaced_in)
) STRICT;

CREATE TABLE screened_series (
  week_at INTEGER NOT NULL REFERENCES screened_week (week_at) ON DELETE CASCADE,
  series_id INTEGER NOT NULL REFERENCES series (id),
  PRIMARY KEY (week_at, series_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE screened_week (
  week_at INTEGER PRIMARY KEY,
  load_id INTEGER NOT NULL REFERENCES load (id),
  settings_hash TEXT NOT NULL,
  tool_version TEXT NOT NULL
) STRICT;

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  marketplace TEXT NOT NULL,
  service TEXT NOT NULL,
  UNIQUE (marketplace, service)
) STRICT;

CREATE TABLE series_baseline (
  series_id INTEGER NOT NULL REFERENCES series (id),
  learnt_until_at INTEGER NOT NULL CHECK (learnt_until_at % 86400 = 0),
  load_id INTEGER NOT NULL REFERENCES load (id),
  settings_hash TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  numbers BLOB NOT NULL,
  PRIMARY KEY (series_id, learnt_until_at)
) STRICT;

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
, extra TEXT CHECK (extra IS NULL OR json_valid(extra)), file TEXT, line INTEGER) STRICT;

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

CREATE UNIQUE INDEX calendar_event_current
  ON calendar_event (starts_at, marketplaces, kind, name) WHERE replaced_in IS NULL;

CREATE UNIQUE INDEX change_record_current
  ON change_record (change_record) WHERE replaced_in IS NULL;

CREATE INDEX control_result_of_run ON control_result (run_id);

CREATE UNIQUE INDEX deployment_current ON deployment (deploy_id) WHERE replaced_in IS NULL;

CREATE INDEX deployment_of_change ON deployment (change_id);

CREATE INDEX drop_event_of_run ON drop_event (run_id);

CREATE UNIQUE INDEX incident_current ON incident (incident_id) WHERE replaced_in IS NULL;

CREATE INDEX rejected_row_of_intake ON rejected_row (intake_id, line);

CREATE INDEX sample_page_changed ON sample_page (changed_in_load);

CREATE UNIQUE INDEX service_current ON service (service) WHERE replaced_in IS NULL;

CREATE VIEW v_change AS
WITH step AS (
  SELECT deployment.*,
         first_value(service)
           OVER (PARTITION BY change_id ORDER BY started_at, deploy_id) AS first_service,
         CASE WHEN deployment.change_record IS NOT NULL THEN 2
              ELSE instr(';' || deployment.columns_absent || ';', ';change_record;') = 0 END AS record_state,
         max(CASE WHEN deployment.approved_at IS NOT NULL THEN 2
              ELSE instr(';' || deployment.columns_absent || ';', ';approved_at;') = 0 END,
             CASE WHEN deployment.approved_by IS NOT NULL THEN 2
              ELSE instr(';' || deployment.columns_absent || ';', ';approved_by;') = 0 END) AS own_approval,
         max(CASE WHEN record.approved_at IS NOT NULL THEN 2
              ELSE instr(';' || record.columns_absent || ';', ';approved_at;') = 0 END,
             CASE WHEN record.approved_by IS NOT NULL THEN 2
              ELSE instr(';' || record.columns_absent || ';', ';approved_by;') = 0 END) AS record_approval,
         CASE WHEN deployment.emergency IS NOT NULL THEN 2
              ELSE instr(';' || deployment.columns_absent || ';', ';emergency;') = 0 END AS emergency_state,
         record.emergency AS record_emergency,
         record.record_type, record.planned_start_at, record.planned_end_at
  FROM deployment LEFT JOIN change_record AS record
    ON record.change_record = deployment.change_record AND record.replaced_in IS NULL
  WHERE deployment.replaced_in IS NULL
)
SELECT change_id, min(first_service) AS service,
       strftime('%Y-%m-%dT%H:%M:%SZ', min(started_at), 'unixepoch') AS started_at, strftime('%Y-%m-%dT%H:%M:%SZ', max(finished_at), 'unixepoch') AS finished_at,
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
       strftime('%Y-%m-%dT%H:%M:%SZ', min(planned_start_at), 'unixepoch') AS planned_start_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', max(planned_end_at), 'unixepoch') AS planned_end_at
FROM step GROUP BY change_id;

CREATE VIEW v_control AS
SELECT control_result.change_id, v_change.service, v_change.started_at, control, outcome,
       detail
FROM control_result LEFT JOIN v_change ON v_change.change_id = control_result.change_id;

CREATE VIEW v_drop AS
SELECT drop_id, strftime('%Y-%m-%dT%H:%M:%SZ', onset_at, 'unixepoch') AS started_at,
       strftime('%Y-%m-%dT%H:%M:%SZ', onset_low_at, 'unixepoch') AS started_after, strftime('%Y-%m-%dT%H:%M:%SZ', onset_high_at, 'unixepoch') AS started_before,
       strftime('%Y-%m-%dT%H:%M:%SZ', ended_at, 'unixepoch') AS ended_at,
       (SELECT group_concat(marketplace, ';') FROM
         (SELECT DISTINCT marketplace FROM drop_part AS part
          WHERE part.drop_id = drop_event.drop_id ORDER BY marketplace)) AS marketplaces,
       (SELECT group_concat(service, ';') FROM
         (SELECT DISTINCT service FROM drop_part AS part
          WHERE part.drop_id = drop_event.drop_id AND service <> ''
          ORDER BY service)) AS services,
       observed_orders, expected_orders, lost_orders, lost_low, lost_high, lost_level,
       website_errors, errors_low, errors_high, status,
       no_recorded_change AS no_recorded_change_probability,
       (SELECT change_id FROM link
        WHERE link.drop_id = drop_event.drop_id AND position = 1) AS first_suspect,
       (SELECT group_concat(incident_id, ';') FROM
         (SELECT incident_id FROM drop_incident AS incident
          WHERE incident.drop_id = drop_event.drop_id ORDER BY incident_id)) AS incidents,
       (SELECT conclusion FROM verdict WHERE verdict.drop_id = drop_event.drop_id
        ORDER BY recorded_at DESC, id DESC LIMIT 1) AS verdict, may_be_day_off
FROM drop_event;

CREATE VIEW v_link AS
SELECT link.drop_id, link.position, link.change_id, link.service, link.deploy_ids,
       link.probability, link.grade, link.minutes_before AS minutes_before_onset,
       v_change.authorship, v_change.documented, v_change.approved
FROM link LEFT JOIN v_change ON v_change.change_id = link.change_id;

CREATE VIEW v_order_hour AS
SELECT marketplace, nullif(service, '') AS service, strftime('%Y-%m-%dT%H:%M:%SZ', hour_at, 'unixepoch') AS hour,
       orders, errors, samples
FROM order_hour JOIN series ON series.id = order_hour.series_id;
