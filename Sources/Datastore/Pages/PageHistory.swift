import GRDB
import Vocabulary

/// The pages of samples as they were before a later load changed them.
enum PageHistory {
  /// Keeps the state of a page that is about to be replaced, unless it is of this very load.
  ///
  /// - Parameter grows: The new state is the old one with later samples behind it, so that the
  ///   time of the old one's last sample says all.
  static func keep(
    _ database: Database, series: Int64, day: Int64, grows: Bool, load: Int64
  ) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO sample_page_version
          (series_id, day_at, loaded_in, replaced_in, last_at, payload)
        SELECT series_id, day_at, changed_in_load, ?1, last_at,
               CASE WHEN ?2 THEN NULL ELSE payload END
        FROM sample_page WHERE series_id = ?3 AND day_at = ?4 AND changed_in_load < ?1
        """)
    try insert.execute(arguments: [load, grows, series, day])
  }

  /// The samples of a page, now `current`, as the loads up to `load` had left them; none if none
  /// of them had brought any.
  static func samples(
    _ database: Database, series: Int64, key: SeriesKey, day: Int64, current: [PageSample],
    asOf load: Int64
  ) throws -> [PageSample] {
    let select = try database.cachedStatement(
      sql: """
        SELECT loaded_in, last_at, payload FROM sample_page_version
        WHERE series_id = ? AND day_at = ? AND replaced_in > ? ORDER BY replaced_in DESC
        """)
    let versions = try Row.fetchCursor(select, arguments: [series, day, load])
    var state = current
    while let version = try versions.next() {
      if let payload = version.bytes("payload") {
        state = try PageTable.decode(payload, key, day)
      } else {
        let last: Int64 = version["last_at"]
        state = Array(state.prefix { $0.time <= last })
      }
      if version["loaded_in"] <= load { return state }
    }
    return []
  }
}
