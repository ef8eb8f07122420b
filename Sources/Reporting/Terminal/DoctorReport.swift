public import Vocabulary

/// What `doctor` found out about the tool, its settings and what is loaded.
public struct DoctorReport: Sendable {
  /// What is in use, by name, in the order in which it is shown.
  public var facts: [(name: String, value: String)]
  public var problems: [DoctorProblem]
  /// Whether every byte of the database was looked at.
  public var isVerified: Bool

  public init(
    facts: [(name: String, value: String)], problems: [DoctorProblem], isVerified: Bool
  ) {
    self.facts = facts
    self.problems = problems
    self.isVerified = isVerified
  }
}

/// Something that keeps links from being found, or dates from being right.
public enum DoctorProblem: Hashable, Sendable {
  /// What a name stands for.
  public enum Thing: String, Hashable, Sendable {
    case system, marketplace
  }

  /// A name that no other feed knows, with one of another feed that comes near it.
  case nameAlone(Thing, String, in: Feed, near: String?, nearIn: Feed?)
  case staleFeed(Feed, newest: Timestamp?, now: Timestamp, limitSeconds: Int)
  case rowsInFuture(Feed, count: Int, newest: Timestamp, now: Timestamp)
  case detectedBeforeStart(incident: String, place: SourcePlace)
  /// Change records, by number, that so many deploys name and that the feed of them does not have.
  case recordsMissing([String], deploys: Int)
  /// So many change records are loaded and no deploy names any record.
  case recordsUnnamed(Int)
  /// Rows that were set aside because an end comes before its start.
  case endsBeforeStart(file: String, count: Int, firstLine: Int)
  /// Rows of orders that no series has a place for.
  case rowsWithoutStep([UnplacedRows])
  /// The newest row of any feed lies so far from what the clock shows that one of them is wrong.
  case clockFarOff(newest: Timestamp, now: Timestamp)
  case damage(String)
}
