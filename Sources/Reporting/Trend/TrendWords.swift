import Vocabulary

extension ChangeGroup {
  var words: String {
    switch self {
    case .aiDeclared: "AI-assisted, declared"
    case .aiInferred: "AI-assisted, inferred from a marker"
    case .noAIMarker: "no AI marker"
    case .authorshipUnknown: "authorship unknown"
    case .documented: "with a change record"
    case .undocumented: "no change record found"
    case .documentationUnknown: "change record unknown"
    case .approved: "approved"
    case .unapproved: "no approval found"
    case .approvalUnknown: "approval unknown"
    case .enoughReviewers: "two reviewers or more"
    case .tooFewReviewers: "under two reviewers"
    case .reviewersUnknown: "reviewers unknown"
    case .standardsPassed: "standards check passed"
    case .standardsNotPassed: "standards check not passed"
    case .standardsUnknown: "standards check unknown"
    case .testsPassed: "reliability tests passed"
    case .testsNotPassed: "reliability tests not passed"
    case .testsUnknown: "reliability tests unknown"
    case .sizeSmall: "up to \(ChangeGroup.sizeLimits[0]) lines"
    case .sizeMedium: "\(ChangeGroup.sizeLimits[0] + 1) to \(ChangeGroup.sizeLimits[1]) lines"
    case .sizeLarge: "\(ChangeGroup.sizeLimits[1] + 1) to \(ChangeGroup.sizeLimits[2]) lines"
    case .sizeVeryLarge: "over \(ChangeGroup.sizeLimits[2]) lines"
    case .sizeUnknown: "size unknown"
    }
  }
}

extension ChangeAttribute {
  var words: String {
    switch self {
    case .authorship: "Authorship"
    case .documentation: "Documentation"
    case .approval: "Approval"
    case .reviewers: "Reviewers"
    case .standardsCheck: "Standards check"
    case .reliabilityTests: "Reliability tests"
    case .size: "Size"
    }
  }
}

extension ChangeComparison {
  /// The group asked about, as the subject of a sentence.
  var subject: String {
    switch self {
    case .aiAssisted: "AI-assisted changes"
    case .undocumented: "changes without a change record"
    case .unapproved: "changes without an approval"
    case .underReviewed: "changes with under two reviewers"
    case .untested: "changes whose reliability tests did not pass"
    }
  }

  /// What they are compared with.
  var others: String {
    switch self {
    case .aiAssisted: "changes with no AI marker"
    case .undocumented: "changes with one"
    case .unapproved: "approved changes"
    case .underReviewed: "changes with two or more"
    case .untested: "changes whose tests passed"
    }
  }

  /// As a row of a table.
  var title: String {
    switch self {
    case .aiAssisted: "AI-assisted against no AI marker"
    case .undocumented: "no change record against with one"
    case .unapproved: "no approval against approved"
    case .underReviewed: "under two reviewers against two or more"
    case .untested: "tests not passed against passed"
    }
  }
}

/// A ratio, as exact as it can be said: `1.20`, `12`; `—` for none.
func ratio(_ value: Double) -> String {
  if value.isInfinite { return "no limit" }
  return fixed(value, decimals: value < 9.995 ? 2 : 0)
}

extension Estimate {
  /// `0.82 to 1.76`.
  var ratioRange: String { "\(ratio(low)) to \(ratio(high))" }

  /// `1.20 (0.82 to 1.76)`.
  var ratioWords: String { "\(ratio(value)) (\(ratioRange))" }

  /// `0.9% to 2.3%`.
  var shareRange: String { "\(percent(Share(low))) to \(percent(Share(high)))" }

  fileprivate var excludesOne: Bool { low > 1 || high < 1 }
}

/// A sum of probabilities as a count: `121`, `11.2`, `46`.
func linkedCount(_ sum: Double) -> String {
  let isWhole = sum >= 99.95 || (sum - sum.rounded()).magnitude < 0.05
  return fixed(sum, decimals: isWhole ? 0 : 1)
}

extension GroupRate {
  /// `9.9% (46 of 464)`; under 20 changes `11 of 14`; `no change` of none.
  var words: String {
    guard let share else { return "no change" }
    let cases = "\(linkedCount(linked)) of \(grouped(changes))"
    guard changes >= WordingPolicy.fewestCasesForPercent else { return cases }
    return "\(percentWords(share)) (\(cases))"
  }

