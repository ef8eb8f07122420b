import Vocabulary

extension NightlyReport {
  /// What was below expectation and is not a drop, so that nobody has to wonder.
  var notDrops: Section? {
    guard !dismissed.isEmpty else { return nil }
    let table = Table(
      caption: "Stretches below expectation that are not drops; times in UTC",
      columns: [
        .init(title: "What it was"), .init(title: "When"), .init(title: "Where"),
        .init(title: "Orders", alignment: .trailing),
        .init(title: "Why not a drop", alignment: .prose),
      ],
      rows: dismissed.map { stretch in
        Table.Row([
          Cell("\(stretch.kind.name)"),
          Cell(
            "\(stretch.window.words)", sortKey: Double(stretch.window.start.secondsSinceEpoch)),
          Cell("\(enumerated(stretch.series.map(\.words), limit: 4))"),
          Cell(
            "\(stretch.depthWords ?? (stretch.kind.isUnseen ? "— (nothing counted)" : "—"))",
            sortKey: stretch.depth?.value ?? -1),
          Cell(
            """
            \(stretch.kind.reason)\(stretch.eventName.map { " It is named \($0)." } ?? "")\
            \(stretch.kind.nextStep.map { " \($0)" } ?? "")
            """),
        ])
      })
    return Section(id: "not-a-drop", title: "Not a drop", blocks: table.folded("stretches"))
  }

  /// Every series over the last day, lowest point first.
  var lastDay: Section {
    guard let window = overviews.first?.window else {
      return Section(
        id: "last-day", title: "Marketplaces",
        blocks: [
          .paragraph(
            fileOfDrops.map { "Drops were taken from \($0); orders were not looked at." }
              ?? (watchedSeries == 0
                ? "There were no order metrics to show."
                : "Orders are recorded by service alone; there is no whole storefront to show."))
        ])
    }
    let lowestFirst = overviews.sorted { one, other in
      let (fall, otherFall) = (one.lowest?.fall.value ?? -9, other.lowest?.fall.value ?? -9)
      return fall != otherFall ? fall > otherFall : one.series < other.series
    }
    let table = Table(
      caption: """
        Orders (solid) against expected (dashed), \(window.words) UTC; shaded where in a drop; \
        lowest first
        """,
      columns: [
        .init(title: "Marketplace"), .init(title: "Orders over the day"),
        .init(title: "Lowest point"), .init(title: "Changes", alignment: .trailing),
        .init(title: "Rows"),
      ],
      rows: lowestFirst.map(row))
    return Section(
      id: "last-day",
      title: "Marketplaces over the last \(duration(seconds: window.seconds))",
      blocks: table.folded("series", rest: "Use `faultline export` for the rest."))
  }

  private func row(_ overview: SeriesOverview) -> Table.Row {
    let spark = Sparkline(
      observed: overview.observed, expected: overview.expected, inDrop: overview.inDrop)
    let total = overview.observed.compactMap { $0 }.reduce(0, +)
    let changes = changesReaching(overview)
    return Table.Row([
      Cell("\(overview.series.words)"),
      Cell("\(quiet: "\(count(total)) orders")", drawing: .spark(spark), sortKey: total),
      Cell("\(lowestWords(overview))", sortKey: overview.lowest?.fall.value ?? -9),
      Cell("\(changes.words)", sortKey: Double(changes.known)), Cell("\(rowWords(overview))"),
    ])
  }

  private func lowestWords(_ overview: SeriesOverview) -> String {
    guard let lowest = overview.lowest else { return "— (no expectation yet)" }
    let place = overview.inDrop.contains(true) ? "in a drop" : "not a drop"
    return "\(belowExpected(lowest.fall)) at \(lowest.at.clock), \(place)"
  }

  private func rowWords(_ overview: SeriesOverview) -> String {
    guard let newest = overview.newestRow else { return "none" }
    let missing =
      overview.missingSteps == 0
      ? "none missing" : "\(counted(overview.missingSteps, "step")) missing"
    return "\(missing), newest \(newest.short)"
  }

  private func changesReaching(_ overview: SeriesOverview) -> (known: Int, words: String) {
    var reached = 0
    var unknown = 0
    for change in changes.values {
      let steps = change.rollout.steps.filter { overview.window.contains($0.startedAt) }
      let answers = steps.map { $0.reach.includes(overview.series.marketplace) }
      if answers.contains(true) { reached += 1 } else if answers.contains(nil) { unknown += 1 }
    }
    let rest = unknown == 0 ? "" : " and \(grouped(unknown)) of unknown reach"
    return (reached, grouped(reached) + rest)
  }
}
