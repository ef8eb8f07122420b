import GRDB
import Vocabulary

/// A record as columns: what it is called, what it says, and where it stood.
struct StoredRow {
  struct Cell {
    let column: String
    let value: DatabaseValue

    init(_ column: String, _ value: (some DatabaseValueConvertible)?) {
      self.column = column
      self.value = value?.databaseValue ?? .null
    }

    init(_ column: String, _ value: Timestamp?) {
      self.init(column, value?.secondsSinceEpoch)
    }
  }

  let key: [Cell]
  let content: [Cell]
  /// Not compared: the same content elsewhere is the same.
  var place: [Cell] = []
  /// What the file says beside it, as JSON; `nil` for nothing. Not compared either.
  var extra: String?
}

/// A table that keeps every version of a record.
struct VersionedTable {
  enum Outcome {
    case added, repeated, replaced
  }

  let name: String
  private let database: Database

  init(_ name: String, _ database: Database) {
    self.name = name
    self.database = database
  }

  /// Makes `row` the current version unless the current one says the same.
  ///
  /// What stands beside it makes no version: many exports have a column that changes with each of
  /// them (last viewed, updated), and nothing that is reported rests on it. The current version
  /// gets the newest of it in the place of the old, and keeps the old where nothing comes.
  func put(_ row: StoredRow, load: () throws -> Int64) throws -> Outcome {
    let current = try current(row)
    if let current {
      let same = row.content.allSatisfy { cell in
        current[cell.column] as DatabaseValue == cell.value
      }
      if same {
        try keep(row.extra, current["id"])
        return .repeated
      }
      let replace = try database.cachedStatement(
        sql: "UPDATE \(name) SET replaced_in = ? WHERE id = ?")
      try replace.execute(arguments: [try load(), current["id"] as Int64])
    }
    let cells =
      row.key + row.content + row.place
      + [.init("extra", row.extra), .init("loaded_in", try load())]
    let columns = cells.map(\.column).joined(separator: ", ")
    let marks = cells.map { _ in "?" }.joined(separator: ", ")
    let insert = try database.cachedStatement(
      sql: "INSERT INTO \(name) (\(columns)) VALUES (\(marks))")
    try insert.execute(arguments: StatementArguments(cells.map(\.value)))
    return current == nil ? .added : .replaced
  }

  private func keep(_ extra: String?, _ id: Int64) throws {
    guard let extra else { return }
    let update = try database.cachedStatement(
      sql: "UPDATE \(name) SET extra = ?1 WHERE id = ?2 AND extra IS NOT ?1")
    try update.execute(arguments: [extra, id])
  }

  private func current(_ row: StoredRow) throws -> Row? {
    let condition = row.key.map { "\($0.column) = ?" }.joined(separator: " AND ")
    let columns = (["id"] + row.content.map(\.column)).joined(separator: ", ")
    let select = try database.cachedStatement(
      sql: "SELECT \(columns) FROM \(name) WHERE \(condition) AND replaced_in IS NULL")
    return try Row.fetchOne(select, arguments: StatementArguments(row.key.map(\.value)))
  }
}
