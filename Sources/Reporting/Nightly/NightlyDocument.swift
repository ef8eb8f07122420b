import Vocabulary

extension NightlyReport {
  /// The nightly page: verdict, key facts, then detail in the order in which it is needed.
  var document: Document {
    Document(
      title: title, status: statusLine, verdict: pageVerdict, facts: facts,
      sections: [
        needsALook, changesBeforeDrops, notDrops, lastDay, controlsSection, sinceLastRunSection,
        dataHealth,
      ].compactMap { $0 },
      provenance: provenanceSection(of: self, window: window), location: .root)
  }

  private var title: String {
    // A window of up to 36 hours is one night, however the job was scheduled.
    window.seconds <= 129_600
      ? "Orders and changes, night to \(window.end.longDate)"
      : "Orders and changes, \(window.start.longDate) to \(window.end.longDate)"
  }

  private var statusLine: Phrase {
    var parts: [Phrase] = ["\(window.start.full) to \(window.end.full) UTC"]
    parts.append(
      Phrase(
        stringLiteral: needingALook.isEmpty
          ? "no drops to look at" : "\(counted(needingALook.count, "drop")) to look at"))
    let complete =
      gaps.series == 0
      ? "inputs complete" : "inputs with gaps in \(counted(gaps.series, "series", "series"))"
    parts.append(Phrase(stringLiteral: isComplete ? complete : "inputs incomplete"))
    return parts.joined(" · ")
  }

  /// What could not be looked at or is incomplete, most serious first.
  var incompleteness: [InputWarning] { warnings.filter(\.makesRunIncomplete) }

  var pageVerdict: Verdict {
    var sentences: [Phrase] = []
    if let first = incompleteness.first {
      sentences.append(Phrase(stringLiteral: first.sentence))
      if incompleteness.count > 1 {
        let more = counted(incompleteness.count - 1, "more input")
        sentences.append(
          "\(more) incomplete, see \(link: "Data health", to: .anchor("data-health")).")
      }
    }
    sentences.append(dropSentence)
    if let settledSentence { sentences.append(settledSentence) }
    if let low = lowSentence { sentences.append(low) }
    if let details = largestDropSentence { sentences.append(details) }
    if let days = unnamedDaysSentence { sentences.append("\(days)") }
    if let paperwork = paperworkSentence { sentences.append(paperwork) }
    sentences.append(inputSentence)
    let tone: Verdict.Tone =
      !isComplete ? .incomplete : needingALook.isEmpty ? .calm : .attention
    return Verdict(
      tone: tone, lead: sentences[0], rest: Array(sentences.dropFirst()).joined(" "))
  }

  private var dropSentence: Phrase {
    let open = needingALook.count
    guard open == 0 else {
      return "\(spelled(open)) order \(open == 1 ? "drop needs" : "drops need") a look."
    }
    guard findings.isEmpty else {
      return isComplete
        ? "Nothing needs a look: every drop that was found has a team's verdict."
        : "In what could be looked at, nothing needs a look: every drop has a team's verdict."
    }
    if !isComplete { return "In what could be looked at, nothing needs a look." }
    if let file = fileOfDrops { return "\(file) names no drop in this window." }
    if watchedSeries == 0 { return "There were no orders to look at." }
    let all = counted(watchedSeries, "series", "series")
    let watched = watchedSeries == 1 ? "the one series" : "all \(all)"
    return isUneventful
      ? "Nothing needs a look: orders stayed as expected all night in \(watched) watched."
      : "Nothing needs a look: no drop was found in \(watched) watched."
  }

  /// What teams have said of the drops that are not counted as needing a look.
  private var settledSentence: Phrase? {
    settledClause.map { clause in
      needingALook.isEmpty ? "\(clause.capitalized)." : "Besides, \(clause)."
    }
  }

  /// Whether orders were nowhere below what was expected.
  var isUneventful: Bool { findings.isEmpty && dismissed.isEmpty && watch.isEmpty }

  /// Where orders stood low on a night without a drop.
  private var lowSentence: Phrase? {
    guard findings.isEmpty, !isUneventful else { return nil }
    var parts: [Phrase] = []
    if !dismissed.isEmpty {
      let stretches = counted(dismissed.count, "stretch", "stretches")
      let verb = dismissed.count == 1 ? "is no drop" : "are no drops"
      parts.append(
        "\(stretches) below expected \(verb) (\(link: "why", to: .anchor("not-a-drop")))")
    }
    if !watch.isEmpty {
      let falls = counted(watch.count, "fall")
      let verb = watch.count == 1 ? "is" : "are"
      parts.append(
        "\(falls) not sure enough for one \(verb) \(link: "on watch", to: .anchor("since-last-run"))"
      )
    }
    return "\(parts.joined("; "))."
  }

