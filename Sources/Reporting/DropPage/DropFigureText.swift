import Vocabulary

extension DropPage {
  /// What the figure shows, how to read it, and what it leaves out.
  func figureCaption(_ series: ImpactSeries) -> Phrase {
    let trace = finding.trace
    let band = trace.map { percent(Share($0.bandLevel)) } ?? "—"
    var words: Phrase = """
      \(figureStory) Solid line: observed. Dashed line: expected, with the band that \(band) of \
      single steps keep to on quiet days.
      """
    if series.stepsPerPoint > 1 {
      words += " Each point is the mean of \(series.stepsPerPoint) steps."
    }
    if series.stepsWithoutRow > 0 {
      words += " The line breaks at \(counted(series.stepsWithoutRow, "step")) without a row."
    }
    if !numbers.isEmpty {
      words += """
         Numbers are changes: circle AI-assisted, diamond no change record found, both shapes \
        where both hold, square other; ↩ where one was undone.
        """
    }
    let hidden = considered.count - numbers.count
    if hidden > 0 {
      words +=
        " \(counted(hidden, "further change")) considered \(hidden == 1 ? "is" : "are") not drawn."
    }
    return words
  }

  private var figureStory: String {
    guard hasFallen else {
      return
        "Shaded is the time that was looked at, \(drop.window.words); no fall can be shown in it."
    }
    let depth = drop.depth.map(belowExpected) ?? "below expected"
    return drop.end.mode == nil
      ? "Orders stand \(depth) from \(drop.onset.mode.short) to the end of the data."
      : "Orders stand \(depth) from \(drop.window.words)."
  }

  /// The figures behind the picture, in steps that fit a table.
  func figureTable(_ series: ImpactSeries) -> Table {
    let group = max(
      1, (series.points.count + WordingPolicy.figureRows - 1) / WordingPolicy.figureRows)
    let stepSeconds = Double(series.stepSeconds * series.stepsPerPoint)
    let rows = stride(from: 0, to: series.points.count, by: group).map { first -> Table.Row in
      let points = series.points[first..<min(first + group, series.points.count)]
      let start = series.window.start.advanced(
        bySeconds: Int((points.first?.seconds ?? 0) - stepSeconds / 2))
      func mean(_ value: (ImpactSeries.Point) -> Double?) -> String {
        let known = points.compactMap(value)
        return known.isEmpty
          ? "—" : fixed(known.reduce(0, +) / Double(known.count), decimals: 1)
      }
      return Table.Row([
        Cell("\(start.short)"), Cell("\(mean { $0.observed })"), Cell("\(mean { $0.expected })"),
        Cell("\(mean { $0.low }) to \(mean { $0.high })"), Cell("\(mean { $0.difference })"),
      ])
    }
    return Table(
      caption: "Mean orders per \(stepWords(series.stepSeconds)); — where no row came",
      columns: [
        .init(title: "From (UTC)"), .init(title: "Observed", alignment: .trailing),
        .init(title: "Expected", alignment: .trailing),
        .init(title: "Band of single steps", alignment: .trailing),
        .init(title: "Difference", alignment: .trailing),
      ], rows: rows, isSortable: false)
  }

  var ordersSection: Section {
    let title = "What happened to orders"
    guard let figure, let trace = finding.trace, let series = ImpactSeries(trace) else {
      return Section(
        id: "orders", title: title,
        blocks: [
          .paragraph(
            report.fileOfDrops.map {
              "No figure can be drawn: the drop was taken from \($0), which has no orders by the step."
            } ?? "No figure can be drawn: there is no expected line to draw against.")
        ])
    }
    return Section(
      id: "orders", title: title,
      blocks: [
        .figure(figure),
        .details(summary: "Figures behind the picture", [.table(figureTable(series))]),
      ])
  }
}
