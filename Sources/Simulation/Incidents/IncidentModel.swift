import Statistics
import Vocabulary

/// An incident before its id is given.
struct DraftIncident: Hashable, Sendable {
  var startedAt: Timestamp
  var detectedAt: Timestamp?
  var mitigatedAt: Timestamp?
  var resolvedAt: Timestamp?
  var title: String
  var severity: String
  var services: [Service] = []
  var marketplaces: [Marketplace] = []
  var lostOrders: Int?
  var websiteErrors: Int?
  var summary: String?
  /// Position of the drop it was declared for.
  var drop: Int?
  /// Whether a person has confirmed the change behind that drop.
  var confirmed = false
}

/// Draws what people declare, with the delays and mistakes people make.
struct IncidentModel: Sendable {
  let settings: WorldSettings
  let grid: TimeGrid
  let catalog: ServiceCatalog

  func incidents(
    drops: [TrueDrop], services: [Service?], seed: UInt64
  ) -> [DraftIncident] {
    var random = SeededGenerator(seed: seed, stream: "incidents")
    var found: [DraftIncident] = []
    for (number, drop) in drops.enumerated() where random.chance(declaration(drop)) {
      if var incident = incident(drop, service: services[number], random: &random) {
        incident.drop = number
        found.append(incident)
      }
    }
    let weeks = Double(settings.days) / 7
    for _ in 0..<random.poisson(mean: settings.incidents.falsePerWeek * weeks) {
      found.append(withoutDrop(random: &random))
    }
    return found
  }

  /// People see the strong drops and few of the weak ones.
  private func declaration(_ drop: TrueDrop) -> Double {
    let seen =
      switch drop.filterSignal {
      case 20...: 1.0
      case 8..<20: 0.75
      case 4..<8: 0.45
      default: 0.15
      }
    return settings.incidents.declared * seen
  }

  private func incident(
    _ drop: TrueDrop, service: Service?, random: inout SeededGenerator
  ) -> DraftIncident? {
    var shift = Int(random.normal(sd: 240))
    if random.chance(settings.incidents.wrongWindow) {
      shift += (random.chance(0.5) ? 1 : -1) * random.integer(in: 3600...14_400)
    }
    let started = drop.start.advanced(bySeconds: shift)
    let detected = drop.start.advanced(
      bySeconds: max(60, shift + Int(60 * random.logNormal(median: 12, sd: 0.8))))
    // A wrong window is wrong at both ends.
    let mitigated = max(
      started.advanced(bySeconds: 60),
      drop.end.advanced(bySeconds: shift + random.integer(in: -300...900)))
    let resolved = mitigated.advanced(bySeconds: random.integer(in: 600...10_800))
    let confirmed = random.chance(settings.incidents.confirmed)
    let named = random.chance(0.5) ? service ?? anyOrderPath(&random) : anyOrderPath(&random)
    let someNamed = random.chance(0.6)
    let figures = random.chance(0.6)
    let lost = drop.ordersLost * random.uniform(0.75, 1.25)
    guard started < grid.end, detected < grid.end else { return nil }
    return DraftIncident(
      startedAt: started, detectedAt: detected,
      mitigatedAt: mitigated < grid.end ? mitigated : nil,
      resolvedAt: resolved < grid.end ? resolved : nil,
      title: "Fewer orders than usual in \(Self.list(drop.marketplaces))",
      severity: drop.filterSignal > 40 ? "SEV1" : drop.filterSignal > 10 ? "SEV2" : "SEV3",
      services: someNamed ? [named] : [], marketplaces: drop.marketplaces,
      lostOrders: figures ? rounded(lost) : nil,
      websiteErrors: figures && drop.extraErrors > 0 ? rounded(drop.extraErrors) : nil,
      confirmed: confirmed)
  }

  private func withoutDrop(random: inout SeededGenerator) -> DraftIncident {
    let started = grid.start.advanced(bySeconds: random.integer(below: grid.window.seconds))
    let minutes = random.logNormal(median: 50, sd: 0.8)
    let mitigated = started.advanced(bySeconds: Int(60 * minutes))
    let detected = started.advanced(bySeconds: Int(60 * minutes * random.uniform(0.1, 0.6)))
    let service = catalog.entries[random.integer(below: catalog.entries.count)].service
    let title =
      random.element(of: [
        "Elevated latency in \(service)", "Batch job of \(service) is late",
        "Dashboards of \(service) show no data", "Single host of \(service) unhealthy",
      ]) ?? ""
    let code = settings.marketplaces[random.integer(below: settings.marketplaces.count)]
    let somewhere = random.chance(0.5)
    return DraftIncident(
      startedAt: started, detectedAt: detected < grid.end ? detected : nil,
      mitigatedAt: mitigated < grid.end ? mitigated : nil,
      resolvedAt: mitigated < grid.end ? mitigated : nil, title: title,
      severity: random.chance(0.3) ? "SEV3" : "SEV4", services: [service],
      marketplaces: somewhere ? [Marketplace(code)] : [])
  }

  private func anyOrderPath(_ random: inout SeededGenerator) -> Service {
    catalog.entries[random.element(of: catalog.orderPath) ?? 0].service
  }

  /// Two significant digits, as people say such figures.
  private func rounded(_ value: Double) -> Int {
    var unit = 1.0
    while value / unit >= 100 { unit *= 10 }
    return Int((value / unit).rounded() * unit)
  }

  static func list(_ marketplaces: [Marketplace]) -> String {
    marketplaces.count > 6
      ? "\(marketplaces.count) marketplaces" : marketplaces.map(\.name).joined(separator: ", ")
  }
}

extension DraftIncident {
  static let file = "incidents.csv"

  /// Incidents in order of their start, with ids and lines; `drops` are those that they name.
  static func numbered(
    _ drafts: [DraftIncident], drops: [TrueDrop]
  ) -> [(draft: DraftIncident, incident: Incident)] {
    let order = drafts.indices.sorted {
      (drafts[$0].startedAt, $0) < (drafts[$1].startedAt, $1)
    }
    return order.enumerated().map { number, index in
      let draft = drafts[index]
      let cause = draft.confirmed ? draft.drop.flatMap { drops[$0].causeChange } : nil
      let incident = Incident(
        id: IncidentID("INC-\(2001 + number)"), startedAt: draft.startedAt, title: draft.title,
        severity: draft.severity, detectedAt: draft.detectedAt, mitigatedAt: draft.mitigatedAt,
        resolvedAt: draft.resolvedAt, services: draft.services, marketplaces: draft.marketplaces,
        confirmedCause: cause, declaredLostOrders: draft.lostOrders,
        declaredWebsiteErrors: draft.websiteErrors, summary: draft.summary,
        place: SourcePlace(file: file, line: number + 2))
      return (draft, incident)
    }
  }
}
