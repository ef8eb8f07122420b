import Vocabulary

extension NightlyReport {
  /// AI-assisted, and undocumented or unapproved changes before the drops, linked or not.
  ///
  /// Listed on their own because linking is blind to both: nobody should have to wonder whether
  /// one of them was there and went unnamed.
  var changesBeforeDrops: Section? {
    guard !standing.isEmpty else { return nil }
    let near = changesNearDrops
    return Section(
      id: "before-the-drops", title: "AI-assisted and undocumented changes before the drops",
      blocks: [
        .note(
          """
          Every such change in the time before a drop in which changes were considered, whether \
          linked to it or not. Neither authorship nor paperwork is part of the evidence.
          """)
      ] + OriginGroup.allCases.flatMap { block($0, near) })
  }

  /// Each change with the findings in whose look-back it lies, in the order of its start.
  var changesNearDrops: [(change: Change, findings: [Finding])] {
    changesByStart.compactMap { change in
      let near = standing.filter { $0.considers(change) }
      return near.isEmpty ? nil : (change, near)
    }
  }

  private func block(_ group: OriginGroup, _ near: [(change: Change, findings: [Finding])])
    -> [Block]
  {
    let rows = near.filter { group.holds($0.change) }
      .sorted { $0.change.isNearer($0.findings, than: $1.change, $1.findings) }
    let unknown = near.count { group.isUnknown($0.change) }
    guard !rows.isEmpty else { return [.paragraph(group.none(unknown: unknown))] }
    let table = Table(
      caption:
        """
        \(group.caption): \(grouped(rows.count)) of \(counted(near.count, "change"))\
        \(group.unknownWords(unknown)). Those that fit a drop first, then the nearest before one
        """,
      columns: [
        .init(title: "Change"), .init(title: "System"), .init(title: "Began (UTC)"),
        .init(title: "Authorship and paperwork"), .init(title: "Drops after it"),
      ],
      rows: rows.map { change, findings in
        Table.Row([
          Cell("\(name: change.id.name)"), Cell("\(name: change.service.name)"),
          Cell(
            "\(name: change.rollout.startedAt.short)",
            sortKey: Double(change.rollout.startedAt.secondsSinceEpoch)),
          Cell(change.originBadges), Cell(links(change, findings)),
        ])
      })
    return table.folded(
      "changes", rest: "They began longer before a drop; the page of each drop lists its own.")
  }

  private func links(_ change: Change, _ findings: [Finding]) -> Phrase {
    let nearest = findings.sorted { change.isNearer([$0], than: change, [$1]) }
    let shown = nearest.prefix(3).map { finding -> Phrase in
      let words = finding.linkWords(change.id)
      return "\(link: finding.drop.id.name, to: .drop(finding.drop.id)): \(words)"
    }
    let rest = findings.count > 3 ? " and \(counted(findings.count - 3, "more drop"))" : ""
    return shown.joined("; ") + "\(rest)"
  }
}

/// The two groups of changes that the report lists whether they are linked or not.
enum OriginGroup: CaseIterable, Sendable {
  case aiAssisted, undocumentedOrUnapproved

  func holds(_ change: Change) -> Bool {
    switch self {
    case .aiAssisted: change.authorship.isAIAssisted == true
    case .undocumentedOrUnapproved:
      change.paperwork.isDocumented == false || change.paperwork.isApproved == false
    }
  }

  /// True if the records do not say whether the change belongs to the group.
  func isUnknown(_ change: Change) -> Bool {
    switch self {
    case .aiAssisted: change.authorship.isAIAssisted == nil
    case .undocumentedOrUnapproved:
      !holds(change)
        && (change.paperwork.isDocumented == nil || change.paperwork.isApproved == nil)
    }
  }

  var caption: String {
    switch self {
    case .aiAssisted: "AI-assisted changes"
    case .undocumentedOrUnapproved: "Changes without a change record or without approval"
    }
  }

  func unknownWords(_ unknown: Int) -> String {
    unknown == 0 ? "" : "; for \(grouped(unknown)) the records do not say"
  }

  func none(unknown: Int) -> Phrase {
    let words =
      switch self {
      case .aiAssisted: "No change before a drop is recorded as AI-assisted"
      case .undocumentedOrUnapproved:
        "No change before a drop is known to lack a change record or approval"
      }
    return "\(words)\(unknownWords(unknown))."
  }
}

extension Finding {
  /// True if the change began inside the look-back, or is one of the suspects.
  func considers(_ change: Change) -> Bool {
    change.rollout.hasStep(in: attribution.lookBack)
      || attribution.suspects.contains { $0.change == change.id }
  }

  /// How the change stands to the drop, in the words of the grades.
  func linkWords(_ change: ChangeID) -> String {
    if attribution.obstacle == .noFall { return "not judged" }
    guard let suspect = attribution.suspects.first(where: { $0.change == change }) else {
      return "not linked"
    }
    return switch suspect.grade {
    case .strong, .moderate, .weak: suspect.grade.phrase
    case .excluded: "unlikely"
    }
  }
}
