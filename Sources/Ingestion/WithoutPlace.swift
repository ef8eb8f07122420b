import Vocabulary

/// Stands for "wherever it stood".
private let nowhere = SourcePlace(file: "", line: 0)

extension DeployRecord {
  /// The same content, wherever it stood.
  var withoutPlace: DeployRecord { at(nowhere) }

  /// The same content at another place.
  func at(_ place: SourcePlace) -> DeployRecord {
    let step = deployment
    return DeployRecord(
      deployment: Deployment(
        id: step.id, change: step.change, service: step.service, startedAt: step.startedAt,
        finishedAt: step.finishedAt, reach: step.reach, status: step.status,
        rolledBackAt: step.rolledBackAt, rollbackOf: step.rollbackOf, type: step.type,
        place: place),
      authorship: authorship, paperwork: paperwork, summary: summary)
  }
}

extension Incident {
  /// The same content, wherever it stood.
  var withoutPlace: Incident { at(nowhere) }

  /// The same content at another place.
  func at(_ place: SourcePlace) -> Incident {
    Incident(
      id: id, startedAt: startedAt, title: title, severity: severity, detectedAt: detectedAt,
      mitigatedAt: mitigatedAt, resolvedAt: resolvedAt, services: services,
      marketplaces: marketplaces, confirmedCause: confirmedCause,
      declaredLostOrders: declaredLostOrders, declaredWebsiteErrors: declaredWebsiteErrors,
      summary: summary, place: place)
  }
}

extension ChangeRecord {
  /// The same content, wherever it stood.
  var withoutPlace: ChangeRecord { at(nowhere) }

  /// The same content at another place.
  func at(_ place: SourcePlace) -> ChangeRecord {
    ChangeRecord(
      number: number, type: type, plannedStart: plannedStart, plannedEnd: plannedEnd,
      approvedAt: approvedAt, approvedBy: approvedBy, reviewers: reviewers,
      standardsCheck: standardsCheck, reliabilityTests: reliabilityTests, emergency: emergency,
      place: place)
  }
}

extension ServiceEntry {
  /// The same content, wherever it stood.
  var withoutPlace: ServiceEntry { at(nil) }

  /// The same content at another place.
  func at(_ place: SourcePlace?) -> ServiceEntry {
    ServiceEntry(
      service: service, tier: tier, owner: owner, director: director, vp: vp,
      dependsOn: dependsOn, place: place)
  }
}
