public import Vocabulary

extension TerminalText {
  /// Every part of one link with its source rows; `nil` if the change was not considered.
  public static func explain(_ finding: Finding, change id: ChangeID, changes: [ChangeID: Change])
    -> String?
  {
    guard let suspect = finding.attribution.suspects.first(where: { $0.change == id }) else {
      return nil
    }
    let drop = finding.drop
    var text = [
      "\(drop.id.name) \(drop.placeWords), \(drop.spanWords)",
      "about \(drop.lostOrders.rounded.words) orders below expected", "",
      "\(id.name) \(suspect.service.name): \(suspect.gradeWords), "
        + "probability \(percent(suspect.probability))", "",
    ]
    text += table(
      suspect.evidence.map {
        [signed($0.weight), $0.observation.kindWords, $0.observation.statement]
      })
    let sum = suspect.evidence.reduce(LogOdds.neutral) { $0 + $1.weight }
    text.append("  \(signed(sum)) in sum, as log-odds; above 0 speaks for a link")
    text += ["", finding.attribution.certainty]
    if let verdict = finding.otherSuspects(than: id) { text.append(verdict) }
    text += [""] + sources(suspect, finding, changes[id])
    return lines(text)
  }

  private static func sources(_ suspect: Suspect, _ finding: Finding, _ change: Change?)
    -> [String]
  {
    var rows = (change?.rollout.steps ?? []).map { step in
      let undone = step.rolledBackAt.map { ", undone \($0.full)" } ?? ""
      return [
        step.place.description, step.id.name,
        "began \(step.startedAt.full) UTC \(step.reach.words)\(undone)",
      ]
    }
    rows += finding.incidents.map { [$0.place.description, $0.id.name, "named by people"] }
    guard !rows.isEmpty else { return ["Source rows: not at hand."] }
    var text = ["Source rows:"] + table(rows)
    if let change {
      text.append(
        "Beside the evidence, not part of it: \(change.authorship.words); "
          + "\(change.paperwork.words).")
    }
    return text
  }
}

extension Finding {
  fileprivate func otherSuspects(than id: ChangeID) -> String? {
    let others = attribution.plausible.filter { $0.change != id }.map {
      "\($0.change.name) \(percent($0.probability))"
    }
    return others.isEmpty ? nil : "Also considered: \(enumerated(others))."
  }
}
