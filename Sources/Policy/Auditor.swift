public import Vocabulary

/// Holds changes against the safeguards.
public struct Auditor: Sendable {
  public let policy: SafeguardPolicy

  public init(_ policy: SafeguardPolicy = SafeguardPolicy()) { self.policy = policy }

  /// The results of all changes to services known to be covered, ordered by start and change, each
  /// with its controls in their order.
  public func audit(changes: [Change], services: [ServiceEntry]) -> [ControlResult] {
    report(changes: changes, services: services).changes.flatMap(\.results)
  }

  /// The same with the count of what was not audited and why.
  public func report(changes: [Change], services: [ServiceEntry]) -> AuditReport {
    let held = hold(changes: changes.sorted(by: inOrder), services: services)
    return AuditReport(
      changes: held.filter { $0.coverage == .covered },
      changesOutside: held.count { $0.coverage == .outside },
      changesOfUnknownTier: held.filter { $0.coverage == .unknown }.map(\.change))
  }

  /// Each change with its results, in the order given, covered or not: whoever asks about a change
  /// before it ships wants its answer.
  public func hold(changes: [Change], services: [ServiceEntry]) -> [AuditedChange] {
    let audited = AuditedServices(services, scope: policy.scope)
    return changes.map { change in
      let (service, coverage) = audited.coverage(of: change.rollout)
      return AuditedChange(
        change: change, service: service, coverage: coverage, results: results(for: change))
    }
  }

  /// One result a control, in the order of `Control.allCases`, whatever the service.
  public func results(for change: Change) -> [ControlResult] {
    Control.allCases.map { control in
      let outcome = outcome(control, for: change)
      let excuse = outcome == .met ? nil : policy.excuse(change, from: control)
      return ControlResult(
        change: change.id, control: control, outcome: excuse.map { .excepted($0) } ?? outcome)
    }
  }

  /// Without regard to what is excused.
  private func outcome(_ control: Control, for change: Change) -> ControlResult.Outcome {
    let paperwork = change.paperwork
    let grace = policy.emergency.includes(change) ? policy.emergency.approvalGraceSeconds : 0
    return switch control {
    case .twoReviewers:
      ReviewControl.outcome(
        reviewers: paperwork.reviewers, author: paperwork.author, needed: policy.reviewersNeeded)
    case .approvedRecord:
      RecordControl.outcome(
        paperwork, approvedBy: change.rollout.startedAt.advanced(bySeconds: grace))
    case .standardsCheck: CheckControl.outcome(paperwork.standardsCheck)
    case .reliabilityTests: CheckControl.outcome(paperwork.reliabilityTests)
    }
  }

  private func inOrder(_ one: Change, _ other: Change) -> Bool {
    (one.rollout.startedAt, one.id) < (other.rollout.startedAt, other.id)
  }
}

/// The results of an audit, with what it could not or need not look at.
public struct AuditReport: Hashable, Sendable {
  /// To services known to be covered, ordered by start, then by id.
  public let changes: [AuditedChange]
  /// To services that the safeguards do not cover.
  public let changesOutside: Int
  /// To services whose tier nobody recorded; ordered by start, then by id.
  public let changesOfUnknownTier: [Change]

  public init(
    changes: [AuditedChange], changesOutside: Int, changesOfUnknownTier: [Change]
  ) {
    self.changes = changes
    self.changesOutside = changesOutside
    self.changesOfUnknownTier = changesOfUnknownTier
  }
}
