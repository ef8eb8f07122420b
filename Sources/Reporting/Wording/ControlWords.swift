import Vocabulary

extension Control {
  var name: String {
    switch self {
    case .twoReviewers: "two reviewers"
    case .approvedRecord: "change record"
    case .standardsCheck: "standards check"
    case .reliabilityTests: "reliability tests"
    }
  }
}

extension ControlResult.Outcome {
  /// `not met: 1 of 2 reviewers (the author does not count)`.
  var words: String {
    switch self {
    case .met: "met"
    case .notMet(let shortfall): "not met: \(shortfall.words)"
    case .unknown(let gap): "unknown: \(gap.words)"
    case .excepted(let excuse): "excepted: \(excuse.words)"
    }
  }

  /// Whether there is something to do about it.
  var isOpen: Bool {
    switch self {
    case .met, .excepted: false
    case .notMet, .unknown: true
    }
  }

  /// `not met`.
  var name: String {
    switch self {
    case .met: "met"
    case .notMet: "not met"
    case .unknown: "unknown"
    case .excepted: "excepted"
    }
  }

  /// As it stands in JSON and tables.
  var code: String {
    switch self {
    case .met: "met"
    case .notMet: "not_met"
    case .unknown: "unknown"
    case .excepted: "excepted"
    }
  }

  /// What was missing, why it cannot be said, or why it need not be; `nil` where the control was met.
  var detail: String? {
    switch self {
    case .met: nil
    case .notMet(let shortfall): shortfall.words
    case .unknown(let gap): gap.words
    case .excepted(let excuse): excuse.words
    }
  }
}

extension ControlResult.Excuse {
  var words: String {
    switch self {
    case .standardChange: "a standard change"
    case .emergency: "an emergency change"
    case .exception(let id): "exception \(id)"
    }
  }
}

extension ControlResult.Shortfall {
  var words: String {
    switch self {
    case .reviewers(let found, let needed):
      "\(grouped(found)) of \(grouped(needed)) reviewers (the author does not count)"
    case .noRecord: "no change record found"
    case .noApproval: "no approval found"
    case .approvedAfterStart(let moment): "approved \(moment.short), after the start"
    case .checkFailed: "the check ended with a failure"
    case .checkMissing: "no result of the check"
    }
  }
}

extension ControlResult.Gap {
  var words: String {
    switch self {
    case .notRecorded: "the input has no such column"
    case .authorUnknown: "the author is not recorded, so reviewers cannot be told apart"
    case .approvalTimeUnknown: "approved, but the time is not recorded"
    case .emptyCell: "the field is empty"
    }
  }
}