  /// A share that goes with its count: none where the count is none.
  private func percentWords(_ share: Estimate) -> String {
    linkedCount(linked) == "0" ? "0%" : percent(Share(share.value))
  }

  /// `9.9% of changes with one (46 of 464)`; under 20 changes `11 of 14 changes with one`.
  func of(_ name: String) -> String {
    guard let share else { return "none of no \(name)" }
    let cases = "\(linkedCount(linked)) of \(grouped(changes))"
    return changes < WordingPolicy.fewestCasesForPercent
      ? "\(cases) \(name)" : "\(percentWords(share)) of \(name) (\(cases))"
  }

  /// The same by strongest link alone.
  var strongestWords: String {
    changes == 0 ? "no change" : Reporting.share(strongest, of: changes)
  }

  /// `7.0% to 13%`; `too few` under 20 changes.
  var rangeWords: String {
    guard let share, changes >= WordingPolicy.fewestCasesForPercent else { return "too few" }
    return share.shareRange
  }
}

extension GroupComparison {
  /// Whether the two ways of counting links point different ways: one group fails more often by
  /// the one and less often by the other, by more than a tenth.
  var waysDisagree: Bool {
    guard let one = exposed.share?.value, let other = reference.share?.value,
      let strongest = exposed.strongestShare?.value,
      let strongestOther = reference.strongestShare?.value
    else { return false }
    let shared = one > other * 1.1 ? 1 : other > one * 1.1 ? -1 : 0
    let taken = strongest > strongestOther * 1.1 ? 1 : strongestOther > strongest * 1.1 ? -1 : 0
    return shared * taken < 0
  }

  /// Whether a clear difference stays one whatever the unknown changes are.
  var holdsAtBothEnds: Bool {
    guard let adjusted, let all = ifAllUnknown, let none = ifNoUnknown else { return false }
    return [all, none].allSatisfy { $0.excludesOne && ($0.value > 1) == (adjusted.value > 1) }
  }

  /// What may be said of the comparison: the only place that decides between "clear" and "no clear".
  var claim: String {
    let (one, others) = (comparison.subject, comparison.others)
    guard let adjusted else {
      return "The records of this quarter do not let \(one) be compared with \(others)."
    }
    guard isClear else { return "No clear difference this quarter between \(one) and \(others)." }
    let often = adjusted.value > 1 ? "more often" : "less often"
    return "\(one.prefix(1).uppercased() + one.dropFirst()) were followed by a linked order drop "
      + "\(often) than \(others)."
  }

  /// Whether an interval leaves out 1 and yet is no clear difference.
  var isNearlyClear: Bool { !isClear && q != nil && adjusted.map(\.excludesOne) ?? false }

  static let nearlyClearReason =
    "among \(ChangeComparison.allCases.count) comparisons chance brings one like it about too often for a claim."

  /// That an interval leaves out 1, and why that is no clear difference; `nil` if it does not, or is.
  var nearlyClearSentence: String? {
    guard isNearlyClear, let adjusted else { return nil }
    return
      "For \(comparison.subject) the ratio is \(ratio(adjusted.value)) (\(adjusted.ratioRange)), yet "
      + GroupComparison.nearlyClearReason
  }

  /// `For the same system, size, hour and date the ratio is 1.20 (95% interval 0.82 to 1.76).`
  var ratioSentence: String? {
    adjusted.map {
      "For the same system, size, hour and date the ratio is \(ratio($0.value)) "
        + "(\(percent(Share($0.level))) interval \($0.ratioRange))."
    }
  }
}

extension StandingOut.Property {
  private static let days = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]

  var words: String {
    switch self {
    case .tool(let tool): "AI tool \(tool)"
    case .type(let type): "type \(type.rawValue)"
    case .weekday(let day): "began on a \(StandingOut.Property.days[(day + 6) % 7])"
    case .hours(let hour): "began from \(hour):00 to \(hour + 6):00 UTC"
    case .group(let group): group.words
    case .emergency(let isOne): isOne ? "emergency change" : "no emergency change"
    case .steps(let many): many ? "rolled out in several steps" : "rolled out in one step"
    }
  }
}
