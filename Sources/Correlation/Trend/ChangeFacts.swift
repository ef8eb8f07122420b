import Vocabulary

/// A change as the trend sees it: to which groups it belongs and what it is compared within.
struct ChangeFacts: Sendable {
  let id: ChangeID
  let service: Service
  let startedAt: Timestamp
  /// By `ChangeAttribute.allCases`.
  let groups: [ChangeGroup]
  let lines: Int?
  let change: Change

  init(_ change: Change, plain results: [ControlResult]) {
    id = change.id
    service = change.service
    startedAt = change.rollout.startedAt
    lines = change.paperwork.linesChanged.valueIfAny.map { max(0, $0) }
    self.change = change
    let outcomes = Dictionary(results.map { ($0.control, $0.outcome) }) { first, _ in first }
    groups = ChangeAttribute.allCases.map { ChangeFacts.group(change, by: $0, outcomes) }
  }

  private static func group(
    _ change: Change, by attribute: ChangeAttribute, _ outcomes: [Control: ControlResult.Outcome]
  ) -> ChangeGroup {
    let all = attribute.groups
    func group(_ known: Bool?) -> ChangeGroup { all[known.map { $0 ? 0 : 1 } ?? 2] }
    switch attribute {
    case .authorship:
      switch change.authorship {
      case .declared: return .aiDeclared
      case .inferred: return .aiInferred
      case .none: return .noAIMarker
      case .unknown: return .authorshipUnknown
      }
    case .documentation: return group(change.paperwork.isDocumented)
    case .approval: return group(change.paperwork.isApproved)
    case .reviewers: return group(outcomes[.twoReviewers]?.isMet)
    case .standardsCheck: return group(outcomes[.standardsCheck]?.isMet)
    case .reliabilityTests: return group(outcomes[.reliabilityTests]?.isMet)
    case .size:
      guard let lines = change.paperwork.linesChanged.valueIfAny else { return .sizeUnknown }
      let limits = ChangeGroup.sizeLimits
      return all[limits.firstIndex { lines <= $0 } ?? limits.count]
    }
  }

  func group(_ attribute: ChangeAttribute) -> ChangeGroup {
    groups[ChangeAttribute.allCases.firstIndex(of: attribute) ?? 0]
  }

  /// Which band of hours of the day it began in, from 0.
  var hourBand: Int {
    startedAt.seconds(since: startedAt.startOfDay) / 3600 / TrendModel.bandHours
  }

  /// 1 is Monday: 1 January 1970 was a Thursday.
  var weekday: Int {
    let days = startedAt.startOfDay.secondsSinceEpoch / 86_400
    return Int(((days + 3) % 7 + 7) % 7) + 1
  }

  /// True if of the group asked about, false if of its reference, `nil` if nobody knows.
  func label(_ comparison: ChangeComparison) -> Bool? {
    let own = group(comparison.reference.attribute)
    if own == comparison.reference { return false }
    return comparison.exposed.contains(own) ? true : nil
  }
}

extension ControlResult.Outcome {
  /// `nil` where the records do not say.
  fileprivate var isMet: Bool? {
    switch self {
    case .met: true
    case .notMet: false
    case .unknown, .excepted: nil
    }
  }
}
