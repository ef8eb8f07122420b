import Vocabulary

extension TrendReport {
  var document: Document {
    Document(
      title: title, status: statusLine, verdict: verdict, facts: facts,
      sections: [
        ratesSection, weeksSection, systemsSection, controlsSection, frictionSection,
        ordersSection, dayZeroSection, exceptionsSection, standingOutSection, deliverySection,
        quartersSection, qualitySection, limitsSection,
      ].compactMap { $0 },
      provenance: howMade, location: .alone, printsSmall: true)
  }

  var title: String {
    let names = ["first", "second", "third", "fourth"]
    guard let quarter else { return "Changes and order drops, \(days)" }
    let name = "Changes and order drops, \(names[quarter.number - 1]) quarter \(quarter.year)"
    return endsEarly.map { "\(name), up to \($0.longDate)" } ?? name
  }

  /// The last day on record, where the period runs on for more than a day after it.
  var endsEarly: Timestamp? {
    let counted = findings.counted
    guard counted.seconds > 0, findings.window.end.seconds(since: counted.end) > 86_400 else {
      return nil
    }
    return counted.end.advanced(bySeconds: -1)
  }

  /// `1 January 2026 to 31 March 2026`.
  private var days: String {
    let last = findings.window.end.advanced(bySeconds: -1)
    return "\(findings.window.start.longDate) to \((endsEarly ?? last).longDate)"
  }

  /// That the period is not over, or not all on record; `nil` if it is.
  var endsEarlySentence: String? {
    endsEarly.map { last in
      let ends = findings.window.end.advanced(bySeconds: -1).longDate
      return "The records end on \(last.longDate), the \(period) on \(ends): this is a part of it."
    }
  }

  /// What the period is called in a sentence.
  var period: String { isQuarter ? "quarter" : "period" }

  private var statusLine: Phrase {
    let reset = resetDay.map { " · \($0)" } ?? ""
    return "\(days) · \(systems)\(reset)"
  }

  /// `day 62 of the 90-day code safety reset`; `nil` without one, or before it.
  var resetDay: String? {
    guard let reset = policy.reset, findings.counted.end > reset.start else { return nil }
    let all = reset.seconds / 86_400
    let day = findings.counted.end.advanced(bySeconds: -1).seconds(since: reset.start) / 86_400
    return day < all
      ? "day \(day) of the \(all)-day \(policy.name)" : "after the \(all)-day \(policy.name)"
  }

  var verdict: Verdict {
    guard findings.all.changes > 0, let ai = findings.comparison(.aiAssisted) else {
      return Verdict(tone: .incomplete, lead: "\(nothingCounted)", rest: "")
    }
    let clear = findings.comparisons.filter(\.isClear)
    var rest = [
      endsEarlySentence, rateSentence(ai), ai.ratioSentence, roomSentence(ai), endsSentence(ai),
    ]
    .compactMap { $0 }
    rest += clear.filter { $0.comparison != .aiAssisted }.map { one in
      [one.claim, rateSentence(one), one.ratioSentence].compactMap { $0 }.joined(separator: " ")
    }
    if clear.allSatisfy({ $0.comparison == .aiAssisted }) {
      rest.append(othersSentence)
      rest += findings.comparisons.filter { $0.comparison != .aiAssisted }
        .compactMap(\.nearlyClearSentence)
    }
    rest += [
      findings.sinceReset.map(sinceResetClaim), disagreement, unknownSentence(ai), cutSentence,
      registerSentence,
    ].compactMap { $0 }
    return Verdict(
      // Never the colour of an all-clear: that nothing could be told is no good news.
      tone: isComplete ? .attention : .incomplete,
      lead: "\(words(ai.claim))", rest: "\(words(rest.joined(separator: " ")))")
  }

  /// A claim with the name of a period that is no quarter.
  func words(_ claim: String) -> String {
    isQuarter
      ? claim
      : claim.replacing("of this quarter", with: "of this period")
        .replacing("this quarter", with: "in this period")
  }

  /// What is not clear of the comparisons beside that of authorship, or cannot be told at all.
  private var othersSentence: String {
    let others = findings.comparisons.filter { $0.comparison != .aiAssisted }
    let untold = others.count { $0.adjusted == nil }
    if untold == others.count {
      return "Nor do the records let any of the other groups be compared."
    }
    let rest =
      untold == 0 ? "" : "; \(grouped(untold)) of them cannot be made"
    return "None of the other comparisons shows a clear difference\(rest)."
  }

  var nothingCounted: String {
    if let last = intakes.reach(of: .deploys)?.end.advanced(bySeconds: -1),
      last < findings.window.start
    {
      return
        "Nothing can be said of this \(period): the records of changes end on \(last.longDate), "
        + "before it begins."
    }
    return findings.cut > 0
      ? "History too short: all \(counted(findings.cut, "change")) of this \(period) fall into the "
        + "first look-back of the records, where no rate is claimed."
      : "No change to \(systems) is recorded in this \(period)."
  }

  /// `nil` where one of the groups holds no change that could be followed by anything.
  private func rateSentence(_ one: GroupComparison) -> String? {
    guard one.exposed.changes > 0, one.reference.changes > 0 else { return nil }
    return "A linked order drop followed \(one.exposed.of(one.comparison.subject)) and "
      + "\(one.reference.of(one.comparison.others))."
  }

  /// What an interval that holds 1 does not say.
  private func roomSentence(_ one: GroupComparison) -> String? {
    if one.isNearlyClear {
      return "The interval leaves out 1, yet \(GroupComparison.nearlyClearReason)"
    }
    guard !one.isClear, let adjusted = one.adjusted,
      adjusted.high > adjusted.low * TrendReport.wideFactor
    else { return nil }
    let linked = linkedCount(one.exposed.linked + one.reference.linked)
    return "\(linked) linked \(linked == "1" ? "change is" : "changes are") too few to tell: "
      + "that leaves room for \(ratio(adjusted.low)) times as often as for "
      + "\(ratio(adjusted.high)) times."
  }

  /// From half to twice and wider an interval tells nothing of use to a decision.
  private static let wideFactor = 4.0

  /// Whether a clear difference hangs on what nobody knows.
  private func endsSentence(_ one: GroupComparison) -> String? {
    guard one.isClear, !one.holdsAtBothEnds, one.unknown.changes > 0 else { return nil }
    return "That holds only as long as changes of unknown authorship are like the others: see the "
      + "ratios under both extremes."
  }

  private var disagreement: String? {
    let disagreeing = findings.comparisons.filter(\.waysDisagree)
    guard !disagreeing.isEmpty else { return nil }
    let names = enumerated(disagreeing.map(\.comparison.subject))
    return "Counting only the strongest link of each drop points the other way for \(names)."
  }

  private func unknownSentence(_ ai: GroupComparison) -> String? {
    guard ai.unknown.changes > 0 else { return nil }
    let (unknown, all) = (ai.unknown.changes, findings.all.changes)
    let cases = "\(grouped(unknown)) of \(grouped(all))"
    let part =
      all < WordingPolicy.fewestCasesForPercent
      ? "\(cases) changes"
      : "\(percent(Share(Double(unknown) / Double(all)))) of changes (\(cases))"
    return "For \(part) the records do not say whether AI was used."
  }

  private var cutSentence: String? {
    guard findings.cut > 0 else { return nil }
    return "\(counted(findings.cut, "change")) from before \(findings.counted.start.longDate) are "
      + "left out: the history begins too late to judge them."
  }

  private var registerSentence: String? {
    hasRegister
      ? nil : "No register of services was loaded, so changes to all systems are counted."
  }
}
