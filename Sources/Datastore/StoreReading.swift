import GRDB
public import Vocabulary

extension Store {
  /// The rows of the deploy log as the loads up to `load` left them, by start, then by id.
  public func deployRecords(asOf load: Int64 = Store.present) throws -> [DeployRecord] {
    try visible("deployment", order: "started_at, deploy_id", load, DeployRecord.init)
  }

  /// The records of the change-management system as the loads up to `load` left them, by number.
  public func changeRecords(asOf load: Int64 = Store.present) throws -> [ChangeRecord] {
    try visible("change_record", order: "change_record", load, ChangeRecord.init)
  }

  /// The changes as the loads up to `load` left them, by start, then by id; what their deploys do
  /// not say taken from the change records that they name.
  public func changes(asOf load: Int64 = Store.present) throws -> [Change] {
    let register = ChangeRegister(try changeRecords(asOf: load))
    return Change.grouping(try deployRecords(asOf: load).map(register.completing))
  }

  /// A change as it is now, as `changes` has it; `nil` if the deploy log has no such change.
  public func change(_ id: ChangeID) throws -> Change? {
    let records = try read { database in
      try Row.fetchAll(
        database, sql: "SELECT * FROM deployment WHERE change_id = ? AND replaced_in IS NULL",
        arguments: [id.name]
      ).map(DeployRecord.init)
    }
    let register = ChangeRegister(try changeRecords())
    return Change.grouping(records.map(register.completing)).first
  }

  /// By start, then by id.
  public func incidents(asOf load: Int64 = Store.present) throws -> [Incident] {
    try visible("incident", order: "started_at, incident_id", load, Incident.init)
  }

  /// By name.
  public func services(asOf load: Int64 = Store.present) throws -> [ServiceEntry] {
    try visible("service", order: "service", load, ServiceEntry.init)
  }

  /// By start, then by end, kind, name and place.
  public func calendar(asOf load: Int64 = Store.present) throws -> [CalendarEvent] {
    try visible(
      "calendar_event", order: "starts_at, ends_at, kind, name, marketplaces", load,
      CalendarEvent.init)
  }

  /// Start of the last step of any series; `nil` if there are no samples.
  public func newestSample() throws -> Timestamp? {
    try read { database in
      try Int64.fetchOne(database, sql: "SELECT max(last_at) FROM sample_page")
        .map(Timestamp.init(secondsSinceEpoch:))
    }
  }

  private func visible<Record>(
    _ table: String, order: String, _ load: Int64, _ make: (Row) -> Record
  ) throws -> [Record] {
    try read { database in
      let rows = try Row.fetchCursor(
        database, sql: "SELECT * FROM \(table) WHERE \(Store.isVisible) ORDER BY \(order)",
        arguments: [load])
      var records: [Record] = []
      while let row = try rows.next() { records.append(make(row)) }
      return records
    }
  }
}
