import GRDB
import Vocabulary

extension Incident {
  var stored: StoredRow {
    StoredRow(
      key: [.init("incident_id", id.name)],
      content: [
        .init("started_at", startedAt), .init("title", title), .init("severity", severity),
        .init("detected_at", detectedAt), .init("mitigated_at", mitigatedAt),
        .init("resolved_at", resolvedAt),
        .init("services", services.map(\.name).joined(separator: ";")),
        .init("marketplaces", marketplaces.map(\.name).joined(separator: ";")),
        .init("cause_change_id", confirmedCause?.name),
        .init("lost_orders", declaredLostOrders),
        .init("website_errors", declaredWebsiteErrors), .init("summary", summary),
      ],
      place: [.init("file", place.file), .init("line", place.line)])
  }

  init(_ row: Row) {
    self.init(
      id: IncidentID(row["incident_id"]), startedAt: row.time("started_at"), title: row["title"],
      severity: row["severity"], detectedAt: row.timeIfAny("detected_at"),
      mitigatedAt: row.timeIfAny("mitigated_at"), resolvedAt: row.timeIfAny("resolved_at"),
      services: (row["services"] as String).listed.map(Service.init),
      marketplaces: (row["marketplaces"] as String).listed.map(Marketplace.init),
      confirmedCause: (row["cause_change_id"] as String?).map(ChangeID.init),
      declaredLostOrders: row["lost_orders"], declaredWebsiteErrors: row["website_errors"],
      summary: row["summary"], place: SourcePlace(file: row["file"], line: row["line"]))
  }
}
