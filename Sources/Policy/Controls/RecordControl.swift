import Vocabulary

/// A change record with an approval by a moment, which is the start of the first step unless the
/// policy gives emergencies longer.
///
/// An approval in that second counts. What is missing for certain is said first, even where
/// something else is unknown: a change without a record fails whether or not approvals are in the
/// input.
enum RecordControl {
  static func outcome(
    _ paperwork: Paperwork, approvedBy deadline: Timestamp
  ) -> ControlResult.Outcome {
    let approval = approval(
      at: paperwork.approvedAt, by: paperwork.approvedBy, deadline: deadline)
    switch (paperwork.changeRecord, approval) {
    case (.none, _): return .notMet(.noRecord)
    case (.value(let record), _) where record.isEmpty: return .notMet(.noRecord)
    case (_, .notMet): return approval
    case (.unknown, _): return .unknown(.notRecorded)
    case (.value, _): return approval
    }
  }

  private static func approval(
    at time: Recorded<Timestamp>, by approver: Recorded<String>, deadline: Timestamp
  ) -> ControlResult.Outcome {
    switch (time, approver) {
    case (.value(let approvedAt), _):
      approvedAt <= deadline ? .met : .notMet(.approvedAfterStart(approvedAt: approvedAt))
    case (.none, .value), (.unknown, .value): .unknown(.approvalTimeUnknown)
    case (.none, .none), (.none, .unknown), (.unknown, .none): .notMet(.noApproval)
    case (.unknown, .unknown): .unknown(.notRecorded)
    }
  }
}
