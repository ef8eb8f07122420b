import Vocabulary

/// One drop in depth: what happened, what may have contributed, how sure that is, what it cost.
struct DropPage {
  let finding: Finding
  let report: NightlyReport
  /// Changes that began in the look-back or are suspects, in order of their start.
  let considered: [Change]
  /// Numbers of the changes drawn in the figure.
  let numbers: [ChangeID: Int]
  private let series: ImpactSeries?
  /// What the file of the picture is called where it is not the drop's.
  var pictureName: String?
  /// False if no drop was detected, and the stretch is one that was asked about and measured.
  var isDetected = true

  init(_ finding: Finding, in report: NightlyReport) {
    self.finding = finding
    self.report = report
    considered = report.changesByStart.filter(finding.considers)
    series = finding.trace.flatMap(ImpactSeries.init)
    numbers = DropPage.numbered(considered, finding, within: series?.window)
  }

  var drop: Drop { finding.drop }
  var people: PeopleFilter { report.people }
  var attribution: Attribution { finding.attribution }
  var teamVerdict: TeamVerdict? { report.verdicts[drop.id] }
  /// What people declared about it.
  var declared: DeclaredTimes { DeclaredTimes(finding) }
  /// False if what is looked at is a time in which no fall of orders can be shown.
  var hasFallen: Bool { attribution.obstacle != .noFall }

  var document: Document {
    Document(
      title: title, status: statusLine, verdict: verdict, facts: facts,
      sections: [
        ordersSection, timelineSection, suspectsSection, originSection, lossSection,
        placesSection, controlsSection, questionsSection,
      ].compactMap { $0 },
      provenance: provenanceSection(of: report, window: report.window),
      location: .drop(drop.id))
  }

  private var title: String { "Drop \(drop.id.name): orders below expected in \(drop.placeWords)" }

  private var statusLine: Phrase {
    let state = teamVerdict == nil ? "not reviewed" : "reviewed"
    let severity = finding.incidents.compactMap(\.severity).first.map { " · severity \($0)" } ?? ""
    return """
      \(drop.spanWords)\(severity) · \(state) · \
      \(link: "Report of the night", to: .nightly)
      """
  }

  var verdict: Verdict {
    let (loss, side) = drop.lostOrders.sided("below", "above")
    let depth =
      drop.depth.map { " Between its edges they stood typically \(belowExpected($0))." } ?? ""
    let lead: Phrase =
      teamVerdict.map { "\($0.sentence)" } ?? "Draft, not reviewed. \(causeSentence)"
    let caveats = report.caveats(of: drop).map { " " + $0 }.joined()
    let what: Phrase = """
      \(drop.spanWords.capitalized): \(drop.observedOrders) orders where about \
      \(drop.expectedWords) were expected. That is about \(loss.value) \(side) (\(loss.interval)).\(depth)\(caveats)
      """
    let tone: Verdict.Tone =
      teamVerdict?.conclusion == .notADrop
      ? .calm : attribution.status == .undecidable ? .incomplete : .attention
    return Verdict(tone: tone, lead: lead, rest: what + " " + linkSentence)
  }

  /// What teams and incidents say of the cause.
  var causeSentence: String {
    if let teamVerdict { return teamVerdict.sentence }
    if !hasFallen { return "" }
    guard let named = finding.namedCause else {
      return "Cause: not confirmed by a team."
    }
    return "\(named.words); no team has confirmed it."
  }

  var linkSentence: Phrase {
    if let teamVerdict { return recordsAlone(teamVerdict.conclusion) }
    guard let top = attribution.strongest, attribution.status == .linked else {
      return "\(attribution.sentence)"
    }
    let began = beganBeforeOnset(minutes: top.minutesBeforeOnset)
    return """
      \(name: top.change.name) (\(top.service.name)) \(began). There is \(top.grade.phrase), with \
      probability \(percent(top.probability))\(noneClause); it is not proof.
      """
  }

