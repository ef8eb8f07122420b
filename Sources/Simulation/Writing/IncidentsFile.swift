import Vocabulary

/// `incidents.csv`.
enum IncidentsFile {
  static let columns = [
    "incident_id", "title", "severity", "started_at", "detected_at", "mitigated_at",
    "resolved_at", "services", "marketplaces", "cause_change_id", "lost_orders",
    "website_errors", "summary",
  ]

  static func bytes(of world: World) -> [UInt8] {
    var text = CSVText(header: columns)
    for incident in world.incidents {
      text.appendRow([
        incident.id.name, incident.title ?? "", incident.severity ?? "",
        incident.startedAt.description, incident.detectedAt?.description ?? "",
        incident.mitigatedAt?.description ?? "", incident.resolvedAt?.description ?? "",
        incident.services.map(\.name).joined(separator: ";"),
        incident.marketplaces.map(\.name).joined(separator: ";"),
        incident.confirmedCause?.name ?? "",
        incident.declaredLostOrders.map { String($0) } ?? "",
        incident.declaredWebsiteErrors.map { String($0) } ?? "", incident.summary ?? "",
      ])
    }
    return text.bytes
  }
}
