public import Vocabulary

/// Holds changes against the safeguards.
public struct Auditor: Sendable {
  public let policy: SafeguardPolicy

  public init(_ policy: SafeguardPolicy = SafeguardPolicy()) { self.policy = policy }

  /// The results of all changes to services known to be covered, ordered by start and change, each
  /// with its controls in their order.
  public func audit(changes: [Change], services: [ServiceEntry]) -> [ControlResult] {
    report(changes: changes, services: services).results
  }

  /// The same with the count of what was not audited and why.
  public func report(changes: [Change], services: [ServiceEntry]) -> AuditReport {
    let audited = AuditedServices(services, policy: policy)
    var results: [ControlResult] = []
    var covered = 0
    var outside = 0
    var unknown: [ChangeID] = []
    for change in changes.sorted(by: inOrder) {
      switch audited.coverage(of: change.service) {
      case .covered:
        covered += 1
        results += self.results(for: change)
      case .outside: outside += 1
      case .unknown: unknown.append(change.id)
      }
    }
    return AuditReport(
      results: results, changesAudited: covered, changesOutside: outside,
      changesOfUnknownTier: unknown)
  }

  /// One result a control, in the order of `Control.allCases`, whatever the service.
  public func results(for change: Change) -> [ControlResult] {
    Control.allCases.map { control in
      ControlResult(change: change.id, control: control, outcome: outcome(control, for: change))
    }
  }

  private func outcome(_ control: Control, for change: Change) -> ControlResult.Outcome {
    let paperwork = change.paperwork
    return switch control {
    case .twoReviewers:
      ReviewControl.outcome(
        reviewers: paperwork.reviewers, author: paperwork.author, needed: policy.reviewersNeeded)
    case .approvedRecord:
      RecordControl.outcome(paperwork, startedAt: change.rollout.startedAt)
    case .standardsCheck: CheckControl.outcome(paperwork.standardsCheck)
    case .reliabilityTests: CheckControl.outcome(paperwork.reliabilityTests)
    }
  }

  private func inOrder(_ one: Change, _ other: Change) -> Bool {
    (one.rollout.startedAt, one.id) < (other.rollout.startedAt, other.id)
  }
}

/// The results of an audit, with the count of changes it could not or need not look at.
public struct AuditReport: Hashable, Sendable {
  public let results: [ControlResult]
  public let changesAudited: Int
  /// To services of a deeper tier.
  public let changesOutside: Int
  /// To services whose tier nobody recorded; ordered by start, then by id.
  public let changesOfUnknownTier: [ChangeID]

  public init(
    results: [ControlResult], changesAudited: Int, changesOutside: Int,
    changesOfUnknownTier: [ChangeID]
  ) {
    self.results = results
    self.changesAudited = changesAudited
    self.changesOutside = changesOutside
    self.changesOfUnknownTier = changesOfUnknownTier
  }
}
