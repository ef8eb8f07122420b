import Vocabulary

extension DropPage {
  /// The changes the drop is linked to.
  var linked: [Suspect] { finding.linkedSuspects }

  /// Facts of the records about the linked changes, without judgement.
  var controlsSection: Section {
    let title = "Controls recorded for the linked changes"
    let known = Dictionary(grouping: report.controls, by: \.change)
    let rows = linked.compactMap { suspect -> Table.Row? in
      guard let results = known[suspect.change] else { return nil }
      let cells = Control.allCases.map { control -> Cell in
        guard let result = results.first(where: { $0.control == control }) else {
          return "— (not looked at)"
        }
        return Cell("\(result.outcome.words)")
      }
      return Table.Row([Cell("\(suspect.change.name)")] + cells)
    }
    guard !rows.isEmpty else {
      let words: Phrase =
        !hasFallen
        ? "No change is linked: no fall of orders can be shown."
        : linked.isEmpty
          ? "No change is linked to this drop."
          : "The safeguards do not apply to the systems of the linked changes, or were not looked at."
      return Section(id: "controls", title: title, blocks: [.paragraph(words)])
    }
    let table = Table(
      caption: "Facts from the files; a control says nothing about a link",
      columns: [.init(title: "Change")]
        + Control.allCases.map { .init(title: $0.name.capitalized) },
      rows: rows)
    return Section(id: "controls", title: title, blocks: table.folded("changes"))
  }

  /// Everything the records could not say, as questions.
  var questionsSection: Section {
    let questions = openQuestions
    return Section(
      id: "questions", title: "Open questions",
      blocks: questions.isEmpty
        ? [.paragraph("The records leave none of the usual questions open.")]
        : [.list(questions.map { "\($0)" })])
  }

  var openQuestions: [String] {
    let suspects = (linked.isEmpty ? Array(attribution.fitting.prefix(3)) : linked).prefix(4)
    return suspects.flatMap { questions(about: $0) } + dropQuestions
  }

  private func questions(about suspect: Suspect) -> [String] {
    guard let change = report.changes[suspect.change] else {
      return ["What is \(suspect.change.name)? Its row is not at hand."]
    }
    let name = change.id.name
    var questions: [String] = []
    if change.authorship == .unknown {
      questions.append("Did AI have a part in \(name)? The records do not say.")
    }
    switch change.paperwork.changeRecord {
    case .none: questions.append("How was \(name) decided on? No change record was found.")
    case .unknown:
      questions.append("Is there a change record for \(name)? The input has no such column.")
    case .value: break
    }
    questions += checkQuestion(
      change.paperwork.reliabilityTests, "Did the reliability tests of \(name) run?")
    questions += checkQuestion(
      change.paperwork.standardsCheck, "Did the standards check of \(name) run?")
    let reachUnknown = change.rollout.steps.contains { $0.reach == .unknown }
    if reachUnknown { questions.append("Which marketplaces did \(name) reach?") }
    let isUndone = change.rollout.steps.contains {
      $0.rolledBackAt != nil || $0.status == .rolledBack
    }
    if drop.end.mode != nil, !isUndone {
      questions.append("How did orders come back with \(name) still in place?")
    }
    return questions
  }

  private func checkQuestion(_ result: Recorded<CheckResult>, _ question: String) -> [String] {
    switch result {
    case .none: ["\(question) The field is empty."]
    case .value(.missing): ["\(question) The record says that no result exists."]
    case .unknown: ["\(question) The input has no such column."]
    case .value(.passed), .value(.failed): []
    }
  }

  private var dropQuestions: [String] {
    guard hasFallen else {
      let names = enumerated(finding.incidents.map(\.id.name), limit: 3)
      return names.isEmpty
        ? [] : ["What did those see who declared \(names), if not fewer orders?"]
    }
    var questions: [String] = []
    if finding.incidents.isEmpty {
      questions.append("Did anybody notice? No incident was declared for this time and place.")
    } else if declared.noticed == nil {
      questions.append("When was the drop noticed? No time of detection is recorded.")
    }
    if attribution.status == .unexplained {
      questions.append("What happened outside the deploy log around \(drop.onset.mode.short) UTC?")
    }
    let confirmed = finding.incidents.compactMap(\.confirmedCause)
    if teamVerdict == nil, let named = confirmed.first {
      questions.append(
        "The incident names \(named.name) as cause. Does the team record it with faultline verdict?"
      )
    } else if teamVerdict == nil {
      questions.append("What does the team conclude? No verdict is recorded.")
    }
    if drop.websiteErrors == nil {
      questions.append("How many errors did customers see? The order metrics have no such column.")
    }
    questions.append("What would have shown the drop sooner?")
    return questions
  }
}
