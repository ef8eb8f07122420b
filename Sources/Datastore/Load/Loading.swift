import GRDB
public import Vocabulary

/// Files of a load in progress: everything of it is one transaction.
///
/// For each file ask `recall` first; if it is new, `append` its samples and `finish` it. A file
/// whose hash is known only after it was read, and turns out to be an old one, is ended by
/// `startOver`.
public final class Loading {
  private let database: Database
  private let at: Timestamp
  private let toolVersion: String
  private var pages: PageTable
  /// `nil` until something is stored, so that a load of known files leaves no trace.
  private(set) var loadID: Int64?
  /// `loadID` as it was before the first sample of the file in progress; `nil` without one.
  private var loadBeforeSamples: Int64??
  /// Of the file in progress.
  private var repeated = 0
  private var replaced = 0

  /// - Parameter loadID: The row of the load if an earlier file of it has made one.
  init(_ database: Database, at: Timestamp, toolVersion: String, loadID: Int64? = nil) throws {
    self.database = database
    self.at = at
    self.toolVersion = toolVersion
    self.loadID = loadID
    pages = try PageTable(database)
  }

  /// What was taken of a file of these bytes when it was first loaded; `nil` if it never was.
  ///
  /// `sha256` is not asked for where no file of the feed is known: the reading hashes the file too.
  ///
  /// - Parameter form: A name for how it is read; the same bytes read otherwise are new.
  public func recall(
    _ feed: Feed, file: String, sha256: @autoclosure () throws -> String, form: String = ""
  ) throws -> Intake? {
    let knowsAny = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM intake WHERE feed = ?)",
      arguments: [feed.rawValue])
    guard knowsAny == true else { return nil }
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT intake.*, \(Store.rowsResolved) FROM intake
        WHERE feed = ?2 AND sha256 = ?3 AND form = ?4
        """, arguments: [Store.present, feed.rawValue, try sha256(), form])
    return row.flatMap { row in
      let isMended = (row["file"] as String).hasPrefix("\(RejectedRow.folder)/")
      return Intake(row, file: isMended ? nil : file, alreadyLoaded: true)
    }
  }

  /// Whether a file of this name was loaded before, so that it is worth its while to look at the
  /// hash of its bytes before they are read.
  public func knows(_ feed: Feed, file: String) throws -> Bool {
    try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM intake WHERE feed = ? AND file = ?)",
      arguments: [feed.rawValue, file]) ?? false
  }

  /// Merges samples of the file in progress into what is held; the later load wins.
  public func append(_ batch: SampleBatch) throws {
    try beginSamples()
    for page in PackedPage.pages(of: batch) {
      let counts = try pages.merge(page, batch.key, load: currentLoad)
      repeated += counts.repeated
      replaced += counts.replaced
    }
  }

  /// Forgets the samples of the file in progress.
  public func startOver() throws {
    guard let before = loadBeforeSamples else { return }
    try database.execute(sql: "ROLLBACK TO SAVEPOINT samples_of_file")
    try database.execute(sql: "RELEASE SAVEPOINT samples_of_file")
    loadBeforeSamples = nil
    loadID = before
    (repeated, replaced) = (0, 0)
    pages.forget()
  }

  private func beginSamples() throws {
    guard loadBeforeSamples == nil else { return }
    try database.execute(sql: "SAVEPOINT samples_of_file")
    loadBeforeSamples = .some(loadID)
  }

  private func endSamples() throws {
    guard loadBeforeSamples != nil else { return }
    try pages.finish()
    try database.execute(sql: "RELEASE SAVEPOINT samples_of_file")
    loadBeforeSamples = nil
  }

  /// Stores the records of a file and the rows set aside; what was taken of it.
  public func finish(_ reading: FileReading, form: String = "") throws -> Intake {
    try endSamples()
    switch reading.records {
    case .deploys(let records): try put("deployment", records.map(\.stored), reading)
    case .incidents(let records): try put("incident", records.map(\.stored), reading)
    case .services(let records): try put("service", records.map(\.stored), reading)
    case .calendar(let records): try put("calendar_event", records.map(\.stored), reading)
    case .changeRecords(let records): try put("change_record", records.map(\.stored), reading)
    case .samples: break
    }
    let intake = Intake(
      feed: reading.feed, file: reading.file, sha256: reading.sha256, rowsRead: reading.rowsRead,
      rowsLoaded: reading.rowsUsable, rowsSetAside: reading.rejected.count,
      rowsDuplicate: reading.duplicates + repeated, rowsReplacing: replaced,
      firstAt: reading.firstAt, lastAt: reading.lastAt, alreadyLoaded: false,
      extraColumns: reading.extraColumns, rowsSkipped: reading.rowsSkipped)
    (repeated, replaced) = (0, 0)
    let intakeID = try intake.insert(database, load: try currentLoad(), form: form)
    try RejectedRowTable(database).take(reading, intake: intakeID, load: try currentLoad())
    return intake
  }

  private func put(_ table: String, _ rows: [StoredRow], _ reading: FileReading) throws {
    let table = VersionedTable(table, database)
    for (index, row) in rows.enumerated() {
      var row = row
      if index < reading.extraCells.count {
        row.extra = try ExtraCells.encode(
          reading.extraCells[index], columns: reading.extraColumns)
      }
      switch try table.put(row, load: currentLoad) {
      case .added: break
      case .repeated: repeated += 1
      case .replaced: replaced += 1
      }
    }
  }

  private func currentLoad() throws -> Int64 {
    if let loadID { return loadID }
    try database.execute(
      sql: "INSERT INTO load (loaded_at, tool_version) VALUES (?, ?)",
      arguments: [at.secondsSinceEpoch, toolVersion])
    loadID = database.lastInsertedRowID
    return database.lastInsertedRowID
  }
}
