public import Vocabulary

/// Which services the safeguards cover, as the register and the policy say.
public struct AuditedServices: Hashable, Sendable {
  /// Whether the safeguards cover a service.
  public enum Coverage: Hashable, Sendable {
    case covered
    /// The register gives a deeper tier.
    case outside
    /// The register lacks the service or its tier, or there is none.
    case unknown
  }

  private let tiers: [Service: Int]
  private let policy: SafeguardPolicy

  /// Where a service has several entries the tier closest to customers counts.
  public init(_ entries: [ServiceEntry], policy: SafeguardPolicy) {
    self.policy = policy
    tiers = entries.reduce(into: [:]) { tiers, entry in
      if let tier = entry.tier {
        tiers[entry.service] = min(tier, tiers[entry.service] ?? tier)
      }
    }
  }

  public func coverage(of service: Service) -> Coverage {
    if policy.alwaysAudited.contains(service) { return .covered }
    guard let tier = tiers[service] else { return .unknown }
    return tier <= policy.deepestTier ? .covered : .outside
  }
}
