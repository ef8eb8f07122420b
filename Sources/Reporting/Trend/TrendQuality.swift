import Vocabulary

extension TrendReport {
  var qualitySection: Section {
    let (quality, all) = (findings.quality, findings.all)
    let grades = Grade.allCases.compactMap { grade in
      quality.grades[grade].map { "\(grouped($0)) \(grade.rawValue)" }
    }
    var items: [Phrase] = [
      """
      \(strong: "Drops"): \(counted(quality.drops, "drop")) with an onset in the time counted or up \
      to a look-back after it; the likeliest answer is a change for \(grouped(quality.onChanges)), one \
      of those compared for \(grouped(quality.onCompared)), and no recorded change for \
      \(grouped(quality.drops - quality.onChanges)).
      """,
      """
      \(strong: "Links"): \(linkedCount(all.linked)) changes by sum of probabilities, \
      \(grouped(all.strongest)) by strongest link\
      \(grades.isEmpty ? "" : "; graded \(enumerated(grades))"). \
      \(quality.confirmed == 0 ? "No drop has" : "\(counted(quality.confirmed, "drop has", "drops have"))") \
      a cause that people confirmed\
      \(quality.withdrawn == 0 ? "" : "; \(grouped(quality.withdrawn)) left out that a team found to be none").
      """,
      """
      \(strong: "Counted"): changes to \(systems) that began from \(findings.counted.start.full) to \
      \(findings.counted.end.full) UTC\
      \(findings.cut == 0 ? "" : "; \(counted(findings.cut, "change")) before that fall into the first look-back of the history, where no rate is claimed").
      """,
    ]
    items += unknowns
    items += warnings.prefix(TrendReport.warningsAtMost).map { "\($0.sentence)" }
    if warnings.count > TrendReport.warningsAtMost {
      items.append(
        "\(counted(warnings.count - TrendReport.warningsAtMost, "more warning")) of the input; the "
          + "nightly report names all.")
    }
    return Section(id: "quality", title: "How good the data is", blocks: [.list(items)])
  }

  /// More are no longer read on a page of this kind.
  private static let warningsAtMost = 6

  private var unknowns: [Phrase] {
    let all = findings.all.changes
    let groups: [ChangeGroup] = [
      .authorshipUnknown, .documentationUnknown, .approvalUnknown, .reviewersUnknown,
      .standardsUnknown, .testsUnknown, .sizeUnknown,
    ]
    let parts = groups.compactMap { group -> String? in
      guard let rate = findings.groups[group], rate.changes > 0 else { return nil }
      return "\(group.attribute.words.lowercased()) \(share(rate.changes, of: all))"
    }
    return parts.isEmpty ? [] : ["\(strong: "Unknown"): \(parts.joined(separator: ", "))."]
  }

  var limitsSection: Section {
    var items: [Phrase] = [
      """
      A change followed by a drop is linked to it by time, place and recovery. That does not show what \
      made orders fall; only a team can confirm it.
      """,
      """
      “No AI marker” means no recorded AI use. It does not mean that a person wrote every line, and \
      unmarked AI use makes the two groups more alike than they are.
      """,
      """
      Changes are compared with changes to the same system, of the same size, at the same hours. What \
      else differs between them (how hard the task was, who was available) is not in the records.
      """,
      """
      Drops too weak to be found are not counted. If one group's drops were weaker than another's, its \
      rate would be understated.
      """,
    ]
    if let ai = findings.comparison(.aiAssisted), let adjusted = ai.adjusted, !ai.isClear {
      items.append(
        """
        “No clear difference” is not “the same”: this \(period)'s drops would fit any ratio from \
        \(ratio(adjusted.low)) to \(ratio(adjusted.high)).
        """)
    }
    items.append("Teams differ in what they ship. Compare a team with itself over time first.")
    return Section(id: "limits", title: "What this cannot tell you", blocks: [.list(items)])
  }

  var howMade: Section {
    Section(
      id: "how-made", title: "How this report was made",
      blocks: [
        .paragraph(
          """
          faultline \(provenance.toolVersion), settings \
          \(code: shortHash(provenance.settingsHash)). Command: \(code: provenance.commandLine)
          """),
        .paragraph(policy.sentence), inputFiles(intakes),
        .note(
          """
          Links are made without looking at who or what wrote a change or at its paperwork; groups are \
          compared afterwards. docs/method.md, “Trend”, says how, and \
          \(code: "faultline evaluate --trend-worlds") how often such intervals held. The same files, \
          settings and policy give the same report.
          """),
      ])
  }
}
