extension Schema {
  /// The views for people with sqlite3 or a viewer: times as text, lists as lists.
  static let views = [orderHourView, changeView, dropView, linkView, controlView]

  /// A time column as RFC 3339 text in UTC.
  private static func text(_ column: String) -> String {
    "strftime('%Y-%m-%dT%H:%M:%SZ', \(column), 'unixepoch')"
  }

  /// Whether a column of a deployment was filled: 2 if so, 1 if empty, 0 if it was not there.
  private static func recorded(_ column: String) -> String {
    """
    CASE WHEN \(column) IS NOT NULL THEN 2
              WHEN instr(';' || columns_absent || ';', ';\(column);') = 0 THEN 1 ELSE 0 END
    """
  }

  static let orderHourView = """
    CREATE VIEW v_order_hour AS
    SELECT marketplace, nullif(service, '') AS service, \(text("hour_at")) AS hour,
           orders, errors, samples
    FROM order_hour JOIN series ON series.id = order_hour.series_id
    """

  private static let changeView = """
    CREATE VIEW v_change AS
    WITH step AS (
      SELECT *,
             first_value(service)
               OVER (PARTITION BY change_id ORDER BY started_at, deploy_id) AS first_service,
             \(recorded("change_record")) AS record_state,
             \(recorded("approved_at")) AS approved_at_state,
             \(recorded("approved_by")) AS approved_by_state
      FROM deployment WHERE replaced_in IS NULL
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
           CASE max(max(approved_at_state), max(approved_by_state))
             WHEN 2 THEN 'yes' WHEN 1 THEN 'no' ELSE 'unknown' END AS approved,
           max(emergency) AS emergency
    FROM step GROUP BY change_id
    """

  private static let dropView = dropView(and: "")

  /// `v_drop` with what came into `drop_event` later, which takes the place of the one before.
  static let dropViewWithDayOff = "DROP VIEW v_drop;\n" + dropView(and: ", may_be_day_off")

  private static func dropView(and more: String) -> String {
    """
    CREATE VIEW v_drop AS
    SELECT drop_id, \(text("onset_at")) AS started_at,
           \(text("onset_low_at")) AS started_after, \(text("onset_high_at")) AS started_before,
           \(text("ended_at")) AS ended_at,
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
            ORDER BY recorded_at DESC, id DESC LIMIT 1) AS verdict\(more)
    FROM drop_event
    """
  }

  private static let linkView = """
    CREATE VIEW v_link AS
    SELECT link.drop_id, link.position, link.change_id, link.service, link.deploy_ids,
           link.probability, link.grade, link.minutes_before AS minutes_before_onset,
           v_change.authorship, v_change.documented, v_change.approved
    FROM link LEFT JOIN v_change ON v_change.change_id = link.change_id
    """

  static let controlView = """
    CREATE VIEW v_control AS
    SELECT control_result.change_id, v_change.service, v_change.started_at, control, outcome,
           detail
    FROM control_result LEFT JOIN v_change ON v_change.change_id = control_result.change_id
    """
}
