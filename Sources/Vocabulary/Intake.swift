/// The kinds of input.
public enum Feed: String, Hashable, Sendable, CaseIterable {
  case deploys, incidents
  case orderMetrics = "order_metrics"
  case services, calendar
  case changeRecords = "change_records"
}

/// A row set aside: nothing of it was used, and it is kept as it was.
public struct RejectedRow: Hashable, Sendable {
  public let feed: Feed
  public let place: SourcePlace
  /// The column at fault; `nil` if the row as a whole is.
  public let column: String?
  /// The cell as it was; `nil` if the row as a whole is at fault.
  public let value: String?
  public let reason: String
  /// The cells of the row as they were, in the file's order.
  public let cells: [String]
  /// The file's header; empty if it is not known.
  public let columns: [String]

  public init(
    feed: Feed, place: SourcePlace, column: String?, value: String?, reason: String,
    cells: [String], columns: [String] = []
  ) {
    self.feed = feed
    self.place = place
    self.column = column
    self.value = value
    self.reason = reason
    self.cells = cells
    self.columns = columns
  }
}

extension RejectedRow {
  /// What the reason of a row begins with in whose midst its file ends.
  public static let cutOffReason = "the file ends in the midst of it,"

  /// Whether its file ends in the midst of it, so that more rows may be missing.
  public var isCutOff: Bool { reason.hasPrefix(RejectedRow.cutOffReason) }
}

/// What a load read, took and set aside of one file.
public struct Intake: Hashable, Sendable {
  public let feed: Feed
  /// Name without folder.
  public let file: String
  /// Of the file's bytes as they lie on disk, lower-case hexadecimal.
  public let sha256: String
  /// `rowsLoaded + rowsSetAside`.
  public let rowsRead: Int
  /// Rows the database holds or already held, exact duplicates included.
  public let rowsLoaded: Int
  public let rowsSetAside: Int
  /// Of the rows set aside, how many were given back since, mended or set aside anew.
  public let rowsResolved: Int
  /// Of the rows loaded, how many said again what another row had said.
  public let rowsDuplicate: Int
  /// Of the rows loaded, how many replaced another value of an earlier file.
  public let rowsReplacing: Int
  /// Earliest and latest moment in the rows loaded; `nil` if none has a time.
  public let firstAt: Timestamp?
  public let lastAt: Timestamp?
  /// True if a file of these bytes had been loaded before, so that nothing was read again.
  public let alreadyLoaded: Bool
  /// Columns of the file that the contract does not name, in order.
  public let extraColumns: [String]
  /// Rows that the settings tell to pass over; not among those read.
  public let rowsSkipped: Int

  public init(
    feed: Feed, file: String, sha256: String, rowsRead: Int, rowsLoaded: Int, rowsSetAside: Int,
    rowsDuplicate: Int, rowsReplacing: Int, firstAt: Timestamp?, lastAt: Timestamp?,
    alreadyLoaded: Bool, extraColumns: [String], rowsSkipped: Int = 0, rowsResolved: Int = 0
  ) {
    self.feed = feed
    self.file = file
    self.sha256 = sha256
    self.rowsRead = rowsRead
    self.rowsLoaded = rowsLoaded
    self.rowsSetAside = rowsSetAside
    self.rowsDuplicate = rowsDuplicate
    self.rowsReplacing = rowsReplacing
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.alreadyLoaded = alreadyLoaded
    self.extraColumns = extraColumns
    self.rowsSkipped = rowsSkipped
    self.rowsResolved = rowsResolved
  }

  /// Rows set aside that nobody has given back.
  public var rowsOpen: Int { rowsSetAside - rowsResolved }
}

extension [Intake] {
  /// From the first to the last moment that files of `feed` hold; `nil` if none holds any.
  public func reach(of feed: Feed) -> TimeWindow? {
    let files = filter { $0.feed == feed }
    guard let first = files.compactMap(\.firstAt).min(),
      let last = files.compactMap(\.lastAt).max()
    else { return nil }
    return TimeWindow(start: first, seconds: last.seconds(since: first) + 1)
  }
}
