import Glibc
import Vocabulary

/// Where the changed service lies, measured against where changed services usually lie.
///
/// If every change is to a Tier-1 system, being one is no evidence.
struct TopologyEvidence {
  private let graph: ServiceGraph
  /// Hops below the services whose orders fell; `nil` if only whole storefronts fell.
  private let belowServices: [Service: Int]?
  private let belowFirstTier: [Service: Int]
  /// Services whose own orders were watched where the drop was and did not fall.
  private let held: Set<Service>
  /// Mean risk over the recent changes.
  private var meanRisk = 1.0

  /// `nil` if the register is absent or says nothing of the order path: unknown is neutral.
  init?(drop: Drop, graph: ServiceGraph, recent: RecentLog) {
    let services = drop.services
    guard !graph.isEmpty, !services.isEmpty || graph.hasFirstTier else { return nil }
    self.graph = graph
    belowServices = services.isEmpty ? nil : graph.hops(below: services)
    belowFirstTier = graph.hopsBelowFirstTier()
    let marketplaces = Set(drop.marketplaces)
    held = Set(
      drop.unaffected.filter { marketplaces.contains($0.series.marketplace) }
        .compactMap(\.series.service)
    ).subtracting(services)
    if recent.rollouts > 0 {
      let sum = recent.services.reduce(0) { $0 + Double($1.rollouts) * risk(of: $1.service).value }
      meanRisk = sum / Double(recent.rollouts)
    }
  }

  /// Of a change to several services that of the one likeliest to take orders along.
  func evidence(_ services: [Service]) -> Evidence? {
    let risks = services.map(risk)
    return risks.max { $0.value < $1.value }.map(evidence)
  }

  private func evidence(_ risk: (place: Evidence.Topology, value: Double)) -> Evidence {
    Evidence(.topology(risk.place), weight: LogOdds(log(risk.value / meanRisk)))
  }

  private func weightOfDependents(of service: Service) -> Double {
    guard graph.hasDependencies else { return 1 }
    let model = LinkModel.Topology.self
    return pow(1 + Double(graph.dependents(of: service)), model.dependentsExponent)
  }

  private func risk(of service: Service) -> (place: Evidence.Topology, value: Double) {
    let model = LinkModel.Topology.self
    guard let belowServices else {
      if let hops = belowFirstTier[service] {
        let value = model.orderPath[min(hops, model.orderPath.count - 1)]
        let dependents = graph.hasDependencies ? graph.dependents(of: service) : nil
        return (
          .orderPath(hops: hops, dependents: dependents), value * weightOfDependents(of: service)
        )
      }
      return graph.isRegistered(service)
        ? (.offOrderPath, model.offOrderPath) : (.unregistered, model.notInRegister)
    }
    let ownOrders = held.contains(service) ? model.ownOrdersHeld : 1
    switch belowServices[service] {
    case 0?: return (.sameService, model.sameService)
    case let hops?:
      let value = model.dependency[min(hops, model.dependency.count) - 1]
      return (.dependency(hops: hops), value * ownOrders)
    case nil:
      return graph.isRegistered(service)
        ? (.unrelated, model.unrelated * ownOrders)
        : (.unregistered, model.unregistered * ownOrders)
    }
  }
}
