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
    return "Changes and order drops, \(names[quarter.number - 1]) quarter \(quarter.year)"
  }

  /// `1 January 2026 to 31 March 2026`.
  private var days: String {
    let last = findings.window.end.advanced(bySeconds: -1)
    return "\(findings.window.start.longDate) to \(last.longDate)"
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
    var rest = [rateSentence(ai), ai.ratioSentence, roomSentence(ai), endsSentence(ai)]
      .compactMap { $0 }
    rest += clear.filter { $0.comparison != .aiAssisted }.map { one in
      "\(one.claim) \(rateSentence(one)) \(one.ratioSentence ?? "")"
    }
    if clear.allSatisfy({ $0.comparison == .aiAssisted }) {
      rest.append("None of the other comparisons shows a clear difference.")
      rest += findings.comparisons.filter { $0.comparison != .aiAssisted }
        .compactMap(\.nearlyClearSentence)
    }
    rest += [disagreement, unknownSentence(ai), cutSentence, registerSentence].compactMap { $0 }
    return Verdict(
      // Never the colour of an all-clear: that nothing could be told is no good news.
      tone: isComplete ? .attention : .incomplete,
      lead: "\(words(ai.claim))", rest: "\(words(rest.joined(separator: " ")))")
  }

  /// A claim with the name of a period that is no quarter.
  func words(_ claim: String) -> String {
    isQuarter ? claim : claim.replacing("this quarter", with: "in this period")
  }

  var nothingCounted: String {
    findings.cut > 0
      ? "History too short: all \(counted(findings.cut, "change")) of this \(period) fall into the "
        + "first look-back of the records, where no rate is claimed."
      : "No change to \(systems) is recorded in this \(period)."
  }

  private func rateSentence(_ one: GroupComparison) -> String {
    "A linked order drop followed \(one.exposed.of(one.comparison.subject)) and "
      + "\(one.reference.of(one.comparison.others))."
  }

  /// What an interval that holds 1 does not say.
  private func roomSentence(_ one: GroupComparison) -> String? {
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
