import Vocabulary

/// What the incidents of a drop say of when it was noticed and mitigated.
///
/// An incident is matched to a drop by time and place, so it may be about something else that lasted
/// at that time: times of one that began before the drop are not taken for the drop's.
struct DeclaredTimes {
  /// A moment with the incident that declares it.
  struct Moment {
    let at: Timestamp
    let incident: IncidentID
  }

  private let drop: Drop
  private let incidents: [Incident]

  init(_ finding: Finding) {
    drop = finding.drop
    incidents = finding.incidents
  }

  /// Where an incident about the drop may begin and be mitigated.
  private var near: (from: Timestamp, until: Timestamp?) {
    let tolerance = WordingPolicy.declaredWithinSeconds
    let from = drop.onset.range(WordingPolicy.onsetLevel).low.advanced(bySeconds: -tolerance)
    guard case .ended(let end) = drop.end else { return (from, nil) }
    return (from, end.range(WordingPolicy.onsetLevel).high.advanced(bySeconds: tolerance))
  }

  private func isNear(_ moment: Timestamp) -> Bool {
    moment >= near.from && (near.until.map { moment <= $0 } ?? true)
  }

  /// The incidents that began while the drop did, or while it lasted.
  var own: [Incident] { incidents.filter { isNear($0.startedAt) } }

  /// From the first detection on, responders could know of it.
  var noticed: Moment? { first(\.detectedAt) { _ in true } }

  /// The first mitigation before orders were back, or about then.
  var mitigated: Moment? { first(\.mitigatedAt, isNear) }

  private func first(
    _ time: (Incident) -> Timestamp?, _ fits: (Timestamp) -> Bool
  ) -> Moment? {
    own.compactMap { incident in
      time(incident).flatMap { fits($0) ? Moment(at: $0, incident: incident.id) : nil }
    }.min { ($0.at, $0.incident) < ($1.at, $1.incident) }
  }

  /// Why there is no time of detection.
  var whyNotNoticed: String {
    if incidents.isEmpty { return "no incident was declared" }
    if own.isEmpty { return elsewhere }
    return "\(enumerated(own.map(\.id.name), limit: 3)): no time of detection recorded"
  }

  /// Why there is no time of mitigation.
  var whyNotMitigated: String {
    if incidents.isEmpty { return "no incident was declared" }
    if own.isEmpty { return elsewhere }
    let late = own.first { $0.mitigatedAt != nil }
    if let late, let at = late.mitigatedAt {
      return "\(late.id.name) says \(at.short), which is not while the drop lasted"
    }
    return "\(enumerated(own.map(\.id.name), limit: 3)): no time recorded"
  }

  private var elsewhere: String {
    guard let first = incidents.first else { return "no incident was declared" }
    let distance = first.startedAt.seconds(since: drop.onset.mode)
    let words =
      distance < 0
      ? "\(duration(seconds: -distance)) before the drop" : "after the drop"
    return "\(first.id.name) began \(first.startedAt.short), \(words): its times are not the drop's"
  }
}

extension Finding {
  /// A cause that incidents of the drop name, with who says so; the one with the earliest incident.
  var namedCause: NamedCause? {
    incidents.lazy.compactMap { incident in
      incident.confirmedCause.map { NamedCause(change: $0, incident: incident.id) }
    }.first
  }
}

/// A change that an incident names as the cause of it.
struct NamedCause: Hashable, Sendable {
  let change: ChangeID
  let incident: IncidentID

  /// `INC-2001 names CHG-77 as cause`.
  var words: String { "\(incident.name) names \(change.name) as cause" }
}