  /// How likely it is that no recorded change is behind it, where that is worth a thought.
  private var noneClause: String {
    let none = attribution.noRecordedChange
    return none.value >= DropPage.noneSaidFrom
      ? ", that no recorded change is behind it \(percent(none))" : ""
  }

  private static let noneSaidFrom = 0.1

  /// What the records say without the verdict of a team.
  private func recordsAlone(_ conclusion: TeamVerdict.Conclusion) -> Phrase {
    switch conclusion {
    case .notADrop: return "The rest of the page shows what the records say without that."
    case .noRecordedChange:
      return """
        By the records alone the probability of that is \(percent(attribution.noRecordedChange)).
        """
    case .cause(let change):
      guard let suspect = attribution.suspects.first(where: { $0.change == change }) else {
        return "\(name: change.name) is not among the changes that were considered."
      }
      return """
        \(name: change.name) (\(suspect.service.name)) \
        \(beganBeforeOnset(minutes: suspect.minutesBeforeOnset)). By the records alone its \
        probability is \(percent(suspect.probability)).
        """
    }
  }
}

extension DropPage {
  /// The changes worth a flag, numbered in order of time: suspects first, then those whose origin
  /// or paperwork the report lists, then the rest while there is room.
  private static func numbered(
    _ considered: [Change], _ finding: Finding, within window: TimeWindow?
  ) -> [ChangeID: Int] {
    guard let window else { return [:] }
    let plausible = finding.attribution.plausible.map(\.change)
    func rank(_ change: Change) -> Int {
      if let index = plausible.firstIndex(of: change.id) { return index }
      return plausible.count + (OriginGroup.allCases.contains { $0.holds(change) } ? 0 : 1)
    }
    let drawn = considered.filter { $0.rollout.hasStep(in: window) }
    let chosen = drawn.enumerated().sorted {
      (rank($0.element), $0.offset) < (rank($1.element), $1.offset)
    }.prefix(WordingPolicy.flagsAtMost).map(\.offset).sorted()
    return Dictionary(
      uniqueKeysWithValues: chosen.enumerated().map { (drawn[$0.element].id, $0.offset + 1) })
  }

  /// `2. D-4417`: the number in the figure, where it has one.
  func numberedName(_ change: ChangeID) -> String {
    numbers[change].map { "\($0). \(change.name)" } ?? change.name
  }

  /// The figure of the page; `nil` where no trace could be made.
  var figure: Figure? {
    guard let series else { return nil }
    return Figure(
      id: drop.id.name, title: "Orders around drop \(drop.id.name)",
      description: figureDescription(series),
      drawing: ImpactFigure(series: series, drop: drop, flags: flags(series.window)).drawn(),
      caption: figureCaption(series), name: pictureName)
  }

  private func flags(_ window: TimeWindow) -> [ChangeFlag] {
    considered.flatMap { change -> [ChangeFlag] in
      guard let number = numbers[change.id], let step = change.rollout.firstStep(in: window) else {
        return []
      }
      let name = "\(change.id.name) \(change.service.name)"
      var flags = [
        ChangeFlag(
          number: number, at: step.startedAt, mark: ChangeFlag.Mark(change),
          words: "\(name), began \(step.startedAt.short)")
      ]
      let undone = change.rollout.steps.compactMap(\.rolledBackAt).filter(window.contains).min()
      if let undone {
        flags.append(
          ChangeFlag(
            number: number, at: undone, mark: .undone, words: "\(name), undone \(undone.short)"))
      }
      return flags
    }
  }

  private func figureDescription(_ series: ImpactSeries) -> String {
    guard hasFallen else {
      return """
        Orders in \(drop.placeWords) from \(series.window.words) UTC; from \(drop.window.words) \
        no fall can be shown: in total \(drop.lostOrders.rounded.words) orders below expected.
        """
    }
    let depth = drop.depth.map(belowExpected) ?? "below expected"
    return """
      Orders in \(drop.placeWords) from \(series.window.words) UTC: \(wordsBefore), \
      then \(depth) over \(drop.durationWords), \(wordsBehind); in total \
      \(drop.lostOrders.rounded.words) orders below expected.
      """
  }
}
