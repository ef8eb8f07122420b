import GRDB
public import Vocabulary

extension Store {
  /// What the loads up to `load` took of each file when a file of that name was last loaded, by
  /// feed and name.
  public func intakes(asOf load: Int64 = Store.present) throws -> [Intake] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT intake.*, \(Store.rowsResolved) FROM intake
          WHERE \(Store.isNewest) ORDER BY feed, file
          """, arguments: [load]
      ).compactMap { Intake($0) }
    }
  }

  /// What was taken of these files, named as a run named them; a file that is not known is left
  /// out.
  public func intakes(_ mentions: [InputMention], asOf load: Int64) throws -> [Intake] {
    try read { database in
      try mentions.compactMap { mention in
        try Row.fetchOne(
          database,
          sql: """
            SELECT intake.*, \(Store.rowsResolved) FROM intake
            WHERE feed = ?2 AND sha256 = ?3 AND load_id <= ?1
            """, arguments: [load, mention.feed, mention.sha256]
        ).flatMap { Intake($0, file: mention.file) }
      }
    }
  }

  /// The rows set aside when the files of `intakes` were last loaded and not given back since, by
  /// feed, file and line.
  public func rejectedRows(asOf load: Int64 = Store.present) throws -> [RejectedRow] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT feed, coalesce(rejected_row.file, intake.file) AS place_file, line, column_name,
                 value, reason, cells, columns
          FROM rejected_row JOIN intake ON intake.id = rejected_row.intake_id
          LEFT JOIN rejected_header ON rejected_header.intake_id = intake.id
          WHERE \(Store.isNewest) AND (resolved_in IS NULL OR resolved_in > ?1)
          ORDER BY feed, place_file, line, rejected_row.id
          """, arguments: [load]
      ).compactMap { RejectedRow($0) }
    }
  }

  /// When the file was loaded that brought the newest orders of all first; `nil` without orders.
  public func newestOrdersLoaded() throws -> Timestamp? {
    try read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT loaded_at FROM intake JOIN load ON load.id = intake.load_id
          WHERE feed = ? AND last_at IS NOT NULL ORDER BY last_at DESC, load_id LIMIT 1
          """, arguments: [Feed.orderMetrics.rawValue]
      )?.time("loaded_at")
    }
  }

  /// How many of the rows set aside are no longer open by load `?1`, as a column. What was given back and set aside again
  /// is open in the file that had it first, and in no other.
  static let rowsResolved = """
    rows_set_aside - (SELECT count(*) FROM rejected_row JOIN intake AS brought ON brought.id = intake_id
      WHERE (resolved_in IS NULL OR resolved_in > ?1) AND brought.load_id <= ?1
        AND brought.feed = intake.feed AND coalesce(rejected_row.file, intake.file) = intake.file
        AND (intake_id = intake.id OR rejected_row.file IS NOT NULL)) AS rows_resolved
    """

  /// Files of mended rows bring parts, so that a later one says nothing about an earlier one.
  private static let isNewest = """
    (intake.load_id <= ?1 AND intake.file LIKE '\(RejectedRow.folder)/%' OR intake.id = (SELECT max(other.id) FROM intake AS other
                 WHERE other.feed = intake.feed AND other.file = intake.file
                   AND other.load_id <= ?1))
    """
}
