extension Schema {
  /// Where a row of the register stood; NULL in rows of before.
  static let registerPlaces = """
    ALTER TABLE service ADD COLUMN file TEXT;
    ALTER TABLE service ADD COLUMN line INTEGER;
    """
}
