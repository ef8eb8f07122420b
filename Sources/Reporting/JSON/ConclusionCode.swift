import Vocabulary

extension TeamVerdict.Conclusion {
  /// As it stands in JSON, and the change that it names.
  var code: (conclusion: String, change: String?) {
    switch self {
    case .cause(let change): ("cause", change.name)
    case .noRecordedChange: ("none", nil)
    case .notADrop: ("not_a_drop", nil)
    }
  }
}
