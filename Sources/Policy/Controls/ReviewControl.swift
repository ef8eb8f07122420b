import Vocabulary

/// Enough reviewers besides the author.
///
/// Names are compared without regard to case and to white space around them, and each counts once.
/// Without a known author one of the names may be the author's, so exactly enough is not known to
/// be enough, while one more is.
enum ReviewControl {
  static func outcome(
    reviewers: Recorded<[String]>, author: Recorded<String>, needed: Int
  ) -> ControlResult.Outcome {
    let listed: [String]
    switch reviewers {
    case .unknown: return .unknown(.notRecorded)
    case .none: listed = []
    case .value(let names): listed = names
    }
    let people = Set(listed.map(normalised)).subtracting([""])
    let writer = author.valueIfAny.map(normalised).flatMap { $0.isEmpty ? nil : $0 }
    if let writer {
      let found = people.subtracting([writer]).count
      return found >= needed ? .met : .notMet(.reviewers(found: found, needed: needed))
    }
    if people.count > needed || needed == 0 { return .met }
    return people.count == needed
      ? .unknown(.authorUnknown) : .notMet(.reviewers(found: people.count, needed: needed))
  }

  private static func normalised(_ name: String) -> String {
    let trimmed = name.drop(while: \.isWhitespace)
    let length = trimmed.reversed().drop(while: \.isWhitespace).count
    return trimmed.prefix(length).lowercased()
  }
}
