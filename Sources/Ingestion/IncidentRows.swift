import Vocabulary

/// Rows of the incident log.
enum IncidentRows {
  /// `nil` if a fault was noted.
  static func record(_ row: inout RowCells) -> Incident? {
    let id = row.requiredID("incident_id")
    let startedAt = row.requiredTime("started_at")
    let title = row.text("title").valueIfAny
    let severity = row.text("severity").valueIfAny
    let detectedAt = row.time("detected_at").valueIfAny
    let mitigatedAt = row.time("mitigated_at").valueIfAny
    let resolvedAt = row.time("resolved_at").valueIfAny
    let services = row.list("services").valueIfAny ?? []
    let marketplaces = row.list("marketplaces").valueIfAny ?? []
    let cause = row.id("cause_change_id").valueIfAny
    let lostOrders = row.whole("lost_orders").valueIfAny
    let websiteErrors = row.whole("website_errors").valueIfAny
    let summary = row.text("summary").valueIfAny
    row.check("mitigated_at", mitigatedAt, notBefore: startedAt, of: "started_at")
    row.check("resolved_at", resolvedAt, notBefore: startedAt, of: "started_at")
    guard let id, let startedAt else { return nil }
    return Incident(
      id: IncidentID(id), startedAt: startedAt, title: title, severity: severity,
      detectedAt: detectedAt, mitigatedAt: mitigatedAt, resolvedAt: resolvedAt,
      services: services.map(Service.init),
      // An asterisk names all of them, which is to name none in particular.
      marketplaces: marketplaces.contains("*") ? [] : marketplaces.map(Marketplace.init),
      confirmedCause: cause.map(ChangeID.init), declaredLostOrders: lostOrders,
      declaredWebsiteErrors: websiteErrors, summary: summary, place: row.place)
  }
}
