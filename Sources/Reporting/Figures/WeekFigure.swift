import Vocabulary

/// Shares by week for two groups with intervals; below them how many changes there were, and how
/// large.
struct WeekFigure: Sendable {
  let weeks: [TrendWeek]
  let reset: TimeWindow?
  let window: TimeWindow
  let name: String

  private static let width = 860.0
  private static let left = 60.0
  private static let right = 720.0
  private static let top = 24.0
  private static let bottom = 204.0
  private static let volume = (top: 224.0, bottom: 264.0)
  private static let size = (top: 276.0, bottom: 316.0)
  /// Intervals of small weeks reach far: the axis ends a little above the highest share, at the least
  /// at this, and longer lines are cut.
  private static let leastHeight = 0.02
  private static let headroom = 2.5

  private var slot: Double { (WeekFigure.right - WeekFigure.left) / Double(max(1, weeks.count)) }

  private func x(_ index: Int) -> Double { WeekFigure.left + (Double(index) + 0.5) * slot }

  func drawn() -> SVG {
    let shares = weeks.flatMap { [$0.aiAssisted.share?.value, $0.noMarker.share?.value] }
    let most = max(
      WeekFigure.leastHeight, (shares.compactMap { $0 }.max() ?? 0) * WeekFigure.headroom)
    let axis = ValueAxis(
      range: 0...min(1, most), top: WeekFigure.top, bottom: WeekFigure.bottom, lines: 4)
    var body = shade
    for line in axis.lines {
      body += """
        <path \(Ink.grid.stroke) d="M\(at: WeekFigure.left) \(at: axis.y(line))\
        H\(at: WeekFigure.right)"/>\
        <text \(Ink.quiet.fill) font-size="12" text-anchor="end" x="\(at: WeekFigure.left - 8)" \
        y="\(at: axis.y(line) + 4)">\(percentLabel(line, step: axis.step))</text>
        """
    }
    body += line(axis, \.noMarker, .other, offset: 3, dashed: true)
    body += line(axis, \.aiAssisted, .ai, offset: -3, dashed: false)
    body += legend
    body += strip("Changes", WeekFigure.volume, weeks.map { Double($0.all.changes) })
    body += strip("Lines", WeekFigure.size, weeks.map { $0.medianLines ?? 0 })
    body += labels
    return SVG(width: Int(WeekFigure.width), height: 344, body: body)
  }

  private var shade: HTML {
    guard let reset else { return "" }
    let axis = TimeAxis(window: window, left: WeekFigure.left, right: WeekFigure.right)
    let (from, to) = (axis.x(reset.start), axis.x(reset.end))
    guard reset.start > window.start else {
      return """
        <rect \(Ink.band.fill) x="\(at: from)" y="\(at: WeekFigure.top)" width="\(at: to - from)" \
        height="\(at: WeekFigure.bottom - WeekFigure.top)"/>
        """
    }
    let nearRight = from > (WeekFigure.left + WeekFigure.right) / 2
    let anchor: HTML = nearRight ? "end" : "start"
    return """
      <rect \(Ink.band.fill) x="\(at: from)" y="\(at: WeekFigure.top)" width="\(at: to - from)" \
      height="\(at: WeekFigure.bottom - WeekFigure.top)"/>\
      <path \(Ink.quiet.stroke) stroke-dasharray="4 3" d="M\(at: from) \(at: WeekFigure.top - 6)\
      V\(at: WeekFigure.bottom)"/>\
      <text \(Ink.text.fill) font-size="12" text-anchor="\(anchor)" \
      x="\(at: from + (nearRight ? -6 : 6))" y="\(at: WeekFigure.top - 8)">\(name), day 0</text>
      """
  }

  private func line(
    _ axis: ValueAxis, _ rate: KeyPath<TrendWeek, GroupRate>, _ mark: DotFigure.Mark,
    offset: Double, dashed: Bool
  ) -> HTML {
    var path = Polyline()
    var marks: HTML = ""
    for (index, week) in weeks.enumerated() {
      guard let share = week[keyPath: rate].share else {
        path.lift()
        continue
      }
      let (x, y) = (x(index) + offset, axis.y(share.value))
      path.add(x, y)
      marks += """
        <path \(mark.ink.stroke) stroke-opacity=".45" d="M\(at: x) \(at: axis.y(share.low))\
        V\(at: axis.y(share.high))"/>\(mark.drawn(x, y, size: 3.5))
        """
    }
    let dashes: HTML = dashed ? " stroke-dasharray=\"5 3\"" : ""
    return "<path \(mark.ink.stroke) stroke-width=\"1.6\"\(dashes) d=\"\(path.path)\"/>\(marks)"
  }

  private var legend: HTML {
    let x = WeekFigure.right + 18
    return """
      \(DotFigure.Mark.ai.drawn(x, 60, size: 5))\
      <text \(Ink.text.fill) font-size="13" x="\(at: x + 12)" y="65">AI-assisted</text>\
      \(DotFigure.Mark.other.drawn(x, 84, size: 5))\
      <text \(Ink.text.fill) font-size="13" x="\(at: x + 12)" y="89">No AI marker</text>
      """
  }

  /// Bars from zero, the tallest with its number.
  private func strip(_ title: HTML, _ place: (top: Double, bottom: Double), _ values: [Double])
    -> HTML
  {
    let most = values.max() ?? 0
    guard most > 0 else { return "" }
    var body: HTML = """
      <text \(Ink.quiet.fill) font-size="12" text-anchor="end" x="\(at: WeekFigure.left - 8)" \
      y="\(at: place.bottom - 2)">\(title)</text>\
      <text \(Ink.quiet.fill) font-size="12" x="\(at: WeekFigure.right + 8)" \
      y="\(at: place.top + 10)">most \(count(most))</text>
      """
    for (index, value) in values.enumerated() {
      let height = value / most * (place.bottom - place.top)
      body += """
        <rect \(Ink.spread.fill) x="\(at: x(index) - slot * 0.35)" y="\(at: place.bottom - height)" \
        width="\(at: slot * 0.7)" height="\(at: height)"/>
        """
    }
    return body
  }

  private var labels: HTML {
    let every = max(1, (weeks.count + 8) / 9)
    var body: HTML = ""
    for (index, week) in weeks.enumerated() where index % every == 0 {
      body += """
        <text \(Ink.quiet.fill) font-size="12" text-anchor="middle" x="\(at: x(index))" \
        y="336">\(week.window.start.shortDate)</text>
        """
    }
    return body
  }
}
