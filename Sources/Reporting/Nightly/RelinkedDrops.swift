import Vocabulary

extension RunDifferences {
  /// The links that late rows altered, each with the rows.
  var relinkedBlocks: [Block] {
    guard !relinked.isEmpty else { return [] }
    return [
      .note(
        "Rows that came or were corrected after that altered the "
          + (relinked.count == 1 ? "link of a drop:" : "links of \(grouped(relinked.count)) drops:")
      )
    ] + Block.cutList(relinked.map(\.phrase)) { "\($0) more are in nightly.json." }
  }
}

extension RunDifferences.Relink {
  /// `2026-02-05-1400: was unexplained (…), is now linked to CHG-77 (93%). Row: deploys.csv:37 (…).`
  fileprivate var phrase: Phrase {
    let shown = rows.prefix(WordingPolicy.namesInSentence).map(\.words)
    let more = rows.count - shown.count
    let rest = more > 0 ? " and \(grouped(more)) more" : ""
    return """
      \(drop.name): was \(before.words), is now \(now.words). \
      \(rows.count == 1 ? "Row" : "Rows"): \(shown.joined(separator: "; "))\(rest).
      """
  }
}

extension LinkSummary {
  /// The conclusion with the probabilities that it rests on.
  var words: String {
    let first = suspects.first.map { "\($0.change.name) \(percent($0.probability))" }
    let none = "no recorded change \(percent(noRecordedChange))"
    switch status {
    case .linked: return "linked (\(first ?? none))"
    case .contested:
      let front = suspects.prefix(LinkSummary.front)
        .filter { $0.probability.value >= LinkSummary.leastMove }
        .map { "\($0.change.name) \(percent($0.probability))" }
      return "contested (\((front + [none]).joined(separator: ", ")))"
    case .unexplained:
      return "unexplained (\(([none] + [first].compactMap { $0 }).joined(separator: ", ")))"
    case .undecidable: return "not to be judged"
    }
  }
}

extension LateRecord {
  /// `deploys.csv:37 (deploy D-77 of CHG-77, came late)`.
  fileprivate var words: String {
    let what =
      switch feed {
      case .deploys:
        "deploy \(id)"
          + (changes.filter { $0 != id }.isEmpty
            ? "" : " of \(enumerated(changes.filter { $0 != id }))")
      case .incidents: "incident \(id)"
      case .services, .orderMetrics, .calendar, .changeRecords: "service \(id)"
      }
    let how = "\(what), \(isCorrection ? "corrected" : "came late")"
    return place.map { "\($0.description) (\(how))" } ?? how
  }
}
