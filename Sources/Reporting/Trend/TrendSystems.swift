import Vocabulary

extension TrendReport {
  var systemsSection: Section? {
    guard !findings.systems.isEmpty else { return nil }
    guard let figure = funnelFigure else {
      return Section(
        id: "systems", title: "Which systems stand out?",
        blocks: [.paragraph("No change of this \(period) is linked to a drop.")])
    }
    var blocks: [Block] = [.figure(figure), .paragraph(outsideSentence)]
    if !outside.isEmpty { blocks.append(.table(outsideTable)) }
    return Section(id: "systems", title: "Which systems stand out?", blocks: blocks)
  }

  private var outside: [SystemRate] { findings.systems.filter { $0.place != .inside } }

  private var outsideSentence: Phrase {
    let all = findings.systems.count
    let by95 = Double(all) * 0.05
    let most = findings.systems.first.map { "\($0.service.name) (\($0.rate.words))" } ?? ""
    return """
      \(outside.isEmpty ? "None" : spelled(outside.count)) of \(counted(all, "system")) \
      \(outside.count < 2 ? "lies" : "lie") outside the 95% limits, where chance alone would put up \
      to \(fixed(by95, decimals: 0)). The largest is \(most).
      """
  }

  private var outsideTable: Table {
    let rows = outside.prefix(WordingPolicy.rowsBeforeFold)
    return Table(
      caption: "Systems outside the 95% limits"
        + (outside.count > rows.count ? ", the first \(grouped(rows.count))" : ""),
      columns: [
        .init(title: "System"), .init(title: "Changes followed by a drop", alignment: .trailing),
        .init(title: "Outside"),
      ],
      rows: rows.map { one in
        Table.Row([
          Cell("\(name: one.service.name)"),
          Cell("\(one.rate.words)", sortKey: one.rate.share?.value), Cell("\(one.place.words)"),
        ])
      })
  }

  var funnelFigure: Figure? {
    guard !findings.funnel.isEmpty, let share = findings.all.share else { return nil }
    let named = outside.prefix(FunnelFigure.namesAtMost) + findings.systems.prefix(1)
    return Figure(
      id: "systems", title: "Systems by number of changes and share followed by a linked drop",
      description: "\(counted(findings.systems.count, "system")), "
        + "\(counted(outside.count, "of them outside the 95% limits", "of them outside the 95% limits")).",
      drawing: FunnelFigure(
        systems: findings.systems, limits: findings.funnel, share: share.value,
        named: Set(named.map(\.service))
      ).drawn(),
      caption: """
        Each dot is a system. Dots inside the darker band differ from the whole by no more than chance \
        would give (95%); the lighter band is 99.8%. Small systems swing widely, so a ranking of rates \
        would mostly rank their size.
        """)
  }
}

extension SystemRate.Place {
  var words: String {
    switch self {
    case .inside: "inside"
    case .above95: "above 95%"
    case .above998: "above 99.8%"
    case .below95: "below 95%"
    case .below998: "below 99.8%"
    }
  }
}
