import Vocabulary

extension DropPage {
  /// Every change considered with the evidence for and against, by evidence alone.
  var suspectsSection: Section {
    guard hasFallen else { return unjudgedSection }
    let plausible = attribution.plausible
    let excluded = attribution.suspects.filter { $0.grade == .excluded }
    var blocks: [Block] = attribution.suspects.isEmpty ? [] : [suspectNote]
    if plausible.isEmpty {
      blocks.append(.paragraph("\(attribution.sentence)"))
    } else {
      let table = suspectTable("Changes that may have contributed, by evidence", plausible)
      blocks += table.folded("changes")
      blocks += sentences(plausible)
      blocks += plausible.prefix(WordingPolicy.namesInSentence).map(weights)
    }
    if !excluded.isEmpty {
      let table = suspectTable("Unlikely changes, with the reason", excluded)
      blocks.append(
        .details(summary: "\(counted(excluded.count, "unlikely change"))", table.capped))
    }
    return Section(id: "changes", title: "Changes considered", blocks: blocks)
  }

  /// The changes before a time in which no fall can be shown: nothing is there to link them to.
  private var unjudgedSection: Section {
    let title = "Changes before it"
    guard !considered.isEmpty else {
      return Section(
        id: "changes", title: title,
        blocks: [.paragraph("No change began from \(attribution.lookBack.start.short) on.")])
    }
    let table = Table(
      caption:
        "Changes from \(attribution.lookBack.start.short) on, the nearest first; times in UTC",
      columns: [
        .init(title: "Change"), .init(title: "System"), .init(title: "Began"),
        .init(title: "Authorship and paperwork"), .init(title: "Source"),
      ],
      rows: finding.nearestFirst(considered).map { change in
        let began = change.rollout.startedAt
        return Table.Row(
          anchor: change.id.name,
          [
            Cell("\(name: numberedName(change.id))"), Cell("\(name: change.service.name)"),
            Cell("\(began.short)", sortKey: Double(began.secondsSinceEpoch)),
            Cell(change.originBadges),
            Cell("\(name: change.rollout.steps[0].place.description)"),
          ])
      })
    let note: Block = .note(
      "No fall of orders can be shown, so the changes before it are listed and not judged.")
    return Section(
      id: "changes", title: title,
      blocks: [note]
        + table.folded("changes", rest: "\(code: "faultline export changes") has all changes."))
  }

  private var suspectNote: Block {
    let considered = attribution.considered
    return .note(
      """
      \(counted(considered, "change")) from \(attribution.lookBack.start.short) to the end of the \
      onset range \(considered == 1 ? "was" : "were") considered. The order is by evidence; \
      authorship and paperwork are shown and do not add to the score. Weights are log-odds: 0.7 \
      doubles the odds, 2.3 makes them ten times as high.
      """)
  }

  private func suspectTable(_ caption: Phrase, _ suspects: [Suspect]) -> Table {
    Table(
      caption: caption,
      columns: [
        .init(title: "Change"), .init(title: "Probability and grade"),
        .init(title: "For", alignment: .prose), .init(title: "Against", alignment: .prose),
      ],
      rows: suspects.map { suspect in
        let change = report.changes[suspect.change]
        let origin: Phrase = change?.originBadges ?? "the records do not say"
        let name: Phrase = """
          \(name: numberedName(suspect.change))\(.lineBreak)\(name: suspect.service.name)
          """
        return Table.Row(
          anchor: suspect.change.name,
          [
            Cell(name + .lineBreak + origin),
            Cell(
              "\(strong: percent(suspect.probability))\(.lineBreak)\(gradeCell(suspect))",
              drawing: .probability(suspect.probability), sortKey: suspect.probability.value),
            Cell(lines(suspect.evidenceFor)), Cell(lines(suspect.evidenceAgainst)),
          ])
      })
  }

  private func gradeCell(_ suspect: Suspect) -> Phrase {
    suspect.grade == .excluded ? "\(suspect.gradeWords)" : "\(badge: suspect.grade.badge)"
  }

