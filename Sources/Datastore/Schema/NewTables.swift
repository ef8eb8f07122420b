import GRDB

extension Schema {
  /// Makes the tables of a new database, all of them as the migrations together would, in a tenth
  /// of the time: each of those reads and checks again what the ones before it made.
  ///
  /// `schema.sql` is recorded from the migrations by a test, which holds both ways equal.
  static func create(_ database: Database) throws {
    try database.execute(sql: "PRAGMA application_id = \(applicationID)")
    try database.execute(sql: String(decoding: PackageResources.schema_sql, as: UTF8.self))
    try database.execute(sql: "INSERT INTO page_history VALUES (0)")
    for step in migrator.migrations {
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [step])
    }
  }
}
