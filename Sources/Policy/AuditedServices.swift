public import Vocabulary

/// Which services the safeguards cover, as the register and the policy say.
public struct AuditedServices: Hashable, Sendable {
  private let tiers: [Service: Int]
  private let scope: SafeguardPolicy.Scope

  /// Where a service has several entries the tier closest to customers counts.
  public init(_ entries: [ServiceEntry], scope: SafeguardPolicy.Scope) {
    self.scope = scope
    tiers = entries.reduce(into: [:]) { tiers, entry in
      if let tier = entry.tier {
        tiers[entry.service] = min(tier, tiers[entry.service] ?? tier)
      }
    }
  }

  /// Whether any service of it is covered, and which: one that is, or of which nobody can tell, if there is one.
  public func coverage(of rollout: Rollout) -> (service: Service, coverage: SafeguardCoverage) {
    let each = rollout.services.map { (service: $0, coverage: coverage(of: $0)) }
    return each.first { $0.coverage == .covered } ?? each.first { $0.coverage == .unknown }
      ?? each[0]
  }

  public func coverage(of service: Service) -> SafeguardCoverage {
    if scope.systems.contains(service) { return .covered }
    guard let deepest = scope.deepestTier else { return .outside }
    guard let tier = tiers[service] else { return .unknown }
    return tier <= deepest ? .covered : .outside
  }
}
