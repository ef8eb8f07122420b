public import Vocabulary

/// Whether one change may ship as far as the safeguards are concerned, and what stands against it.
public struct GateVerdict: Hashable, Sendable {
  public let change: ChangeID
  /// One a control, in the order of `Control.allCases`.
  public let results: [ControlResult]
  /// Whether the safeguards cover the service at all.
  public let coverage: AuditedServices.Coverage

  public init(change: ChangeID, results: [ControlResult], coverage: AuditedServices.Coverage) {
    self.change = change
    self.results = results
    self.coverage = coverage
  }

  /// Controls that are not met.
  public var notMet: [ControlResult] {
    results.filter { if case .notMet = $0.outcome { true } else { false } }
  }

  /// Controls of which nobody can tell.
  public var unknown: [ControlResult] {
    results.filter { if case .unknown = $0.outcome { true } else { false } }
  }

  /// True if all controls are known to be met.
  public var allMet: Bool { notMet.isEmpty && unknown.isEmpty }
}

extension Auditor {
  /// The verdict on each change, in the order given, covered or not: whoever asks about a change
  /// before it ships wants its answer.
  public func gate(changes: [Change], services: [ServiceEntry]) -> [GateVerdict] {
    let audited = AuditedServices(services, policy: policy)
    return changes.map { change in
      GateVerdict(
        change: change.id, results: results(for: change),
        coverage: audited.coverage(of: change.service))
    }
  }
}
