import Vocabulary

/// The controls of the covered changes of a window, a change at a time.
struct ControlsSummary: Sendable {
  struct Line: Sendable {
    let change: Change
    /// In the order of the controls.
    let results: [ControlResult]

    var isNotMet: Bool { results.contains { $0.outcome.code == "not_met" } }
    var isUnknown: Bool { results.contains { $0.outcome.code == "unknown" } }
    var isExcepted: Bool { results.contains { $0.outcome.code == "excepted" } }
    var isOpen: Bool { isNotMet || isUnknown }
  }

  let lines: [Line]
  /// Controls that no change can be judged by, because the input has no such column.
  let unrecorded: [Control]

  /// Changes of the window that have results.
  init(_ report: NightlyReport) {
    let byChange = Dictionary(grouping: report.controls, by: \.change)
    lines = report.changesInWindow.compactMap { change in
      byChange[change.id].map { Line(change: change, results: $0) }
    }
    let all = lines.flatMap(\.results)
    unrecorded = Control.allCases.filter { control in
      let outcomes = all.filter { $0.control == control }.map(\.outcome)
      return !outcomes.isEmpty && outcomes.allSatisfy { $0 == .unknown(.notRecorded) }
    }
  }

  var changes: Int { lines.count }
  var allMet: Int { lines.count { !$0.isOpen && !$0.isExcepted } }
  var anyNotMet: Int { lines.count { $0.isNotMet } }
  var onlyUnknown: Int { lines.count { !$0.isNotMet && $0.isUnknown } }
  /// With nothing to do because something is excused.
  var onlyExcepted: Int { lines.count { !$0.isOpen && $0.isExcepted } }

  /// Changes with something to do: not met first, then unknown beyond what no change records, the
  /// newest of each first.
  var open: [Line] {
    let open = lines.reversed().filter { line in
      line.results.contains { $0.outcome.isOpen && !unrecorded.contains($0.control) }
    }
    return open.filter(\.isNotMet) + open.filter { !$0.isNotMet }
  }
}

extension NightlyReport {
  /// Covered changes with a control not met or unknown.
  var controlsSection: Section {
    let summary = ControlsSummary(self)
    let kind = provenance.policy.kind
    let title = "\(kind.capitalized) changes that need paperwork"
    guard summary.changes > 0 else {
      let words: Phrase =
        !provenance.policy.coversTier1Alone
        ? "No change to a system that the safeguards cover was deployed in the window."
        : register.isEmpty
          ? "No register of services was given, so Tier-1 changes cannot be told from others."
          : tier1InWindow.isEmpty
            ? "No change to a Tier-1 system was deployed in the window."
            : "No control was looked at for \(counted(tier1InWindow.count, "change")) to Tier-1 systems."
      return Section(id: "paperwork", title: title, blocks: [.paragraph(words)])
    }
    var blocks: [Block] = [.table(counts(summary))]
    if !summary.unrecorded.isEmpty {
      let names = enumerated(summary.unrecorded.map(\.name))
      blocks.append(
        .paragraph(
          """
          The deploy log does not record \(names): unknown for all \
          \(counted(summary.changes, "change")).
          """
        ))
    }
    if summary.open.isEmpty {
      blocks.append(.paragraph("No change has a control that is not met or left open."))
    } else {
      blocks += changeTable(summary).folded(
        "changes",
        rest: "All are in nightly.json under controls, and in \(code: "faultline export controls")."
      )
    }
    return Section(id: "paperwork", title: title, blocks: blocks)
  }

  private func counts(_ summary: ControlsSummary) -> Table {
    let hasExcuses = summary.lines.contains(where: \.isExcepted)
    return Table(
      caption:
        "Controls over \(counted(summary.changes, "\(provenance.policy.kind) change")) of the window",
      columns: [
        .init(title: "Control"), .init(title: "Met", alignment: .trailing),
        .init(title: "Not met", alignment: .trailing),
        .init(title: "Unknown", alignment: .trailing),
      ] + (hasExcuses ? [.init(title: "Excepted", alignment: .trailing)] : []),
      rows: Control.allCases.map { control in
        let codes = summary.lines.flatMap(\.results).filter { $0.control == control }
          .map(\.outcome.code)
        func number(_ code: String) -> Cell {
          let count = codes.count { $0 == code }
          return Cell("\(count)", sortKey: Double(count))
        }
        return Table.Row(
          [Cell("\(control.name)"), number("met"), number("not_met"), number("unknown")]
            + (hasExcuses ? [number("excepted")] : []))
      }, isSortable: false)
  }

  private func changeTable(_ summary: ControlsSummary) -> Table {
    Table(
      caption: """
        \(provenance.policy.kind.capitalized) changes with a control not met or unknown, not met \
        first, the newest of each first; times in UTC
        """,
      columns: [
        .init(title: "Change"), .init(title: "System"), .init(title: "Began"),
        .init(title: "Authorship"), .init(title: "Open", alignment: .prose), .init(title: "Owner"),
      ],
      rows: summary.open.map { line in
        let started = line.change.rollout.startedAt
        // Of several that closest to customers.
        let service =
          line.change.rollout.services.min { (tier(of: $0) ?? .max) < (tier(of: $1) ?? .max) }
          ?? line.change.service
        let open = line.results
          .filter { $0.outcome.isOpen && !summary.unrecorded.contains($0.control) }
          .map { "\(strong: $0.control.name) \($0.outcome.words)" as Phrase }
        return Table.Row(
          anchor: line.change.id.name,
          [
            Cell("\(name: line.change.id.name)"), Cell("\(name: service.name)"),
            Cell("\(name: started.short)", sortKey: Double(started.secondsSinceEpoch)),
            Cell("\(badge: line.change.authorship.badge)"), Cell(open.joined("; ")),
            Cell("\(register[service]?.owner ?? "— (not in the register)")"),
          ])
      })
  }
}
