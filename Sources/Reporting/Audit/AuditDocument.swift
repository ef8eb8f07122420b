import Vocabulary

extension SafeguardAudit {
  /// One page that needs nothing but itself.
  public var html: String { HTMLRenderer.page(document) }

  var document: Document {
    Document(
      title: "Changes against the safeguards, \(days)", status: statusLine, verdict: verdict,
      facts: facts,
      sections: [
        controlsSection, resetSection, endsBefore == nil ? replay?.section : nil, areaSection(.vp),
        areaSection(.director),
        areaSection(.system), exceptionsSection, openSection, notHeldSection,
      ].compactMap { $0 },
      provenance: howMade, location: .alone)
  }

  /// `5 January 2026 to 13 March 2026`, the last day included; a single day alone.
  var days: String {
    let last = window.end.advanced(bySeconds: window.seconds > 0 ? -1 : 0)
    let words =
      window.start.startOfDay == last.startOfDay
      ? last.longDate : "\(window.start.longDate) to \(last.longDate)"
    return endsEarly.map { "\(words) (the records end on \($0.longDate))" } ?? words
  }

  private var statusLine: Phrase {
    """
    \(window.start.full) to \(window.end.full) UTC · \(policy.title) · \
    \(counted(counts.changes, "change")) to \(policy.systems)
    """
  }

  private var verdict: Verdict {
    let counts = counts
    var rest: [Phrase] = []
    if let endsEarly {
      rest.append("The records end on \(endsEarly.longDate): this is a part of the period.")
    }
    let clauses = [
      (counts.anyNotMet, "with a control that is not met"),
      (counts.anyUnknown, "with one of which the records do not say"),
      (counts.anyExcepted, "excused from what is missing"),
    ].filter { $0.0 > 0 }.map { "\(grouped($0.0)) \($0.1)" }
    if !clauses.isEmpty { rest.append("Of the others there are \(enumerated(clauses)).") }
    rest.append("\(exceptionWords)")
    let tone: Verdict.Tone =
      !isComplete ? .incomplete : counts.anyNotMet + counts.anyUnknown > 0 ? .attention : .calm
    return Verdict(tone: tone, lead: "\(lead)", rest: rest.joined(" "))
  }

  /// The first sentence of the page and of the terminal's text.
  var lead: String {
    let counts = counts
    if let endsBefore {
      return "Nothing can be said of this period: the records of changes end on "
        + "\(endsBefore.longDate), before it begins."
    }
    guard hasTiers else {
      return "No register of services was loaded: which of "
        + "\(counted(changesOfUnknownTier.count, "change")) the safeguards cover cannot be told."
    }
    guard counts.changes > 0 else {
      return "No change to \(policy.systems) is recorded in this period."
    }
    return "\(share(counts.allMet, of: counts.changes)) changes to \(policy.systems) "
      + "\(counts.allMet == 1 ? "meets" : "meet") all four controls."
  }

  /// `Exceptions in force: 17, oldest 41 days. 2 are overdue.`
  var exceptionWords: String {
    guard !exceptions.isEmpty else { return "The policy grants no exceptions." }
    let open = exceptions.filter { $0.state == .open }
    let overdue = exceptions.count { $0.state == .overdue }
    let oldest = open.map(\.ageDays).max().map { ", oldest \(counted($0, "day"))" } ?? ""
    let late =
      overdue == 0
      ? "none is overdue" : "\(grouped(overdue)) \(overdue == 1 ? "is" : "are") overdue"
    return "Exceptions in force: \(grouped(open.count))\(oldest); \(late)."
  }

  private var facts: [Fact] {
    let counts = counts
    guard counts.changes > 0 else { return [] }
    let overdue = exceptions.filter { $0.state == .overdue }
    let open = exceptions.filter { $0.state == .open }
    let until = endsEarly.map {
      Fact(name: "Records end", value: $0.fullDate, detail: "before the period does")
    }
    return (until.map { [$0] } ?? []) + [
      Fact(
        name: "All four controls met",
        value: "\(grouped(counts.allMet)) of \(grouped(counts.changes))",
        detail: "\(grouped(counts.anyExcepted)) more with nothing open but an excuse"),
      Fact(
        name: "A control not met", value: grouped(counts.anyNotMet),
        detail: "\(share(counts.anyNotMet, of: counts.changes))"),
      Fact(
        name: "Unknown", value: grouped(counts.anyUnknown),
        detail: "none not met, and one of which the records do not say"),
      Fact(
        name: "Exceptions in force", value: grouped(open.count),
        detail: "\(open.map(\.ageDays).max().map { "oldest \(counted($0, "day"))" } ?? "none")"),
      Fact(
        name: "Exceptions overdue", value: grouped(overdue.count),
        detail: "\(overdue.map(\.ageDays).max().map { "oldest \(counted($0, "day"))" } ?? "none")"),
      Fact(
        name: "Changes not held", value: grouped(changesOutside + changesOfUnknownTier.count),
        detail: "\(grouped(changesOfUnknownTier.count)) of unknown tier"),
    ]
  }

  private var howMade: Section {
    Section(
      id: "how-made", title: "How this report was made",
      blocks: [
        .paragraph(
          """
          faultline \(provenance.toolVersion), settings \
          \(code: shortHash(provenance.settingsHash)), changes that began from \(window.start.full) \
          to \(window.end.full) UTC. Command: \(code: provenance.commandLine)
          """),
        .paragraph(policy.sentence),
        inputFiles(intakes),
        .note(
          """
          A control is met, not met, unknown (the records do not say: neither met nor not met) or \
          excepted (not met or unknown, and excused by the policy). Exceptions are judged at the \
          end of the period. A control says nothing of whether a change was followed by a drop. The \
          same files, settings and policy give the same report.
          """),
      ])
  }
}
