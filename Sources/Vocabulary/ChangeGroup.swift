/// What changes are grouped by to compare how often drops follow them.
public enum ChangeAttribute: String, Hashable, Sendable, CaseIterable {
  case authorship, documentation, approval, reviewers
  case standardsCheck = "standards_check"
  case reliabilityTests = "reliability_tests"
  case size

  public var groups: [ChangeGroup] { ChangeGroup.allCases.filter { $0.attribute == self } }
}

/// Groups of changes. Those of one attribute hold each change once.
public enum ChangeGroup: String, Hashable, Sendable, CaseIterable {
  case aiDeclared = "ai_declared"
  case aiInferred = "ai_inferred"
  case noAIMarker = "no_ai_marker"
  case authorshipUnknown = "authorship_unknown"
  case documented, undocumented
  case documentationUnknown = "documentation_unknown"
  case approved, unapproved
  case approvalUnknown = "approval_unknown"
  case enoughReviewers = "enough_reviewers"
  case tooFewReviewers = "too_few_reviewers"
  case reviewersUnknown = "reviewers_unknown"
  case standardsPassed = "standards_passed"
  case standardsNotPassed = "standards_not_passed"
  case standardsUnknown = "standards_unknown"
  case testsPassed = "tests_passed"
  case testsNotPassed = "tests_not_passed"
  case testsUnknown = "tests_unknown"
  case sizeSmall = "size_small"
  case sizeMedium = "size_medium"
  case sizeLarge = "size_large"
  case sizeVeryLarge = "size_very_large"
  case sizeUnknown = "size_unknown"

  public var attribute: ChangeAttribute {
    switch self {
    case .aiDeclared, .aiInferred, .noAIMarker, .authorshipUnknown: .authorship
    case .documented, .undocumented, .documentationUnknown: .documentation
    case .approved, .unapproved, .approvalUnknown: .approval
    case .enoughReviewers, .tooFewReviewers, .reviewersUnknown: .reviewers
    case .standardsPassed, .standardsNotPassed, .standardsUnknown: .standardsCheck
    case .testsPassed, .testsNotPassed, .testsUnknown: .reliabilityTests
    case .sizeSmall, .sizeMedium, .sizeLarge, .sizeVeryLarge, .sizeUnknown: .size
    }
  }

  /// The most lines of small, medium and large changes. Twenty fit on a screen, a hundred are read
  /// in a sitting, and beyond about four hundred reviews are known to find less.
  public static let sizeLimits = [20, 100, 400]
}

/// Two groups of changes that are compared.
public enum ChangeComparison: String, Hashable, Sendable, CaseIterable {
  case aiAssisted = "ai_assisted"
  case undocumented
  case unapproved
  case underReviewed = "under_reviewed"
  case untested

  /// The group asked about, as the union of these.
  public var exposed: [ChangeGroup] {
    switch self {
    case .aiAssisted: [.aiDeclared, .aiInferred]
    case .undocumented: [.undocumented]
    case .unapproved: [.unapproved]
    case .underReviewed: [.tooFewReviewers]
    case .untested: [.testsNotPassed]
    }
  }

  /// What it is compared with.
  public var reference: ChangeGroup {
    switch self {
    case .aiAssisted: .noAIMarker
    case .undocumented: .documented
    case .unapproved: .approved
    case .underReviewed: .enoughReviewers
    case .untested: .testsPassed
    }
  }
}
