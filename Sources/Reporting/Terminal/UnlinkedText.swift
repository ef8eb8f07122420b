public import Vocabulary

/// A change that was considered for a recorded drop and is none of its suspects.
public struct UnlinkedChange: Sendable {
  let drop: RecordedDrop
  let change: Change

  public init(_ drop: RecordedDrop, _ change: Change) {
    self.drop = drop
    self.change = change
  }
}

extension TerminalText {
  /// Why a change is not among the suspects, as far as that is recorded.
  public static func explain(_ unlinked: UnlinkedChange) -> String {
    let (drop, change) = (unlinked.drop, unlinked.change)
    let text = [
      "\(drop.id.name) \(drop.placeWords), \(drop.spanWords)",
      "about \(drop.lostOrders.rounded.words) orders below expected", "",
      "\(change.id.name) \(change.service.name): considered, and not linked", "",
      unlinked.reason, unlinked.reachWords, "", "Source rows:",
    ]
    let rows = change.rollout.steps.map { step in
      [
        step.place.description, step.id.name,
        "began \(step.startedAt.full) UTC \(step.reach.words)",
      ]
    }
    return lines(text + table(rows))
  }

  /// The same as JSON, `faultline/explain/1` with no suspect.
  public static func explainJSON(_ unlinked: UnlinkedChange) -> String {
    JSONText.encoded(UnlinkedRecord(unlinked))
  }
}

extension UnlinkedChange {
  /// The parts of its evidence are not kept, the one figure that they came to is.
  fileprivate var reason: String {
    let better =
      drop.suspects.first.map { top in
        "\(top.change.name) \(top.service.name) fits so much better (\(percent(top.probability)))"
      } ?? "no recorded change fits so much better (\(percent(drop.noRecordedChange)))"
    return
      "Its probability is below one in a million: \(better). The parts of its evidence are kept "
      + "only of likelier changes, and of unlikely ones that began in the hours before."
  }

  fileprivate var reachWords: String {
    let seconds = drop.window.start.seconds(since: change.rollout.startedAt)
    let began = "It \(beganBeforeOnset(minutes: Double(seconds) / 60))"
    let reached = drop.marketplaces.filter { place in
      change.rollout.steps.contains { $0.reach.includes(place) ?? true }
    }
    return "\(began), and reached \(grouped(reached.count)) of the "
      + "\(counted(drop.marketplaces.count, "marketplace")) that fell."
  }
}

/// `faultline/explain/1` of a change that is no suspect.
private struct UnlinkedRecord: Codable {
  let schema: String
  let dropId: String
  let changeId: String
  /// Always null.
  @ExplicitNull var suspect: String?
  let reason: String

  init(_ unlinked: UnlinkedChange) {
    schema = "faultline/explain/1"
    dropId = unlinked.drop.id.name
    changeId = unlinked.change.id.name
    reason = unlinked.reason + " " + unlinked.reachWords
  }
}
