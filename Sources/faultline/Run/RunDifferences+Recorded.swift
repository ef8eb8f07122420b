import Datastore
import Reporting
import Vocabulary

extension RunDifferences {
  /// What the findings have that the drops recorded before have not, and the other way round.
  init(_ previous: PreviousRun, findings: [Finding]) {
    let recorded = previous.drops
    let known = Dictionary(recorded.map { ($0.id, $0) }) { first, _ in first }
    var revised: [Revision] = []
    for finding in findings {
      guard let before = known[finding.drop.id] else { continue }
      if before.lostOrders != finding.drop.lostOrders {
        revised.append(
          Revision(
            drop: finding.drop.id, kind: .loss(from: before.lostOrders, to: finding.drop.lostOrders)
          ))
      }
      let top = finding.attribution.suspects.first?.change
      if before.strongest != top {
        revised.append(
          Revision(
            drop: finding.drop.id,
            kind: .strongestLink(from: before.strongest, to: top)))
      }
    }
    let found = Set(findings.map(\.drop.id))
    revised += recorded.filter { !found.contains($0.id) }.map {
      Revision(drop: $0.id, kind: .withdrawn)
    }
    self.init(
      previousUntil: previous.until,
      new: findings.map(\.drop.id).filter { known[$0] == nil },
      stillOpen: findings.filter { $0.drop.isOpen && known[$0.drop.id]?.isOpen == true }
        .map(\.drop.id),
      closed: findings.filter { !$0.drop.isOpen && known[$0.drop.id]?.isOpen == true }
        .map(\.drop.id),
      revised: revised)
  }
}

extension Drop {
  /// Not seen to end.
  var isOpen: Bool { end.mode == nil }
}
