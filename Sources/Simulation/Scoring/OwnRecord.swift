public import Vocabulary

/// How good the links were that the tool recorded, by what people said afterwards.
public struct OwnRecord: Sendable {
  /// By the last verdict of a team on each drop.
  public private(set) var verdicts = LinkTally()
  /// By the cause that an incident of the drop names.
  public private(set) var confirmed = LinkTally()
  /// Drops of which a team said that they were none; there is no link to score.
  public private(set) var notDrops = 0
  /// Recorded drops of which nobody said anything.
  public private(set) var unjudged = 0

  /// Fewer cases than this say little of how often the tool is right.
  public static let fewCases = 20

  /// - Parameters:
  ///   - drops: as nightly runs recorded them, before anybody knew the answer.
  ///   - verdicts: in the order in which they were given.
  public init(drops: [RecordedDrop], verdicts given: [TeamVerdict], incidents: [Incident]) {
    let conclusions = Dictionary(given.map { ($0.drop, $0.conclusion) }) { _, later in later }
    let causes = Dictionary(
      incidents.compactMap { incident in incident.confirmedCause.map { (incident.id, $0) } }
    ) { first, _ in first }
    for drop in drops {
      let suspects = drop.suspects.map { ($0.change, $0.probability.value) }
      let none = drop.noRecordedChange.value
      let cause = drop.incidents.compactMap { causes[$0] }.first
      if let cause { confirmed.add(suspects, none: none, cause: cause) }
      switch conclusions[drop.id] {
      case .cause(let change): verdicts.add(suspects, none: none, cause: change)
      case .noRecordedChange: verdicts.add(suspects, none: none, cause: nil)
      case .notADrop: notDrops += 1
      case nil: if cause == nil { unjudged += 1 }
      }
    }
  }
}
