import Vocabulary

/// Stands for "wherever it stood".
private let nowhere = SourcePlace(file: "", line: 0)

extension DeployRecord {
  /// The same content, wherever it stood.
  var withoutPlace: DeployRecord {
    let step = deployment
    return DeployRecord(
      deployment: Deployment(
        id: step.id, change: step.change, service: step.service, startedAt: step.startedAt,
        finishedAt: step.finishedAt, reach: step.reach, status: step.status,
        rolledBackAt: step.rolledBackAt, rollbackOf: step.rollbackOf, type: step.type,
        place: nowhere),
      authorship: authorship, paperwork: paperwork, summary: summary)
  }
}

extension Incident {
  /// The same content, wherever it stood.
  var withoutPlace: Incident {
    Incident(
      id: id, startedAt: startedAt, title: title, severity: severity, detectedAt: detectedAt,
      mitigatedAt: mitigatedAt, resolvedAt: resolvedAt, services: services,
      marketplaces: marketplaces, confirmedCause: confirmedCause,
      declaredLostOrders: declaredLostOrders, declaredWebsiteErrors: declaredWebsiteErrors,
      summary: summary, place: nowhere)
  }
}
