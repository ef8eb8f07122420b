import Glibc
import Vocabulary

/// Which services people named in an incident at the time and place of the drop.
///
/// Reads nothing else of an incident; a confirmed cause is for scoring the tool, never for linking.
struct Naming {
  /// The first incident that named each service.
  private let incidentNaming: [Service: IncidentID]
  private let recent: RecentLog

  init(incidents: [Incident], drop: Drop, recent: RecentLog) {
    self.recent = recent
    incidentNaming =
      Naming.incidents(incidents, near: drop)
      .sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
      .reduce(into: [:]) { named, incident in
        for service in incident.services where named[service] == nil {
          named[service] = incident.id
        }
      }
  }

  /// Those at the time and place of the drop.
  static func incidents(_ all: [Incident], near drop: Drop) -> [Incident] {
    let model = LinkModel.Naming.self
    let marketplaces = Set(drop.marketplaces)
    let from = drop.onset.range(0.98).low.advanced(bySeconds: -model.secondsBefore)
    let until = drop.window.end.advanced(bySeconds: model.secondsAfter)
    return all.filter { incident in
      from <= incident.startedAt && incident.startedAt <= until
        && (incident.marketplaces.isEmpty
          || incident.marketplaces.contains(where: marketplaces.contains))
    }
  }

  /// Of a change to several services that of the one whose name says most.
  func evidence(_ services: [Service]) -> Evidence? {
    services.compactMap(evidence).max { $0.weight.value < $1.weight.value }
  }

  /// `nil` if nobody named the service, which says nothing.
  private func evidence(_ service: Service) -> Evidence? {
    guard let incident = incidentNaming[service] else { return nil }
    let ratio = LinkModel.Naming.ratio
    let share = Double(recent.rollouts(of: service)) / Double(max(1, recent.rollouts))
    return Evidence(
      .namedInIncident(incident), weight: LogOdds(log(ratio / (1 + (ratio - 1) * share))))
  }
}
