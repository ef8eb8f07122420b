public import Vocabulary

/// Why the database cannot be used. The description names the thing and the way out.
public enum StoreError: Error, Hashable, Sendable {
  case notFound(path: String)
  /// Written by a newer version of the tool.
  case newer(path: String)
  /// Opened for reading only, and its tables are those of an older version.
  case needsUpgrade(path: String)
  case notADatabase(path: String)
  /// A database, but not one of ours.
  case otherApplication(path: String)
  case heldByAnotherRun(path: String, holder: String)
  case busy(path: String)
  case cannotWrite(path: String, reason: String)
  case diskFull(path: String)
  case failed(path: String, reason: String)
  /// What was known at a moment is no longer held.
  case historyTooShort(path: String, moment: Timestamp)
  /// What is stored of a series and day is not what was written.
  case damagedPage(SeriesKey, day: Timestamp, reason: String)

  /// What an exit status needs to know.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// The database is not there (66).
    case missing
    /// The file is there and cannot be used (65).
    case unusable
    /// It cannot be created or written (73).
    case cannotWrite
    /// Reading or writing failed (74).
    case failed
    /// Another process holds it (75).
    case inUse
  }

  public var kind: Kind {
    switch self {
    case .notFound: .missing
    case .newer, .needsUpgrade, .notADatabase, .otherApplication, .damagedPage,
      .historyTooShort:
      .unusable
    case .cannotWrite: .cannotWrite
    case .diskFull, .failed: .failed
    case .heldByAnotherRun, .busy: .inUse
    }
  }
}

extension StoreError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound(let path):
      "\(path): no such database. Load a dataset first, or name another with --db."
    case .newer(let path):
      "\(path): was written by a newer version of faultline. Use that version, or name another "
        + "database with --db."
    case .needsUpgrade(let path):
      "\(path): was written by an older version of faultline. Load a dataset to bring it up to "
        + "date."
    case .notADatabase(let path):
      "\(path): is not an SQLite database, or is damaged. Name another with --db, or restore it "
        + "from a backup."
    case .otherApplication(let path):
      "\(path): is the database of another program. Name another with --db."
    case .heldByAnotherRun(let path, let holder):
      "Another run (\(holder)) holds \(path). Wait for it to end and try again."
    case .busy(let path): "\(path): another program is writing to it. Try again."
    case .cannotWrite(let path, let reason):
      "\(path): cannot be written: \(reason). Check the folder and its permissions."
    case .diskFull(let path): "\(path): the disk is full. Make room and run again."
    case .failed(let path, let reason): "\(path): \(reason)"
    case .historyTooShort(let path, let moment):
      "\(path): what was known on \(moment) is not held: an older version of faultline, which kept "
        + "no history of orders, loaded into it after that. Name a later moment with --as-of."
    case .damagedPage(let series, let day, let reason):
      "The stored samples of \(series.marketplace)\(series.service.map { " / \($0)" } ?? "") on "
        + "\(day) are damaged (\(reason)). Load the files of that day into a new database."
    }
  }
}
