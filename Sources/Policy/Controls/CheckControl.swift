import Vocabulary

/// An automated check that passed; an empty cell in a column that is there means none was recorded.
enum CheckControl {
  static func outcome(_ result: Recorded<CheckResult>) -> ControlResult.Outcome {
    switch result {
    case .unknown: .unknown(.notRecorded)
    case .none, .value(.missing): .notMet(.checkMissing)
    case .value(.failed): .notMet(.checkFailed)
    case .value(.passed): .met
    }
  }
}
