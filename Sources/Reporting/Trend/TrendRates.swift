import Vocabulary

extension TrendReport {
  var ratesSection: Section {
    guard findings.all.changes > 0 else {
      return Section(id: "rates", title: ratesTitle, blocks: [.paragraph("\(nothingCounted)")])
    }
    var blocks: [Block] = []
    if let figure = ratesFigure { blocks.append(.figure(figure)) }
    blocks += [.table(ratiosTable), .note(ratioNote), groupsBlock]
    return Section(id: "rates", title: ratesTitle, blocks: blocks)
  }

  private var ratesTitle: String { "How often was a change followed by an order drop?" }

  private var ratiosTable: Table {
    func cell(_ estimate: Estimate?) -> Cell {
      Cell("\(estimate?.ratioWords ?? "—")", sortKey: estimate?.value)
    }
    return Table(
      caption: "One group against another, each ratio with its 95% interval",
      columns: [
        .init(title: "Comparison"), .init(title: "Shares as they stand", alignment: .trailing),
        .init(title: "Same system, size, hour and date", alignment: .trailing),
        .init(title: "If every unknown were", alignment: .trailing),
        .init(title: "If none were", alignment: .trailing),
        .init(title: "p by shuffling", alignment: .trailing),
        .init(title: "Clear?", alignment: .leading),
      ],
      rows: findings.comparisons.map { one in
        Table.Row([
          Cell("\(one.comparison.title)"), cell(one.raw), cell(one.adjusted),
          cell(one.unknown.changes > 0 ? one.ifAllUnknown : nil),
          cell(one.unknown.changes > 0 ? one.ifNoUnknown : nil),
          Cell("\(one.shuffledP.map(chance) ?? "—")", sortKey: one.shuffledP),
          Cell("\(clearWords(one))"),
        ])
      })
  }

  /// A p-value that never claims more than its shuffles can show.
  private func chance(_ p: Double) -> String {
    p < 0.001 ? "under 0.001" : fixed(p, decimals: p < 0.0995 ? 3 : 2)
  }

  private func clearWords(_ one: GroupComparison) -> String {
    guard let adjusted = one.adjusted else { return "cannot be compared" }
    guard one.isClear else { return "no clear difference" }
    return adjusted.value > 1 ? "clear: more often" : "clear: less often"
  }

  private var ratioNote: Phrase {
    """
    A change counts once, however many drops follow it. Shares as they stand count each link by its \
    probability, which pulls groups together; the adjusted ratio undoes that and compares changes to \
    the same system, of the same size, at the same hours. A difference is called clear only if its \
    interval leaves out 1 and it survives the number of comparisons (at most one \
    in twenty of such claims is expected to be false).
    """
  }

  private var groupsBlock: Block {
    let rows = ChangeAttribute.allCases.flatMap { attribute in
      attribute.groups.compactMap { group -> Table.Row? in
        guard let rate = findings.groups[group], rate.changes > 0 else { return nil }
        return Table.Row([
          Cell("\(attribute.words): \(group.words)"),
          Cell("\(grouped(rate.changes))", sortKey: Double(rate.changes)),
          Cell("\(linkedCount(rate.linked))", sortKey: rate.linked),
          Cell(
            "\(rate.changes < WordingPolicy.fewestCasesForPercent ? "too few" : percent(Share(rate.share?.value ?? 0)))",
            sortKey: rate.share?.value),
          Cell("\(rate.rangeWords)", sortKey: rate.share?.low),
          Cell("\(rate.strongestWords)", sortKey: rate.strongestShare?.value),
        ])
      }
    }
    let table = Table(
      caption: "Changes followed by a linked drop, by group",
      columns: [
        .init(title: "Group"), .init(title: "Changes", alignment: .trailing),
        .init(title: "Linked", alignment: .trailing), .init(title: "Share", alignment: .trailing),
        .init(title: "95% interval", alignment: .trailing),
        .init(title: "By strongest link alone", alignment: .trailing),
      ], rows: rows)
    return .details(summary: "Each group by itself", [.table(table)])
  }

  /// One dot a group, with its interval.
  var ratesFigure: Figure? {
    guard let ai = findings.comparison(.aiAssisted) else { return nil }
    let shown: [(String, GroupRate?, DotFigure.Mark)] = [
      ("AI-assisted", ai.exposed, .ai), ("No AI marker", ai.reference, .other),
      ("Authorship unknown", ai.unknown, .missing),
      ("No change record", findings.groups[.undocumented], .missing),
    ]
    let rows = shown.compactMap { name, rate, mark -> DotFigure.Row? in
      guard let rate, rate.changes > 0, let share = rate.share else { return nil }
      return DotFigure.Row(name: name, share: share, words: rate.words, mark: mark)
    }
    guard !rows.isEmpty else { return nil }
    return Figure(
      id: "rates", title: "Changes followed by a linked order drop, by group",
      description: rows.map { "\($0.name): \($0.words), interval \($0.share.shareRange)." }
        .joined(separator: " "),
      drawing: DotFigure(rows: rows).drawn(),
      caption: """
        Lines show 95% intervals. Changes without a record overlap with the other groups.
        """)
  }
}
