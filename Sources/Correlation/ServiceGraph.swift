public import Vocabulary

/// Who depends on whom, and who affects customers directly, as the register says.
public struct ServiceGraph: Hashable, Sendable {
  private let dependencies: [Service: [Service]]
  /// Every service with an entry of its own.
  private let registered: Set<Service>
  private let firstTier: [Service]
  /// How many services stand on each that any stands on, directly or over others.
  private let dependents: [Service: Int]

  /// Several entries of one service are united.
  public init(_ entries: [ServiceEntry] = []) {
    registered = Set(entries.map(\.service))
    firstTier = Set(entries.lazy.filter { $0.tier == 1 }.map(\.service)).sorted()
    let graph = entries.reduce(into: [Service: [Service]]()) { graph, entry in
      graph[entry.service, default: []].append(contentsOf: entry.dependsOn)
    }
    dependencies = graph
    dependents = ServiceGraph.dependents(in: graph)
  }

  /// True if there is no register, so that nothing is known of any service.
  public var isEmpty: Bool { registered.isEmpty }

  /// True if the register names Tier-1 systems, so that an order path exists.
  public var hasFirstTier: Bool { !firstTier.isEmpty }

  /// True if the register names dependencies.
  var hasDependencies: Bool { !dependents.isEmpty }

  /// Services that stand on `service`, directly or over others.
  func dependents(of service: Service) -> Int { dependents[service] ?? 0 }

  /// Counts up to `LinkModel.Topology.mostDependents`, beyond which more say nothing.
  private static func dependents(in graph: [Service: [Service]]) -> [Service: Int] {
    var above: [Service: [Service]] = [:]
    for (service, below) in graph {
      for other in below { above[other, default: []].append(service) }
    }
    return above.keys.reduce(into: [:]) { counts, service in
      var seen: Set<Service> = [service]
      var waiting = above[service] ?? []
      while let next = waiting.popLast(), seen.count <= LinkModel.Topology.mostDependents {
        if seen.insert(next).inserted { waiting += above[next] ?? [] }
      }
      counts[service] = seen.count - 1
    }
  }

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
