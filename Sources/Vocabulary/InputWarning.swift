/// Something about the input that a reader must know before trusting what was, or was not, found.
public enum InputWarning: Hashable, Sendable {
  /// A feed's newest row is older than its limit allows; `newestRow` is `nil` if it has no rows, and the
  /// end of its step where it tells of a step.
  case staleFeed(Feed, newestRow: Timestamp?, asOf: Timestamp, limitSeconds: Int)
  /// A run that was to go on where the last one ended found no orders after `end`, and those before
  /// it had been loaded at `loadedAt`, longer ago than the limit of the feed.
  case noNewerOrders(end: Timestamp, loadedAt: Timestamp)
  /// One series stopped while its feed went on; `newestRow` is `nil` if it has no rows.
  case staleSeries(SeriesKey, newestRow: Timestamp?, asOf: Timestamp, limitSeconds: Int)
  /// One series stopped more than two weeks ago, and is taken as closed.
  case seriesEnded(SeriesKey, newestRow: Timestamp)
  /// Series that are usually complete had too few rows there to see a drop.
  case unseen(UnseenStretch)
  /// More rows of a file were set aside than the settings allow.
  case tooManyRowsSetAside(file: String, setAside: Int, read: Int, limit: Share)
  /// The newest file of a feed ends in the midst of a row; the rows before it end at `newestRow`, if any has
  /// a time.
  case fileCutOff(Feed, file: String, newestRow: Timestamp?)
  /// Rows of orders that no series has a place for, and that were therefore not looked at.
  case rowsWithoutStep([UnplacedRows])
  /// Rows of a series come in finer steps than before and were added up to those of before.
  case rowsAddedUp(FinerRows)
  /// Rows of a feed that lie more than 300 days after all others, which end at `end`: they do not count
  /// for how new it is.
  case rowsFarAhead(Feed, count: Int, newest: Timestamp, end: Timestamp)
  /// Steps of a series for which no row came, of so many in the window.
  case missingSteps(SeriesKey, missing: Int, of: Int)
  /// The expectation of these series rests on less history than the look-back, in whole days.
  case historyTooShort([SeriesKey], days: Int, needed: Int)
  /// So little was counted of these series that no day of theirs is known.
  case noUsualDay([SeriesKey])
  /// The deploy log begins inside the look-back of some drop.
  case deployHistoryTooShort(firstDeploy: Timestamp, neededFrom: Timestamp)
  /// Services that one feed names and another does not: the usual reason why links are missing.
  case servicesMissing([Service], namedIn: Feed, missingIn: Feed)
  /// Marketplaces that the deploy log names and the order metrics do not, or the other way round.
  case marketplacesMissing([Marketplace], namedIn: Feed, missingIn: Feed)
  /// Change records, by number, that so many changes of the window name and that the feed of them
  /// does not have.
  case recordsMissing([String], changes: Int)
  /// Declared as made without AI, while a marker in the summary says otherwise.
  case declaredNoneButMarker(ChangeID, tool: String?, place: SourcePlace)
  /// An optional feed was not given, with what cannot be said without it.
  case feedAbsent(Feed)
  /// Drops were taken from a file and not looked for; `renamed` of them got another name.
  case dropsTaken(file: String, sha256: String, drops: Int, repeated: Int, renamed: Int)

  /// True if the night counts as incomplete: the report says so first and the run ends with 3.
  public var makesRunIncomplete: Bool {
    switch self {
    // A log that never had a row is not late but empty, and each drop then says that the records
    // do not allow a judgement.
    case .staleFeed(.deploys, newestRow: nil, asOf: _, limitSeconds: _): false
    case .staleFeed, .noNewerOrders, .staleSeries, .unseen, .tooManyRowsSetAside, .fileCutOff: true
    case .seriesEnded, .rowsWithoutStep, .rowsAddedUp, .rowsFarAhead, .missingSteps,
      .historyTooShort, .noUsualDay,
      .deployHistoryTooShort, .servicesMissing, .marketplacesMissing, .recordsMissing,
      .declaredNoneButMarker, .feedAbsent, .dropsTaken:
      false
    }
  }
}

/// Rows of one series that fit into no step of it.
public struct UnplacedRows: Hashable, Sendable {
  public let series: SeriesKey
  public let count: Int
  /// When the first of them is said to be.
  public let first: Timestamp
  /// It is the only row there is, so that there is no series.
  public let isAlone: Bool
  /// They lie weeks from all others, as if their dates were wrong.
  public let isStray: Bool

  public init(
    series: SeriesKey, count: Int, first: Timestamp, isAlone: Bool = false, isStray: Bool = false
  ) {
    self.series = series
    self.count = count
    self.first = first
    self.isAlone = isAlone
    self.isStray = isStray
  }
}
