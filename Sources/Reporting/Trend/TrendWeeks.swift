import Vocabulary

extension TrendReport {
  var weeksSection: Section? {
    guard let figure = weeksFigure else { return nil }
    return Section(
      id: "weeks", title: "Week by week",
      blocks: [.figure(figure), .details(summary: "The weeks in numbers", [.table(weeksTable)])])
  }

  private var weeksTable: Table {
    Table(
      caption: "Weeks from Monday on (UTC); the first and the last may be cut",
      columns: [
        .init(title: "Week from"), .init(title: "Changes", alignment: .trailing),
        .init(title: "Median lines", alignment: .trailing),
        .init(title: "All", alignment: .trailing),
        .init(title: "AI-assisted", alignment: .trailing),
        .init(title: "No AI marker", alignment: .trailing),
      ],
      rows: findings.weeks.map { week in
        Table.Row([
          Cell(
            "\(name: week.window.start.shortDate)",
            sortKey: Double(week.window.start.secondsSinceEpoch)),
          Cell("\(grouped(week.all.changes))", sortKey: Double(week.all.changes)),
          Cell(
            "\(week.medianLines.map { fixed($0, decimals: 0) } ?? "—")", sortKey: week.medianLines),
          Cell("\(week.all.words)", sortKey: week.all.share?.value),
          Cell("\(week.aiAssisted.words)", sortKey: week.aiAssisted.share?.value),
          Cell("\(week.noMarker.words)", sortKey: week.noMarker.share?.value),
        ])
      })
  }

  var weeksFigure: Figure? {
    guard findings.weeks.count > 1 else { return nil }
    let reset = policy.reset.flatMap { $0.overlaps(findings.counted) ? $0 : nil }
    let grey = reset.map { _ in "Shaded: the \(policy.name). " } ?? ""
    return Figure(
      id: "weeks", title: "Share of changes followed by a linked drop, week by week",
      description: findings.weeks.map { week in
        "Week from \(week.window.start.shortDate): AI-assisted \(week.aiAssisted.words), no AI "
          + "marker \(week.noMarker.words), \(counted(week.all.changes, "change"))."
      }.joined(separator: " "),
      drawing: WeekFigure(
        weeks: findings.weeks, reset: reset, window: findings.counted, name: policy.name
      ).drawn(),
      caption: """
        \(grey)Lines show 95% intervals, so wide that single weeks say little. A fall after a date is \
        not proof of its effect: fewer and smaller changes lower the count as well, so both stand \
        below.
        """)
  }
}
