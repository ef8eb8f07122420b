/// What one input file says, before anything is stored.
public struct FileReading: Hashable, Sendable {
  /// The usable rows, each once. Order metrics are handed over as `SampleBatch`es instead.
  public enum Records: Hashable, Sendable {
    case deploys([DeployRecord])
    case incidents([Incident])
    case services([ServiceEntry])
    case calendar([CalendarEvent])
    case changeRecords([ChangeRecord])
    /// How many samples were handed over.
    case samples(Int)
  }

  /// Name without folder.
  public var file: String
  /// Of the file's bytes as they lie on disk, lower-case hexadecimal.
  public var sha256: String
  /// Rows below the header, blank lines not counted.
  public var rowsRead: Int
  public var records: Records
  /// One a row set aside, ascending by line.
  public var rejected: [RejectedRow]
  /// Usable rows that said again what another row of the file had said.
  public let duplicates: Int
  /// Earliest and latest moment in the usable rows; `nil` if none has a time.
  public let firstAt: Timestamp?
  public let lastAt: Timestamp?
  /// Columns of the file that the contract does not name, in order.
  public var extraColumns: [String]
  /// Their cells, a list as wide as `extraColumns` a record, in the order of the records; empty for
  /// order metrics, of which they are not kept.
  public let extraCells: [[String]]
  /// Rows that the settings tell to pass over; not among those read.
  public let rowsSkipped: Int
  /// What was found in the file and used, a sentence each: the format of a column of dates.
  public let findings: [String]
  /// The header of the file.
  public let columns: [String]
  /// Where the rows first stood, if the file brings rows again that had been set aside.
  public var origins: [SourcePlace] = []

  public init(
    file: String, sha256: String, rowsRead: Int, records: Records, rejected: [RejectedRow],
    duplicates: Int, firstAt: Timestamp?, lastAt: Timestamp?, extraColumns: [String],
    extraCells: [[String]] = [], rowsSkipped: Int = 0, findings: [String] = [],
    columns: [String] = []
  ) {
    self.file = file
    self.sha256 = sha256
    self.rowsRead = rowsRead
    self.records = records
    self.rejected = rejected
    self.duplicates = duplicates
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.extraColumns = extraColumns
    self.extraCells = extraCells
    self.rowsSkipped = rowsSkipped
    self.findings = findings
    self.columns = columns
  }
}

extension FileReading {
  /// The feed that the records belong to.
  public var feed: Feed {
    switch records {
    case .deploys: .deploys
    case .incidents: .incidents
    case .services: .services
    case .calendar: .calendar
    case .changeRecords: .changeRecords
    case .samples: .orderMetrics
    }
  }

  /// Rows used, those that repeat another included.
  public var rowsUsable: Int { rowsRead - rejected.count }
}
