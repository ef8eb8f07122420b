extension Schema {
  /// The hours in order of time instead of series: a night's hours are then added at the end of the
  /// table, however long the history, where before they went to as many places as there are series.
  static let hoursByTime = """
    DROP VIEW v_order_hour;
    CREATE TABLE order_hour_by_time (
      hour_at INTEGER NOT NULL CHECK (hour_at % 3600 = 0),
      series_id INTEGER NOT NULL REFERENCES series (id),
      orders INTEGER NOT NULL CHECK (orders >= 0),
      errors INTEGER CHECK (errors >= 0),
      samples INTEGER NOT NULL CHECK (samples > 0),
      PRIMARY KEY (hour_at, series_id)
    ) STRICT, WITHOUT ROWID;

    INSERT INTO order_hour_by_time
    SELECT hour_at, series_id, orders, errors, samples FROM order_hour ORDER BY hour_at, series_id;

    DROP TABLE order_hour;
    ALTER TABLE order_hour_by_time RENAME TO order_hour;
    """
}
