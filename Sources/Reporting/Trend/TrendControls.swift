import Vocabulary

/// Controls before and during the reset, of the same changes that the audit holds.
extension TrendReport {
  var controlsSection: Section? {
    guard hasRegister, audit.counts.changes > 0 else { return nil }
    return Section(
      id: "controls", title: "Controls in place",
      blocks: [.table(beforeTable)] + [.table(systemsTable), .note(systemsNote)]
        + [.table(directorsTable)])
  }

  /// With a reset the changes of its days, else all of the period.
  private var since: [AuditedChange] {
    guard let reset = policy.reset, reset.overlaps(findings.window) else { return audit.changes }
    return audit.changes.filter { reset.contains($0.change.rollout.startedAt) }
  }

  private var before: [AuditedChange] {
    guard let reset = policy.reset, reset.overlaps(findings.window) else { return [] }
    return audit.changes.filter { $0.change.rollout.startedAt < reset.start }
  }

  private var sinceWords: String {
    policy.reset?.overlaps(findings.window) == true ? "since day 0" : "in the period"
  }

  private var beforeTable: Table {
    let (before, since) = (AuditCounts(before), AuditCounts(since))
    func cells(_ part: (AuditCounts) -> Int) -> [Cell] {
      [
        before.changes == 0 ? "—" : cell(part(before), of: before.changes),
        cell(part(since), of: since.changes),
        Cell("\(range(part(since), of: since.changes))"),
      ]
    }
    return Table(
      caption: "Share of changes with each control met; what was excused does not count as met",
      columns: [
        .init(title: "Control"),
        .init(title: "Before day 0, in the \(period)", alignment: .trailing),
        .init(
          title: sinceWords == "since day 0" ? "Since day 0" : "In the period", alignment: .trailing
        ),
        .init(title: "95% interval", alignment: .trailing),
      ],
      rows: Control.allCases.map { control in
        Table.Row([Cell("\(control.name)")] + cells { $0.of(control).met })
      } + [Table.Row([Cell("all four")] + cells(\.allMet))], isSortable: false)
  }

  /// The audit has them all; the page is printed.
  private static let systemsShown = 10

  private var systemsTable: Table {
    let groups = Dictionary(grouping: since) { $0.service.name }
      .map { (name: $0, counts: AuditCounts($1)) }
      .sorted { ($1.counts.changes, $0.name) < ($0.counts.changes, $1.name) }
      .prefix(TrendReport.systemsShown).sorted { $0.name < $1.name }
    return Table(
      caption: "By system, \(sinceWords): those with most changes, in order of their names",
      columns: [.init(title: "System"), .init(title: "Changes", alignment: .trailing)]
        + Control.allCases.map { .init(title: $0.name.capitalized, alignment: .trailing) }
        + [.init(title: "All four", alignment: .trailing)],
      rows: groups.map { name, counts in
        Table.Row(
          [
            Cell("\(name: name)"),
            Cell("\(grouped(counts.changes))", sortKey: Double(counts.changes)),
          ]
            + Control.allCases.map { short(counts.of($0).met, of: counts.changes) }
            + [short(counts.allMet, of: counts.changes)])
      })
  }

  private var systemsNote: Phrase {
    """
    Under 20 changes counts stand in the place of percentages. \
    \(code: "faultline audit --by system --format csv") has every system.
    """
  }

  private var directorsTable: Table {
    let groups = Dictionary(grouping: since) {
      audit.areas.director(of: audit.register[$0.service])
    }.map { (name: $0, changes: $1) }.sorted { $0.name < $1.name }
    return Table(
      caption: "By director area, \(sinceWords), in order of their names",
      columns: [
        .init(title: "Director area"), .init(title: "Changes", alignment: .trailing),
        .init(title: "All four", alignment: .trailing),
        .init(title: "95% interval", alignment: .trailing),
        .init(title: "Open exceptions", alignment: .trailing),
        .init(title: "Overdue", alignment: .trailing),
        .init(title: "Oldest (days)", alignment: .trailing),
      ],
      rows: groups.map { name, changes in
        let counts = AuditCounts(changes)
        let own = exceptions(of: Set(changes.map(\.service)))
        let open = own.filter { $0.state == .open }
        let overdue = own.count { $0.state == .overdue }
        let oldest = own.map(\.ageDays).max()
        return Table.Row([
          Cell("\(name: name)"),
          Cell("\(grouped(counts.changes))", sortKey: Double(counts.changes)),
          short(counts.allMet, of: counts.changes),
          Cell("\(range(counts.allMet, of: counts.changes))"),
          Cell("\(grouped(open.count))", sortKey: Double(open.count)),
          Cell("\(grouped(overdue))", sortKey: Double(overdue)),
          Cell("\(oldest.map(grouped) ?? "—")", sortKey: oldest.map(Double.init)),
        ])
      })
  }

  /// Open and overdue ones that are about any of these systems.
  private func exceptions(of systems: Set<Service>) -> [ExceptionUse] {
    audit.exceptions.filter {
      ($0.state == .open || $0.state == .overdue) && !$0.exception.systems.isDisjoint(with: systems)
    }
  }

  private func cell(_ part: Int, of whole: Int) -> Cell {
    Cell("\(share(part, of: whole))", sortKey: Double(part) / Double(max(1, whole)))
  }

  /// A percentage alone, or under 20 changes `11 of 14`.
  private func short(_ part: Int, of whole: Int) -> Cell {
    let key = Double(part) / Double(max(1, whole))
    return whole < WordingPolicy.fewestCasesForPercent
      ? Cell("\(grouped(part)) of \(grouped(whole))", sortKey: key)
      : Cell("\(percent(Share(key)))", sortKey: key)
  }

  private func range(_ part: Int, of whole: Int) -> String {
    whole < WordingPolicy.fewestCasesForPercent ? "too few" : interval(part, whole).shareRange
  }

  var exceptionsSection: Section? {
    guard hasRegister else { return nil }
    let shown = audit.exceptions.filter { $0.state == .overdue || $0.state == .open }
    var blocks: [Block] = [.paragraph("\(audit.exceptionWords)")]
    if !shown.isEmpty {
      blocks.append(
        .table(
          Table(
            caption: "Exceptions, overdue ones first",
            columns: [
              .init(title: "Exception"), .init(title: "State"),
              .init(title: "Age (days)", alignment: .trailing), .init(title: "Holds for"),
              .init(title: "Owner"), .init(title: "Reason", alignment: .prose),
            ],
            rows: shown.prefix(WordingPolicy.rowsBeforeFold).map { use in
              Table.Row([
                Cell("\(name: use.exception.id)"), Cell("\(use.state.rawValue)"),
                Cell("\(use.ageDays)", sortKey: Double(use.ageDays)), Cell("\(use.holdsFor)"),
                Cell("\(use.owner)"), Cell("\(use.reason)"),
              ])
            })))
    }
    return Section(id: "exceptions", title: "Exceptions granted", blocks: blocks)
  }
}
