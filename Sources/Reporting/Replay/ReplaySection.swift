import Vocabulary

extension ControlReplay {
  /// The price of friction: what each control would have held beside what lay behind it.
  var section: Section {
    section(
      [
        .details(
          summary: "Combinations of two and of three",
          [.table(table(combinations.filter { !named.contains($0) }, "Any of several controls"))]),
        .note(assumptions),
      ] + areaBlocks + weekBlocks)
  }

  /// The same without combinations, areas and weeks.
  var summarySection: Section {
    section([
      .note(assumptions),
      .note(
        """
        \(code: "faultline audit --replay") has all combinations, areas and weeks, by the links that \
        nightly runs recorded.
        """),
    ])
  }

  private func section(_ rest: [Block]) -> Section {
    let title = "What the controls would have held back"
    guard changes > 0 else {
      return Section(id: "replay", title: title, blocks: [.paragraph("\(lead)")])
    }
    return Section(
      id: "replay", title: title,
      blocks: [.paragraph("\(lead)")] + figure + [
        .table(table(named, "Each control alone, and all together"))
      ] + rest)
  }

  /// Orders against changes; without a drop there are no orders to draw.
  private var figure: [Block] {
    guard drops > 0 else { return [] }
    let figure = FrictionFigure(self)
    return [
      .figure(
        Figure(
          id: "replay-figure", title: "Orders behind changes held back against their number",
          description: figure.description, drawing: figure.drawn(),
          caption: """
            Each mark is a control or a combination; filled ones are named. Higher is more orders \
            behind what would have been held back, further left is less held back. Lines are \
            \(percent(Share(lostOrders.level))) intervals.
            """))
    ]
  }

  /// Each control alone, and all together.
  var named: [HeldChanges] {
    combinations.filter { $0.controls.count == 1 || $0.controls.count == Control.allCases.count }
  }

  private func table(_ rows: [HeldChanges], _ caption: String) -> Table {
    Table(
      caption: """
        \(caption), of \(counted(changes, "change")) and \(counted(drops, "drop")). How many are linked \
        to a drop is a sum of probabilities; linked to none are the others that are held back
        """,
      columns: [
        .init(title: "Held back where this is not in place"),
        .init(title: "Held back", alignment: .trailing),
        .init(title: "A week", alignment: .trailing),
        .init(title: "Linked to a drop", alignment: .trailing),
        .init(title: "Linked to none", alignment: .trailing),
        .init(title: "Undoing another", alignment: .trailing),
        .init(title: "Orders lost behind them", alignment: .trailing),
        .init(title: "Of all lost", alignment: .trailing),
        .init(title: "Apart from the largest drop", alignment: .trailing),
      ],
      rows: rows.map { one in
        Table.Row([
          Cell("\(name: one.name)"), heldCell(one.held),
          Cell("\(weekly(one.held))", sortKey: Double(one.held)),
          ControlReplay.cell(one.impacting), ControlReplay.harmlessCell(one),
          Cell("\(one.undoing)", sortKey: Double(one.undoing)), ControlReplay.cell(one.orders),
          shareCell(one.orders), ControlReplay.cell(one.ordersBesideLargest),
        ])
      })
  }

  private func heldCell(_ held: Int) -> Cell {
    let part = Share(Double(held) / Double(max(1, changes)))
    let share = changes < WordingPolicy.fewestCasesForPercent ? "" : " (\(percent(part)))"
    return Cell("\(held)\(share)", sortKey: Double(held))
  }

  /// The share of all lost orders; under 20 drops one more or less would move it too far.
  private func shareCell(_ orders: Estimate) -> Cell {
    guard drops >= WordingPolicy.fewestCasesForPercent, lostOrders.value > 0 else { return "—" }
    let part = orders.value / lostOrders.value
    return Cell("\(percent(Share(part)))", sortKey: part)
  }

  private var areaBlocks: [Block] {
    guard !areas.isEmpty else { return [] }
    return [
      .subheading("By area"),
      .table(
        ControlReplay.table(
          "Areas in order of their names", first: "Area",
          rows: areas.map { ("\(name: $0.name)", $0.changes, $0.held) })),
    ]
  }

  private var weekBlocks: [Block] {
    let weeks = weeks.filter { $0.window.start < recorded.end && $0.window.end > recorded.start }
    guard weeks.count > 1 else { return [] }
    let table = ControlReplay.table(
      "Weeks from Mondays (UTC), the first and the last cut to the period", first: "Week from",
      rows: weeks.map { ("\(name: $0.window.start.fullDate)", $0.changes, $0.held) })
    return [.details(summary: "Week by week", [.table(table)])]
  }

  /// Harmless changes held by each control, and the orders behind all that is held.
  private static func table(
    _ caption: Phrase, first: String, rows: [(name: Phrase, changes: Int, held: [HeldChanges])]
  ) -> Table {
    let columns = (rows.first?.held ?? []).map { one in
      Table.Column(title: one.name, alignment: .trailing)
    }
    return Table(
      caption: """
        \(caption); how many of the changes held back are linked to none, and the orders lost \
        behind all of them. The JSON has all limits
        """,
      columns: [.init(title: first), .init(title: "Changes", alignment: .trailing)] + columns
        + [.init(title: "Orders lost behind all held back", alignment: .trailing)],
      rows: rows.map { row in
        Table.Row(
          [Cell(row.name), Cell("\(row.changes)", sortKey: Double(row.changes))]
            + row.held.map(harmlessCell) + [row.held.last.map { cell($0.orders) } ?? "—"])
      })
  }

  private static func cell(_ estimate: Estimate) -> Cell {
    let rounded = estimate.rounded
    let words = rounded.low == rounded.high ? grouped(rounded.value) : rounded.words
    return Cell("\(words)", sortKey: estimate.value)
  }

  /// Without limits: they are as far from it as those of the linked changes from theirs.
  private static func harmlessCell(_ one: HeldChanges) -> Cell {
    Cell("\(one.harmless.rounded.value)", sortKey: one.harmless.value)
  }
}