  /// The file that drops were taken from; `nil` if they were looked for.
  var fileOfDrops: String? {
    warnings.lazy.compactMap { warning in
      if case .dropsTaken(let file, _, _, _, _) = warning { file } else { nil }
    }.first
  }

  private var largestDropSentence: Phrase? {
    guard let largest = needingALook.first else { return nil }
    let (drop, loss) = (largest.drop, largest.drop.lostOrders.rounded)
    let what = needingALook.count == 1 ? "It" : "The largest"
    let link: Phrase =
      switch largest.attribution.status {
      case .linked: largest.attribution.strongest.map(linkClause) ?? ""
      case .contested:
        largest.attribution.fitting.count > 1
          ? "; several changes fit" : "; one change fits in part"
      case .unexplained: "; no recorded change fits"
      case .undecidable: "; the records do not allow a judgement on its origin"
      }
    let caveat =
      drop.mayBeDayOff
      ? " It may be a day off that the calendar lacks."
      : drop.lowAfter == nil ? "" : " Orders have not come back to what they were."
    return """
      \(what) stood about \(loss.value) orders below expected (\(loss.interval)) in \
      \(drop.placeWords), \(drop.spanWords)\(link).\(caveat)
      """
  }

  private func linkClause(_ top: Suspect) -> Phrase {
    "; \(top.grade.phrase) to \(name: top.change.name)"
  }

  private var paperworkSentence: Phrase? {
    let undocumented = tier1Undocumented.count
    guard undocumented > 0 else { return nil }
    return """
      \(spelled(undocumented)) Tier-1 change\(undocumented == 1 ? " has" : "s have") no change \
      record.
      """
  }

  private var inputSentence: Phrase {
    let aside = rowsSetAside
    let rows: Phrase =
      aside == 0
      ? "no row was set aside"
      : "\(counted(aside, "row")) \(aside == 1 ? "was" : "were") set aside"
    guard isComplete else { return "\(rows.plain.capitalized)." }
    guard gaps.series > 0 else { return "Inputs are complete; \(rows)." }
    let steps = "\(counted(gaps.steps, "step")) of \(counted(gaps.series, "series", "series"))"
    return """
      All feeds came; \(link: steps, to: .anchor("data-health")) \
      \(gaps.steps == 1 ? "has" : "have") no row, and a drop inside \
      \(gaps.steps == 1 ? "it" : "them") could not be seen; \(rows).
      """
  }

  /// Steps without a row, and in how many series.
  private var gaps: (steps: Int, series: Int) {
    let missing = warnings.reduce(into: [SeriesKey: Int]()) { missing, warning in
      if case .missingSteps(let series, let steps, _) = warning { missing[series] = steps }
    }
    return (missing.values.reduce(0, +), missing.count)
  }

  /// Changes of the window to Tier-1 systems without a change record.
  var tier1Undocumented: [Change] {
    tier1InWindow.filter { $0.paperwork.isDocumented == false }
  }
}

extension RecordedDrop {
  /// As `Drop` words it.
  var placeWords: String { places(marketplaces, services) }

  /// As `Drop` words it.
  var spanWords: String { span(window, isOpen: isOpen) }
}

private func places(_ marketplaces: [Marketplace], _ services: [Service]) -> String {
  let places = enumerated(marketplaces.map(\.name))
  return services.isEmpty ? places : "\(places) (\(enumerated(services.map(\.name))))"
}

private func span(_ window: TimeWindow, isOpen: Bool) -> String {
  isOpen
    ? "since \(window.start.short) UTC, still open at \(window.end.short)"
    : "\(window.words) UTC"
}

extension Drop {
  /// `US and CA`, with the service where only its orders were counted.
  var placeWords: String { places(marketplaces, services) }

  /// `10 Mar 14:06 to 15:22 UTC`, or `since 10 Mar 14:06 UTC, still open`.
  var spanWords: String { span(window, isOpen: end.mode == nil) }

  /// How long it lasted, or has lasted.
  var durationWords: String {
    let length = duration(seconds: window.seconds)
    return end.mode == nil ? "\(length), still open" : length
  }

  /// The orders that were expected, rounded as the loss is.
  var expectedWords: String { grouped(lostOrders.rounded.alike(expectedOrders)) }

  /// How far orders typically stood below expectation between the edges, parts by their size: 0.39 is a
  /// fall by 39 %; `nil` where nothing was expected. Over the whole stretch, ramps and margins included,
  /// it is less.
  var depth: Share? {
    let expected = parts.reduce(0) { $0 + $1.expectedOrders }
    guard expected > 0 else { return nil }
    return Share(parts.reduce(0) { $0 + $1.depth.value * $1.expectedOrders } / expected)
  }
}
