import GRDB
public import Vocabulary

/// Files of a load in progress: everything of it is one transaction.
///
/// For each file ask `recall` first; if it is new, `append` its samples and `finish` it.
public final class Loading {
  private let database: Database
  private let at: Timestamp
  private let toolVersion: String
  private var pages: PageTable
  /// `nil` until something is stored, so that a load of known files leaves no trace.
  private(set) var loadID: Int64?
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
  public func recall(
    _ feed: Feed, file: String, sha256: @autoclosure () throws -> String
  ) throws -> Intake? {
    let knowsAny = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM intake WHERE feed = ?)",
      arguments: [feed.rawValue])
    guard knowsAny == true else { return nil }
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT intake.*, \(Store.rowsResolved) FROM intake WHERE feed = ?2 AND sha256 = ?3
        """, arguments: [Store.present, feed.rawValue, try sha256()])
    return row.flatMap { row in
      let isMended = (row["file"] as String).hasPrefix("\(RejectedRow.folder)/")
      return Intake(row, file: isMended ? nil : file, alreadyLoaded: true)
    }
  }

  /// Merges samples of the file in progress into what is held; the later load wins.
  public func append(_ batch: SampleBatch) throws {
    var start = 0
    while start < batch.count {
      let series = batch.series[start]
      let day = batch.time[start].startOfPage
      var samples: [PageSample] = []
      while start < batch.count, batch.series[start] == series,
        batch.time[start] < day + pageSeconds
      {
        samples.append(
          PageSample(
            time: batch.time[start], orders: batch.orders[start], errors: batch.errors[start],
            latency: batch.latency?[start] ?? .nan))
        start += 1
      }
      let counts = try pages.merge(
        samples, batch.seriesTable[Int(series)], day: day, load: currentLoad)
      repeated += counts.repeated
      replaced += counts.replaced
    }
  }

  /// Stores the records of a file and the rows set aside; what was taken of it.
  public func finish(_ reading: FileReading) throws -> Intake {
    switch reading.records {
    case .deploys(let records): try put("deployment", records.map(\.stored))
    case .incidents(let records): try put("incident", records.map(\.stored))
    case .services(let records): try put("service", records.map(\.stored))
    case .calendar(let records): try put("calendar_event", records.map(\.stored))
    case .samples: break
    }
    let intake = Intake(
      feed: reading.feed, file: reading.file, sha256: reading.sha256, rowsRead: reading.rowsRead,
      rowsLoaded: reading.rowsUsable, rowsSetAside: reading.rejected.count,
      rowsDuplicate: reading.duplicates + repeated, rowsReplacing: replaced,
      firstAt: reading.firstAt, lastAt: reading.lastAt, alreadyLoaded: false,
      extraColumns: reading.extraColumns)
    (repeated, replaced) = (0, 0)
    let intakeID = try intake.insert(database, load: try currentLoad())
    try RejectedRowTable(database).take(reading, intake: intakeID, load: try currentLoad())
    return intake
  }

  private func put(_ table: String, _ rows: [StoredRow]) throws {
    let table = VersionedTable(table, database)
    for row in rows {
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
