import Vocabulary

/// "How this report was made": enough to make it again, and what its words mean.
///
/// - Parameter hashesIn: The file that holds the hashes of the input whole, if there is one.
func provenanceSection(
  of report: NightlyReport, window: TimeWindow, hashesIn file: String? = ReportPaths.nightlyJSON
) -> Section {
  let provenance = report.provenance
  var blocks: [Block] = [
    .paragraph(
      """
      faultline \(provenance.toolVersion), settings \(code: shortHash(provenance.settingsHash)), \
      data from \(window.start.full) to \(window.end.full) UTC. Command: \
      \(code: provenance.commandLine)
      """),
    .paragraph(provenance.policy.sentence),
  ]
  blocks.append(.paragraph(report.learningSentence))
  if let runAt = provenance.runAt {
    blocks.append(.paragraph("Run at \(runAt.full) UTC."))
  }
  blocks.append(inputFiles(report.intakes))
  blocks.append(
    .note(
      (file.map { "The full sha256 of each file is in \($0). " } ?? "")
        + "The same files, settings and policy give the same report."
    ))
  blocks.append(.details(summary: "What the words mean", glossary))
  return Section(id: "how-made", title: "How this report was made", blocks: blocks)
}

extension NightlyReport {
  /// What the last drop's links go by.
  fileprivate var learningSentence: Phrase {
    let learned = findings.compactMap(\.attribution.learned).max { $0.cases < $1.cases }
    return learned.map { "\($0.sentence)" }
      ?? """
      Links follow the defaults: learning from conclusions is off, or fewer than 20 were recorded \
      before these drops.
      """
  }
}

/// The files that a report rests on.
func inputFiles(_ intakes: [Intake]) -> Block {
  intakes.isEmpty ? .paragraph("No file was read.") : .table(files(intakes))
}

func shortHash(_ hash: String) -> String {
  hash.count > 12 ? hash.prefix(12) + "…" : hash
}

/// What the settings tell to pass over has a column where there is any of it.
private func files(_ intakes: [Intake]) -> Table {
  let passesOver = intakes.contains { $0.rowsSkipped > 0 }
  return Table(
    caption: "Input files",
    columns: [
      .init(title: "File"), .init(title: "Rows read", alignment: .trailing),
      .init(title: "Set aside", alignment: .trailing),
    ] + (passesOver ? [.init(title: "Passed over (skip_if)", alignment: .trailing)] : []) + [
      .init(title: "Newest row (UTC)"), .init(title: "sha256"),
    ],
    rows: intakes.prefix(WordingPolicy.rowsAtMost).map { intake in
      let skipped = Cell("\(intake.rowsSkipped)", sortKey: Double(intake.rowsSkipped))
      return Table.Row(
        [
          Cell("\(intake.file)"), Cell("\(intake.rowsRead)", sortKey: Double(intake.rowsRead)),
          Cell("\(intake.rowsSetAside)", sortKey: Double(intake.rowsSetAside)),
        ] + (passesOver ? [skipped] : []) + [
          Cell("\(intake.lastAt?.full ?? "— (no times)")"),
          Cell("\(code: shortHash(intake.sha256))"),
        ])
    }, isSortable: false)
}

private var glossary: [Block] {
  let grades = Grade.allCases.map { grade -> Phrase in
    "\(strong: grade.phrase): \(grade.rule)."
  }
  let terms: [Phrase] = [
    """
    \(strong: "orders below expected"): expected minus observed orders while the drop lasted, with \
    the interval in which the true figure lies as often as stated.
    """,
    """
    \(strong: "linked"): followed by, with evidence. It does not say that one made the other \
    happen; only a team can confirm that.
    """,
    """
    \(strong: "no AI marker"): declared as none, or no marker where markers are recorded. It does \
    not say who wrote a change.
    """,
    "\(strong: "unknown"): the records do not say. It is neither yes nor no.",
  ]
  return [.list(grades + terms)]
}