  private func lines(_ evidence: [Evidence]) -> Phrase {
    guard !evidence.isEmpty else { return "— (nothing)" }
    return evidence.map { "\(strong: signed($0.weight)) \($0.observation.statement)" as Phrase }
      .joined(.lineBreak)
  }

  private func sentences(_ plausible: [Suspect]) -> [Block] {
    var blocks: [Block] = [.paragraph("\(attribution.certainty)")]
    if !plausible.isEmpty { blocks.append(.paragraph("\(attribution.whatWouldChange)")) }
    return blocks
  }

  private func weights(_ suspect: Suspect) -> Block {
    let table = Table(
      caption:
        """
        Weight of each observation on \(suspect.change.name), as log-odds: above 0 for, below 0 \
        against
        """,
      columns: [
        .init(title: "Kind"), .init(title: "Weight", alignment: .trailing),
        .init(title: "Observation", alignment: .prose),
      ],
      rows: suspect.evidence.map { evidence in
        Table.Row([
          Cell("\(evidence.observation.kind.words)"),
          Cell(
            "\(signed(evidence.weight))", drawing: .weight(evidence.weight),
            sortKey: evidence.weight.value),
          Cell("\(evidence.observation.statement)"),
        ])
      })
    return .details(summary: "Every weight for \(suspect.change.name)", [.table(table)])
  }

  /// AI-assisted, and undocumented or unapproved changes of the look-back, linked or not.
  var originSection: Section {
    Section(
      id: "origins",
      title: "AI-assisted and undocumented changes before \(hasFallen ? "the drop" : "it")",
      blocks: [
        .note(
          """
          Every such change from \(attribution.lookBack.start.short) \
          \(hasFallen ? "to the drop, linked or not" : "on"). Linking does not look at authorship or paperwork.
          """)
      ] + OriginGroup.allCases.flatMap(originBlocks))
  }

  private func originBlocks(_ group: OriginGroup) -> [Block] {
    let changes = finding.nearestFirst(considered.filter(group.holds))
    let unknown = considered.count { group.isUnknown($0) }
    guard !changes.isEmpty else { return [.paragraph(group.none(unknown: unknown))] }
    let table = Table(
      caption: """
        \(group.caption): \(grouped(changes.count)) of \(counted(considered.count, "change"))\
        \(group.unknownWords(unknown)). Those that fit first, then the nearest before the drop
        """,
      columns: [
        .init(title: "Change"), .init(title: "Began (UTC)"),
        .init(title: "Authorship and paperwork"), .init(title: "Evidence"),
        .init(title: "Source"),
      ],
      rows: changes.map { change in
        Table.Row([
          Cell("\(name: numberedName(change.id)) \(name: change.service.name)"),
          Cell(
            "\(change.rollout.startedAt.short)",
            sortKey: Double(change.rollout.startedAt.secondsSinceEpoch)),
          Cell("\(badge: change.authorship.badge)\(.lineBreak)\(change.paperwork.words)"),
          Cell("\(finding.linkWords(change.id))"),
          Cell("\(name: change.rollout.steps[0].place.description)"),
        ])
      })
    return table.folded(
      "changes",
      rest: "They began longer before. \(code: "faultline export changes") has all changes.")
  }
}

/// `+1.4`, `−0.7`, `0.0`.
func signed(_ weight: LogOdds) -> String {
  let words = fixed(weight.value, decimals: 1)
  return weight.value > 0 && words != "0.0" ? "+" + words : words == "−0.0" ? "0.0" : words
}

extension Table {
  /// The table with as many rows as are read at all, and a count of the rest.
  var capped: [Block] {
    var shown = self
    shown.rows = Array(rows.prefix(WordingPolicy.rowsAtMost))
    let rest = rows.count - shown.rows.count
    guard rest > 0 else { return [.table(shown)] }
    return [.table(shown), .note("\(grouped(rest)) more are in nightly.json.")]
  }
}
