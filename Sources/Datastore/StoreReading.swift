import GRDB
public import Vocabulary

extension Store {
  /// The rows of the deploy log as they are now, by start, then by id.
  public func deployRecords() throws -> [DeployRecord] {
    try current("deployment", order: "started_at, deploy_id", DeployRecord.init)
  }

  /// The changes as they are now, by start, then by id.
  public func changes() throws -> [Change] { Change.grouping(try deployRecords()) }

  /// A change as it is now; `nil` if the deploy log has no such change.
  public func change(_ id: ChangeID) throws -> Change? {
    let records = try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM deployment WHERE change_id = ? AND replaced_in IS NULL",
        arguments: [id.name]
      ).map(DeployRecord.init)
    }
    return Change.grouping(records).first
  }

  /// By start, then by id.
  public func incidents() throws -> [Incident] {
    try current("incident", order: "started_at, incident_id", Incident.init)
  }

  /// By name.
  public func services() throws -> [ServiceEntry] {
    try current("service", order: "service", ServiceEntry.init)
  }

  /// By start, then by end, kind, name and place.
  public func calendar() throws -> [CalendarEvent] {
    try current(
      "calendar_event", order: "starts_at, ends_at, kind, name, marketplaces",
      CalendarEvent.init)
  }

  /// What was taken of each file when a file of that name was last loaded, by feed and name.
  public func intakes() throws -> [Intake] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: "SELECT * FROM intake WHERE \(Store.isNewest) ORDER BY feed, file"
      ).compactMap { Intake($0) }
    }
  }

  /// The rows set aside when the files of `intakes` were last loaded, by feed, file and line.
  public func rejectedRows() throws -> [RejectedRow] {
    try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT feed, file, rejected_row.* FROM rejected_row
          JOIN intake ON intake.id = rejected_row.intake_id
          WHERE \(Store.isNewest) ORDER BY feed, file, line, rejected_row.id
          """
      ).compactMap { RejectedRow($0) }
    }
  }

  /// Start of the last step of any series; `nil` if there are no samples.
  public func newestSample() throws -> Timestamp? {
    try read { database in
      try Int64.fetchOne(database, sql: "SELECT max(last_at) FROM sample_page")
        .map(Timestamp.init(secondsSinceEpoch:))
    }
  }

  private static let isNewest = """
    intake.id = (SELECT max(other.id) FROM intake AS other
                 WHERE other.feed = intake.feed AND other.file = intake.file)
    """

  private func current<Record>(
    _ table: String, order: String, _ make: (Row) -> Record
  ) throws -> [Record] {
    try read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT * FROM \(table) WHERE replaced_in IS NULL ORDER BY \(order)")
      var records: [Record] = []
      while let row = try rows.next() { records.append(make(row)) }
      return records
    }
  }
}
