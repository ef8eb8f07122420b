extension Schema {
  /// What the rows of a file say in columns that nothing is made of, as an object of JSON by
  /// heading, so that a later use of them needs no new export. NULL where there is nothing: the
  /// file had no such columns, all of these cells were empty, or an earlier version of the tool
  /// loaded it. `intake.extra_columns` tells which columns a file had.
  ///
  /// No report is made of it, and it has no history: the current version of a record holds what
  /// the newest file said beside it.
  static let extraColumns = """
    ALTER TABLE deployment ADD COLUMN extra TEXT CHECK (extra IS NULL OR json_valid(extra));
    ALTER TABLE incident ADD COLUMN extra TEXT CHECK (extra IS NULL OR json_valid(extra));
    ALTER TABLE service ADD COLUMN extra TEXT CHECK (extra IS NULL OR json_valid(extra));
    ALTER TABLE calendar_event ADD COLUMN extra TEXT CHECK (extra IS NULL OR json_valid(extra));
    """
}
