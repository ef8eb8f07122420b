import Glibc
public import Vocabulary

/// One link of a recorded drop, with what its source rows say.
public struct ExplainedLink: Sendable {
  let drop: RecordedDrop
  let suspect: RecordedSuspect
  /// `nil` if the deploy log no longer has it.
  let change: Change?
  /// Those that people declared for the drop.
  let incidents: [Incident]

  public init(
    drop: RecordedDrop, suspect: RecordedSuspect, change: Change?, incidents: [Incident]
  ) {
    self.drop = drop
    self.suspect = suspect
    self.change = change
    self.incidents = incidents
  }

  var logOdds: LogOdds { suspect.evidence.reduce(.neutral) { $0 + $1.weight } }

  /// What the odds against no recorded change rest on beside the evidence: how likely one change was beforehand, the less
  /// so the more of them were to be expected. `nil` where a probability is too small to tell.
  var logOddsBefore: LogOdds? {
    let (own, none) = (suspect.probability.value, drop.noRecordedChange.value)
    return own > 0 && none > 0 ? LogOdds(log(own / none) - logOdds.value) : nil
  }
}

extension TerminalText {
  /// Every part of one link with its source rows.
  public static func explain(_ link: ExplainedLink) -> String {
    let (drop, suspect) = (link.drop, link.suspect)
    var text = [
      "\(drop.id.name) \(drop.placeWords), \(drop.spanWords)",
      "about \(drop.lostOrders.rounded.words) orders below expected", "",
      "\(suspect.change.name) \(suspect.service.name): \(suspect.gradeWords), "
        + "probability \(percent(suspect.probability))", "",
    ]
    text += table(suspect.evidence.map { [signed($0.weight), $0.kind.words, $0.statement] })
    text.append("  \(signed(link.logOdds)) in sum, as log-odds; above 0 speaks for a link")
    if let before = link.logOddsBefore {
      text.append(
        "  \(signed(before)) before it: how likely any one of the changes to be expected then is beforehand"
      )
      text.append("  \(signed(before + link.logOdds)) in all, against no recorded change")
    }
    text += ["", drop.certainty] + (drop.dayOffSentence.map { [$0] } ?? [])
    if let others = link.otherSuspects { text.append(others) }
    text += [""] + link.sources
    return lines(text)
  }

  /// The same as JSON, `faultline/explain/1`.
  public static func explainJSON(_ link: ExplainedLink) -> String {
    JSONText.encoded(ExplainRecord(link))
  }
}

extension ExplainedLink {
  fileprivate var otherSuspects: String? {
    let others = drop.plausible.filter { $0.change != suspect.change }.map {
      "\($0.change.name) \(percent($0.probability))"
    }
    return others.isEmpty ? nil : "Also considered: \(enumerated(others))."
  }

  fileprivate var sources: [String] {
    var rows = (change?.rollout.steps ?? []).map { step in
      let undone = step.rolledBackAt.map { ", undone \($0.full)" } ?? ""
      return [
        step.place.description, step.id.name,
        "began \(step.startedAt.full) UTC \(step.reach.words)\(undone)",
      ]
    }
    rows += incidents.map { [$0.place.description, $0.id.name, "named by people"] }
    guard !rows.isEmpty else { return ["Source rows: not at hand."] }
    var text = ["Source rows:"] + TerminalText.table(rows)
    if let change {
      text.append(
        "Beside the evidence, not part of it: \(change.authorship.words); "
          + "\(change.paperwork.words).")
    }
    return text
  }
}
