public import Vocabulary

/// Who depends on whom, and who affects customers directly, as the register says.
public struct ServiceGraph: Hashable, Sendable {
  private let dependencies: [Service: [Service]]
  /// Every service with an entry of its own.
  private let registered: Set<Service>
  private let firstTier: [Service]

  /// Several entries of one service are united.
  public init(_ entries: [ServiceEntry] = []) {
    registered = Set(entries.map(\.service))
    firstTier = Set(entries.lazy.filter { $0.tier == 1 }.map(\.service)).sorted()
    dependencies = entries.reduce(into: [:]) { graph, entry in
      graph[entry.service, default: []].append(contentsOf: entry.dependsOn)
    }
  }

  /// True if there is no register, so that nothing is known of any service.
  public var isEmpty: Bool { registered.isEmpty }

  /// True if the register names Tier-1 systems, so that an order path exists.
  public var hasFirstTier: Bool { !firstTier.isEmpty }

  public func isRegistered(_ service: Service) -> Bool { registered.contains(service) }

  /// Hops from the nearest Tier-1 system down to each service that one stands on; 0 is Tier 1.
  public func hopsBelowFirstTier() -> [Service: Int] { hops(below: firstTier) }

  /// Hops from the nearest of `services` down to each service it stands on; 0 is itself.
  public func hops(below services: [Service]) -> [Service: Int] {
    var hops: [Service: Int] = [:]
    var frontier = Set(services)
    var depth = 0
    while !frontier.isEmpty {
      for service in frontier { hops[service] = depth }
      frontier = Set(frontier.flatMap { dependencies[$0] ?? [] }.filter { hops[$0] == nil })
      depth += 1
    }
    return hops
  }
}
