import Correlation
import Datastore
import Vocabulary

extension KnownCase {
  /// What teams and incidents say of recorded drops; where both speak the team does.
  static func all(
    verdicts: [RecordedVerdict], drops: [RecordedDrop], incidents: [Incident]
  ) -> [KnownCase] {
    let judged = Set(verdicts.map(\.verdict.drop))
    let named = Dictionary(incidents.map { ($0.id, $0) }) { first, _ in first }
    return verdicts.compactMap(KnownCase.init)
      + drops.filter { !judged.contains($0.id) }.compactMap { drop in
        drop.incidents.lazy.compactMap { named[$0] }
          .compactMap { KnownCase(drop, confirmedBy: $0) }.first
      }
  }

  /// `nil` if there was no drop, so that there is nothing to link.
  private init?(_ recorded: RecordedVerdict) {
    let cause: ChangeID?
    switch recorded.verdict.conclusion {
    case .cause(let change): cause = change
    case .noRecordedChange: cause = nil
    case .notADrop: return nil
    }
    self.init(
      drop: recorded.verdict.drop, onset: recorded.window.start,
      marketplaces: recorded.marketplaces, cause: cause, source: .verdict,
      knownAt: recorded.verdict.recordedAt)
  }

  /// A cause is taken as known a day after the incident was over, so that no drop of the same night is
  /// judged by it; `nil` if it names none.
  private init?(_ drop: RecordedDrop, confirmedBy incident: Incident) {
    guard let cause = incident.confirmedCause else { return nil }
    let over = incident.resolvedAt ?? incident.mitigatedAt ?? incident.startedAt
    self.init(
      drop: drop.id, onset: drop.window.start, marketplaces: drop.marketplaces, cause: cause,
      source: .incident, knownAt: max(over, drop.window.end).advanced(bySeconds: 86_400))
  }
}
