import Vocabulary

/// Which policy was held against changes.
struct PolicyRecord: Codable, Hashable, Sendable {
  struct Reset: Codable, Hashable, Sendable {
    let since: String
    let until: String
  }

  let name: String
  @ExplicitNull var file: String?
  @ExplicitNull var sha256: String?
  let systems: String
  let reviewersNeeded: Int
  let unknownBlocks: Bool
  /// The rule of each control, as the policy calls it.
  let rules: [String: String]
  @ExplicitNull var reset: Reset?

  init(_ policy: PolicyMention) {
    name = policy.name
    file = policy.file
    sha256 = policy.hash
    systems = policy.systems
    reviewersNeeded = policy.reviewersNeeded
    unknownBlocks = policy.unknownBlocks
    rules = Dictionary(
      uniqueKeysWithValues: Control.allCases.map { ($0.rawValue, policy.rule($0)) })
    reset = policy.reset.map { Reset(since: $0.start.description, until: $0.end.description) }
  }
}
