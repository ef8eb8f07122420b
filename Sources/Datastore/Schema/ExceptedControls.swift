extension Schema {
  /// A control may be excused by the policy. The table is made anew because its check lists the
  /// outcomes.
  static let exceptedControls = """
    DROP VIEW v_control;

    CREATE TABLE control_result_of_eight (
      change_id TEXT NOT NULL,
      control TEXT NOT NULL CHECK (control IN
        ('two_reviewers', 'change_record', 'standards_check', 'reliability_tests')),
      run_id INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      outcome TEXT NOT NULL CHECK (outcome IN ('met', 'not_met', 'unknown', 'excepted')),
      detail TEXT NOT NULL,
      PRIMARY KEY (change_id, control)
    ) STRICT;

    INSERT INTO control_result_of_eight SELECT change_id, control, run_id, outcome, detail
    FROM control_result;

    DROP TABLE control_result;
    ALTER TABLE control_result_of_eight RENAME TO control_result;
    CREATE INDEX control_result_of_run ON control_result (run_id);
    """
}
