public import Vocabulary

/// Why an input, as a whole, cannot be used. The description names the thing and the way out.
public enum InputProblem: Error, Hashable, Sendable {
  // the files
  case notFound(path: String)
  /// With the CSV files whose names tell nothing, and whether there are some that do.
  case feedMissing(
    Feed, folder: String, csvFilesThere: [String], otherFeedsThere: Bool)
  case plainAndCompressed(name: String, folder: String)
  case sameNameTwice(path: String, other: String)
  case notAFile(path: String)
  case feedNotInName(path: String)
  case cannotOpen(path: String, reason: String)
  case readFailed(path: String, reason: String)
  case changedWhileRead(path: String)

  // the bytes
  case compressedDataBroken(path: String, reason: String)
  case notUTF8(path: String, looksLike: String)
  case nulByte(path: String, line: Int)
  case quoteNeverClosed(path: String, line: Int)
  case quoteBroken(path: String, line: Int, brokenOn: Int)
  case recordTooLong(path: String, line: Int)

  // the header and the rows
  case empty(path: String)
  case columnsMissing(path: String, missing: [MissingColumn], found: [String])
  case columnTwice(path: String, column: String)
  case tooManyRowsSetAside(path: String, limit: Int, first: RejectedRow)
  case mapping(path: String, MappingProblem)

  // a stream of series
  case seriesOutOfOrder(path: String, place: StreamPlace, series: SeriesKey, after: SeriesKey)
  case timeOutOfOrder(path: String, place: StreamPlace, series: SeriesKey, after: Timestamp)
  case framesBroken(path: String, FrameFault)

  // a table of drops
  case dropUnusable(RejectedRow)

  /// The settings name files, and none are there.
  case noFileMatches(pattern: String, table: String)

  /// A required column that the file lacks, with the name in the file that comes near it.
  public struct MissingColumn: Hashable, Sendable {
    public let name: String
    public let near: String?

    public init(name: String, near: String?) {
      self.name = name
      self.near = near
    }
  }

  /// What an exit status needs to know.
  public enum Kind: Hashable, Sendable, CaseIterable {
    /// An input is not there or may not be opened (66).
    case missing
    /// A file is there and cannot be used (65).
    case unusable
    /// Reading failed (74).
    case readFailed
  }
}

extension InputProblem {
  public var kind: Kind {
    switch self {
    case .notFound, .feedMissing, .cannotOpen, .noFileMatches: .missing
    case .readFailed: .readFailed
    case .plainAndCompressed, .sameNameTwice, .notAFile, .feedNotInName, .changedWhileRead,
      .compressedDataBroken, .notUTF8, .nulByte, .quoteNeverClosed, .quoteBroken, .recordTooLong,
      .empty, .columnsMissing, .columnTwice, .tooManyRowsSetAside, .mapping, .seriesOutOfOrder,
      .timeOutOfOrder, .framesBroken, .dropUnusable:
      .unusable
    }
  }
}

/// All problems found in one look at the inputs, at least one, in the order of the inputs.
public struct InputProblems: Error, Hashable, Sendable {
  public let problems: [InputProblem]

  /// `nil` if there are none.
  public init?(_ problems: [InputProblem]) {
    guard !problems.isEmpty else { return nil }
    self.problems = problems
  }

  /// The kind that comes first in the order missing, read failed, unusable.
  public var kind: InputProblem.Kind {
    let kinds = Set(problems.map(\.kind))
    if kinds.contains(.missing) { return .missing }
    return kinds.contains(.readFailed) ? .readFailed : .unusable
  }
}

extension InputProblems: CustomStringConvertible {
  /// One line a problem.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
