import Vocabulary

extension TerminalText {
  /// The summary that `investigate` prints; `folder` is where its files were written.
  public static func investigation(_ investigation: Investigation, folder: String) -> String {
    let (page, drop) = (investigation.page, investigation.drop)
    let (loss, side) = drop.lostOrders.sided("below", "above")
    var text = [
      "\(investigation.name) \(drop.placeWords), \(drop.spanWords)",
      "Orders \(grouped(drop.observedOrders)), expected about \(drop.expectedWords): "
        + "\(grouped(loss.value)) \(side) (\(loss.interval)).",
    ]
    if investigation.origin == .measured { text.append(investigation.measuredLine) }
    if !investigation.hasFallen { text.append("No fall of orders can be shown for this time.") }
    text += investigation.report.caveats(of: drop)
    text.append(investigation.trustLine)
    text.append("")
    text += investigation.suspectLines
    if investigation.hasFallen {
      text.append(page.attribution.sentence + " " + page.attribution.certainty)
      text.append(investigation.verdictLine)
    }
    text.append("")
    let draft = investigation.postmortem
    text.append(
      "Wrote \(folder)/\(ReportPaths.nightlyHTML) and \(ReportPaths.postmortem(investigation.name)) "
        + "(\(counted(draft.sectionsFilled, "section")) filled, "
        + "\(counted(draft.questions, "question")) left)")
    return lines(text)
  }
}

extension Investigation {
  fileprivate var trustLine: String {
    if let coverage = drop.coverage {
      return "On \(grouped(coverage.tried)) quiet windows the \(percent(Share(coverage.level))) "
        + "interval held \(grouped(coverage.held)) times."
    }
    guard let days = drop.shortHistoryDays else {
      return "Too few quiet windows to try the interval on."
    }
    return days == 0
      ? "Less than a day of orders lies before it: expected is the level just before."
      : "Only \(counted(days, "day")) of orders \(days == 1 ? "lies" : "lie") before it."
  }

  /// That no drop was detected, and what was measured in its place.
  fileprivate var measuredLine: String {
    switch subject {
    case .incident(let id):
      "No drop was detected here; the time that \(id.name) declares was measured."
    case .drop, .window: "No drop was detected here; the time that was asked about was measured."
    }
  }

  fileprivate var suspectLines: [String] {
    guard hasFallen else { return changeLines }
    let suspects = finding.attribution.suspects
    guard !suspects.isEmpty else { return ["No change began in the time before it."] }
    let most = WordingPolicy.rowsBeforeFold
    let head = ["grade", "change", "before", "for", "against", "authorship"]
    let rows = suspects.prefix(most).map { suspect -> [String] in
      let change = report.changes[suspect.change]
      return [
        suspect.grade == .excluded ? "unlikely" : suspect.grade.rawValue,
        "\(suspect.change.name) \(suspect.service.name)",
        suspect.minutesBeforeOnset < 0 ? "after it" : duration(minutes: suspect.minutesBeforeOnset),
        String(suspect.evidenceFor.count), String(suspect.evidenceAgainst.count),
        (change?.authorship ?? .unknown).words,
      ]
    }
    let rest = suspects.count - most
    return TerminalText.table([head] + rows) + (rest > 0 ? ["  and \(grouped(rest)) more"] : [])
  }

  /// The changes before a time without a fall, which nothing links to it.
  private var changeLines: [String] {
    let changes = finding.nearestFirst(page.considered)
    guard !changes.isEmpty else { return ["No change began in the time before it."] }
    let most = WordingPolicy.rowsBeforeFold
    let rows = changes.prefix(most).map { change in
      [
        "\(change.id.name) \(change.service.name)", change.rollout.startedAt.short,
        change.authorship.words,
      ]
    }
    let rest = changes.count - most
    return ["Changes before it, listed and not judged:"]
      + TerminalText.table([["change", "began", "authorship"]] + rows)
      + (rest > 0 ? ["  and \(grouped(rest)) more"] : [])
  }

  fileprivate var verdictLine: String {
    let line = page.causeSentence
    guard page.teamVerdict == nil, isRecorded,
      let change = finding.namedCause?.change ?? page.attribution.strongest?.change
    else { return line }
    return line + " To record one: faultline verdict \(drop.id.name) --cause \(change.name) "
      + "--team NAME"
  }
}
