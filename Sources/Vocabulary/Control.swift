/// A safeguard of the code safety reset.
public enum Control: String, Hashable, Sendable, CaseIterable {
  /// Two reviewers besides the author.
  case twoReviewers = "two_reviewers"
  /// A change record with approval before the start.
  case approvedRecord = "change_record"
  /// The automated standards check passed.
  case standardsCheck = "standards_check"
  /// The reliability tests passed.
  case reliabilityTests = "reliability_tests"
}

/// Whether a control was in place for one change.
public struct ControlResult: Hashable, Sendable {
  public enum Outcome: Hashable, Sendable {
    case met
    case notMet(Shortfall)
    case unknown(Gap)
    /// Not met, or not known to be, and need not be.
    case excepted(Excuse)
  }

  /// Why a control need not be met.
  public enum Excuse: Hashable, Sendable {
    /// The policy asks less of standard changes.
    case standardChange
    /// The policy asks less of emergency changes.
    case emergency
    /// A dated exception, by its id.
    case exception(String)
  }

  /// What was missing.
  public enum Shortfall: Hashable, Sendable {
    case reviewers(found: Int, needed: Int)
    case noRecord
    case noApproval
    case approvedAfterStart(approvedAt: Timestamp)
    case checkFailed
    case checkMissing
  }

  /// Why it cannot be said.
  public enum Gap: Hashable, Sendable {
    /// The input has no such column.
    case notRecorded
    /// Nobody knows who the author is, so reviewers cannot be told from the author.
    case authorUnknown
    /// Approved, but the time of approval is not known.
    case approvalTimeUnknown
    /// The column is there and the cell is empty.
    case emptyCell
  }

  public let change: ChangeID
  public let control: Control
  public let outcome: Outcome

  public init(change: ChangeID, control: Control, outcome: Outcome) {
    self.change = change
    self.control = control
    self.outcome = outcome
  }
}
