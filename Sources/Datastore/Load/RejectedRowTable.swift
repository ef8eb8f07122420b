import GRDB
import Vocabulary

/// The rows set aside, each until it is given back.
struct RejectedRowTable {
  private let database: Database

  init(_ database: Database) { self.database = database }

  /// Keeps what a file set aside; what it gave back is no longer open, and open anew where it was
  /// set aside again.
  func take(_ reading: FileReading, intake: Int64, load: Int64) throws {
    for origin in reading.origins { try resolve(origin, reading.feed, load) }
    guard !reading.rejected.isEmpty else { return }
    if !reading.columns.isEmpty {
      try database.execute(
        sql: "INSERT INTO rejected_header (intake_id, columns) VALUES (?, ?)",
        arguments: [intake, try JSONList.encode(reading.columns)])
    }
    for row in reading.rejected { try insert(row, of: reading.file, intake) }
  }

  private func insert(_ row: RejectedRow, of file: String, _ intake: Int64) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO rejected_row (intake_id, file, line, column_name, value, reason, cells)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    try insert.execute(arguments: [
      intake, row.place.file == file ? nil : row.place.file, row.place.line, row.column,
      row.value, row.reason, try JSONList.encode(row.cells),
    ])
  }

  private func resolve(_ place: SourcePlace, _ feed: Feed, _ load: Int64) throws {
    let update = try database.cachedStatement(
      sql: """
        UPDATE rejected_row SET resolved_in = ?
        FROM intake
        WHERE intake.id = rejected_row.intake_id AND resolved_in IS NULL AND feed = ?
          AND line = ? AND coalesce(rejected_row.file, intake.file) = ?
        """)
    try update.execute(arguments: [load, feed.rawValue, place.line, place.file])
  }
}
