import Vocabulary

extension SafeguardAudit {
  var controlsSection: Section {
    let counts = counts
    guard counts.changes > 0 else {
      return Section(id: "controls", title: "Controls", blocks: [.paragraph("\(lead)")])
    }
    let table = Table(
      caption: "Controls over \(counted(counts.changes, "change")) to \(policy.systems)",
      columns: [.init(title: "Rule"), .init(title: "Control")] + SafeguardAudit.outcomeColumns,
      rows: Control.allCases.map { control in
        let found = counts.of(control)
        return Table.Row([
          Cell("\(name: policy.rule(control))"), Cell("\(control.name)"),
          SafeguardAudit.cell(found.met, of: counts.changes),
          SafeguardAudit.cell(found.notMet), SafeguardAudit.cell(found.unknown),
          SafeguardAudit.cell(found.excepted),
        ])
      }, isSortable: false)
    return Section(id: "controls", title: "Controls", blocks: [.table(table)])
  }

  /// The same before and during the reset; `nil` without one.
  var resetSection: Section? {
    guard let reset = policy.reset, let (before, within) = aroundReset else { return nil }
    let table = Table(
      caption: "Changes by the reset's first day, \(reset.start.longDate)",
      columns: [.init(title: "When")] + SafeguardAudit.groupColumns,
      rows: [("before day 0", before), ("in the reset", within)].map { name, counts in
        Table.Row([Cell("\(name)")] + SafeguardAudit.cells(counts))
      }, isSortable: false)
    return Section(
      id: "reset", title: "Before and during the reset",
      blocks: [
        .table(table),
        .note("A difference between the two is not proof: what was changed may differ as well."),
      ])
  }

  func areaSection(_ grouping: AuditGrouping) -> Section? {
    let groups = groups(by: grouping)
    guard !groups.isEmpty else { return nil }
    let names: (id: String, title: String) =
      switch grouping {
      case .system: ("systems", "By system")
      case .director: ("directors", "By director area")
      case .vp: ("vps", "By VP area")
      }
    let table = Table(
      caption: "\(grouping.title)s in order of their names; under 20 changes no percentage",
      columns: [.init(title: grouping.title)]
        + (grouping == .system ? [] : [.init(title: "Systems", alignment: .trailing)])
        + SafeguardAudit.groupColumns,
      rows: groups.map { group in
        Table.Row(
          [Cell("\(name: group.name)")]
            + (grouping == .system ? [] : [SafeguardAudit.cell(group.systems)])
            + SafeguardAudit.cells(group.counts))
      })
    return Section(
      id: names.id, title: names.title,
      blocks: table.folded(
        "rows", rest: "\(code: "faultline audit --by \(grouping.rawValue) --format csv") has all."))
  }

  var exceptionsSection: Section {
    guard !exceptions.isEmpty else {
      return Section(
        id: "exceptions", title: "Exceptions", blocks: [.paragraph("\(exceptionWords)")])
    }
    let table = Table(
      caption: "Exceptions of the policy, overdue ones first, then the oldest",
      columns: [
        .init(title: "Exception"), .init(title: "State"),
        .init(title: "Age (days)", alignment: .trailing), .init(title: "Rules"),
        .init(title: "Holds for"), .init(title: "Days"), .init(title: "Owner"),
        .init(title: "Excused", alignment: .trailing),
        .init(title: "Not met since", alignment: .trailing),
        .init(title: "Reason", alignment: .prose),
      ],
      rows: exceptions.map { use in
        Table.Row([
          Cell("\(name: use.exception.id)"), Cell("\(use.state.rawValue)"),
          SafeguardAudit.cell(use.ageDays),
          Cell("\(policy.ruleNames(Array(use.exception.controls)))"), Cell("\(use.holdsFor)"),
          Cell("\(use.days)"), Cell("\(use.owner)"), SafeguardAudit.cell(use.excused),
          SafeguardAudit.cell(use.missing), Cell("\(use.reason)"),
        ])
      })
    return Section(
      id: "exceptions", title: "Exceptions",
      blocks: [
        .paragraph(
          """
          \(exceptionWords) Overdue is one whose days have passed and that the policy does not call \
          closed. It excuses nothing any more.
          """)
      ] + table.folded("exceptions", rest: "The policy file has all."))
  }

  var openSection: Section? {
    let open = open
    guard counts.changes > 0 else { return nil }
    guard !open.isEmpty else {
      return Section(
        id: "open", title: "Changes with something open",
        blocks: [.paragraph("No change has a control that is not met or unknown.")])
    }
    let table = Table(
      caption:
        "Changes with a control not met or unknown, not met and the newest first; times in UTC",
      columns: [
        .init(title: "Change"), .init(title: "System"), .init(title: "Began"),
        .init(title: "Authorship"), .init(title: "Open", alignment: .prose), .init(title: "Owner"),
      ],
      rows: open.map { one in
        let started = one.change.rollout.startedAt
        return Table.Row([
          Cell("\(name: one.change.id.name)"), Cell("\(name: one.service.name)"),
          Cell("\(name: started.short)", sortKey: Double(started.secondsSinceEpoch)),
          Cell("\(badge: one.change.authorship.badge)"),
          Cell(
            one.openResults.map { "\(strong: $0.control.name) \($0.outcome.words)" as Phrase }
              .joined("; ")),
          Cell("\(register[one.service]?.owner ?? "— (not in the register)")"),
        ])
      })
    return Section(
      id: "open", title: "Changes with something open",
      blocks: table.folded(
        "changes", rest: "\(code: "faultline audit --format csv") has every change."))
  }

  /// What was left out, so that nobody takes it for met.
  var notHeldSection: Section? {
    guard changesOutside > 0 || !changesOfUnknownTier.isEmpty else { return nil }
    let systems = Set(changesOfUnknownTier.map(\.service.name)).sorted()
    var items: [Phrase] = []
    if changesOutside > 0 {
      items.append(
        "\(counted(changesOutside, "change")) to systems that the safeguards do not cover.")
    }
    if !systems.isEmpty {
      items.append(
        """
        \(counted(changesOfUnknownTier.count, "change")) to \
        \(counted(systems.count, "system")) whose tier is not in the register: \
        \(enumerated(systems)).
        """)
    }
    return Section(id: "not-held", title: "Changes that were not held", blocks: [.list(items)])
  }

  private static let outcomeColumns: [Table.Column] = [
    .init(title: "Met", alignment: .trailing), .init(title: "Not met", alignment: .trailing),
    .init(title: "Unknown", alignment: .trailing), .init(title: "Excepted", alignment: .trailing),
  ]

  private static let groupColumns: [Table.Column] = [
    .init(title: "Changes", alignment: .trailing),
    .init(title: "All four met", alignment: .trailing),
    .init(title: "One not met", alignment: .trailing),
    .init(title: "Only unknown", alignment: .trailing),
    .init(title: "Only excepted", alignment: .trailing),
  ]

  private static func cells(_ counts: AuditCounts) -> [Cell] {
    [
      cell(counts.changes), cell(counts.allMet, of: counts.changes), cell(counts.anyNotMet),
      cell(counts.anyUnknown), cell(counts.anyExcepted),
    ]
  }

  private static func cell(_ number: Int) -> Cell { Cell("\(number)", sortKey: Double(number)) }

  private static func cell(_ number: Int, of whole: Int) -> Cell {
    Cell("\(share(number, of: whole))", sortKey: Double(number) / Double(max(1, whole)))
  }
}

extension AuditedChange {
  /// Not met or unknown, in the order of the controls.
  var openResults: [ControlResult] { results.filter(\.outcome.isOpen) }
}
