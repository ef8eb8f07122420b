import Vocabulary

/// Three panels over one time axis: orders against expectation, their difference, the running loss.
struct ImpactFigure: Sendable {
  private enum Layout {
    static let width = 960
    static let left = 80.0
    static let right = 872.0
    static let titleRoom = 24.0
    static let panels = [230.0, 84.0, 96.0]
    static let gap = 34.0
    static let axisRoom = 28.0
  }

  private struct Panel {
    let title: String
    let axis: ValueAxis
  }

  let series: ImpactSeries
  let drop: Drop
  let flags: [ChangeFlag]
  private let time: TimeAxis

  init(series: ImpactSeries, drop: Drop, flags: [ChangeFlag]) {
    self.series = series
    self.drop = drop
    self.flags = flags
    self.time = TimeAxis(window: series.window, left: Layout.left, right: Layout.right)
  }

  func drawn() -> SVG {
    let lanes = FlagLanes(flags, axis: time)
    let top = Layout.titleRoom + Double(lanes.laneCount) * FlagLanes.laneHeight
    let panels = self.panels(top: top)
    let bottom = panels.last?.axis.bottom ?? top
    let body: HTML = """
      <g font-family="system-ui,-apple-system,Segoe UI,Roboto,sans-serif" font-size="12">\
      \(shade(top: top, bottom: bottom))\(grid(panels))\(timeLabels(bottom: bottom))\
      \(orders(panels[0].axis))\(lanes.drawn(top: top - 2, bottom: bottom))\
      \(difference(panels[1].axis))\(running(panels[2].axis))\(titles(panels))</g>
      """
    return SVG(
      width: Layout.width, height: Int((bottom + Layout.axisRoom).rounded()), body: body)
  }

  private func panels(top: Double) -> [Panel] {
    let highest = series.points.map { max($0.high, $0.expected, $0.observed ?? 0) }.max() ?? 1
    let differences = series.points.compactMap(\.difference)
    let ranges = [
      0...max(1, highest), (differences.min() ?? -1)...(differences.max() ?? 1),
      lossRange,
    ]
    let level = percent(Share(drop.lostOrders.level))
    let step = stepWords(series.stepSeconds)
    let titles = [
      "Orders per \(step), UTC", "Observed minus expected, per \(step)",
      "Running total of the difference inside the drop, with \(level) interval",
    ]
    var start = top
    return zip(titles, zip(ranges, Layout.panels)).map { title, panel in
      let axis = ValueAxis(
        range: panel.0, top: start, bottom: start + panel.1, lines: panel.1 > 200 ? 5 : 3)
      start += panel.1 + Layout.gap
      return Panel(title: title, axis: axis)
    }
  }

  /// Down to the largest loss; above zero only where the interval reaches far above it, because
  /// that room is taken from the line.
  private var lossRange: ClosedRange<Double> {
    let losses = series.running.map(\.loss)
    let lowest = losses.map { -$0.high }.min() ?? -1
    let highest = losses.map { -$0.low }.max() ?? 0
    return min(0, lowest)...(highest > 0.1 * lowest.magnitude ? highest : 0)
  }

  private func shade(top: Double, bottom: Double) -> HTML {
    let (from, to) = (time.x(drop.window.start), time.x(drop.window.end))
    return """
      <rect \(Ink.drop.fill) x="\(at: from)" y="\(at: top)" width="\(at: max(1, to - from))" \
      height="\(at: bottom - top)"/>
      """
  }

  private func grid(_ panels: [Panel]) -> HTML {
    var lines = Polyline()
    var labels: HTML = ""
    for panel in panels {
      for value in panel.axis.lines {
        let y = panel.axis.y(value)
        lines.add(Layout.left, y)
        lines.add(Layout.right, y)
        lines.lift()
        labels += """
          <text x="\(at: Layout.left - 8)" y="\(at: y + 4)">\(panel.axis.label(value))</text>
          """
      }
    }
    return """
      <path \(Ink.grid.stroke) d="\(lines.path)"/>\
      <g \(Ink.quiet.fill) text-anchor="end">\(labels)</g>
      """
  }

  private func timeLabels(bottom: Double) -> HTML {
    var labels: HTML = ""
    for tick in time.ticks {
      labels += "<text x=\"\(at: time.x(tick.at))\" y=\"\(at: bottom + 20)\">\(tick.label)</text>"
    }
    return "<g \(Ink.quiet.fill) text-anchor=\"middle\">\(labels)</g>"
  }

  private func titles(_ panels: [Panel]) -> HTML {
    var titles: HTML = ""
    for (index, panel) in panels.enumerated() {
      let y = index == 0 ? 14 : panel.axis.top - 10
      titles += "<text x=\"\(at: Layout.left)\" y=\"\(at: y)\">\(panel.title)</text>"
    }
    // A halo of the ground keeps the words legible where a flag's line crosses them.
    return """
      <g \(Ink.text.haloed) stroke-width="4" style="paint-order:stroke" \
      font-weight="700">\(titles)</g>
      """
  }

  private func orders(_ axis: ValueAxis) -> HTML {
    var band = Polyline()
    var expected = Polyline()
    for point in series.points {
      band.add(time.x(seconds: point.seconds), axis.y(point.high))
      expected.add(time.x(seconds: point.seconds), axis.y(point.expected))
    }
    for point in series.points.reversed() {
      band.add(time.x(seconds: point.seconds), axis.y(point.low))
    }
    band.close()
    return """
      <path \(Ink.band.fill) d="\(band.path)"/>\
      <path \(Ink.shortfall.fill) d="\(shortfall(axis))"/>\
      <path \(Ink.expected.stroke) stroke-width="1.5" stroke-dasharray="5 3" d="\(expected.path)"/>\
      <path \(Ink.observed.stroke) stroke-width="1.2" stroke-linejoin="round" \
      d="\(line(axis) { $0.observed })"/>
      """
  }

  /// Between expectation and what was counted, where the drop is and less was counted.
  private func shortfall(_ axis: ValueAxis) -> String {
    let from = Double(drop.window.start.seconds(since: series.window.start))
    let to = Double(drop.window.end.seconds(since: series.window.start))
    var area = Polyline()
    var stretch: [ImpactSeries.Point] = []
    func flush() {
      guard stretch.count > 1 else { return stretch.removeAll() }
      for point in stretch { area.add(time.x(seconds: point.seconds), axis.y(point.expected)) }
      for point in stretch.reversed() {
        let observed = min(point.observed ?? point.expected, point.expected)
        area.add(time.x(seconds: point.seconds), axis.y(observed))
      }
      area.close()
      stretch.removeAll()
    }
    for point in series.points {
      let isInside = point.seconds >= from && point.seconds <= to && point.observed != nil
      if isInside { stretch.append(point) } else { flush() }
    }
    flush()
    return area.path
  }

  private func difference(_ axis: ValueAxis) -> HTML {
    """
    <path \(Ink.quiet.stroke) d="M\(at: Layout.left) \(at: axis.y(0))H\(at: Layout.right)"/>\
    <path \(Ink.observed.stroke) stroke-width="1.1" stroke-linejoin="round" \
    d="\(line(axis) { $0.difference })"/>
    """
  }

  private func running(_ axis: ValueAxis) -> HTML {
    var spread = Polyline()
    var middle = Polyline()
    let origin = time.x(drop.window.start)
    spread.add(origin, axis.y(0))
    middle.add(origin, axis.y(0))
    for point in series.running {
      spread.add(time.x(seconds: point.seconds), axis.y(-point.loss.low))
      middle.add(time.x(seconds: point.seconds), axis.y(-point.loss.value))
    }
    for point in series.running.reversed() {
      spread.add(time.x(seconds: point.seconds), axis.y(-point.loss.high))
    }
    spread.close()
    var label: HTML = ""
    if let last = series.running.last {
      label = """
        <text \(Ink.text.fill) x="\(at: time.x(seconds: last.seconds) + 8)" \
        y="\(at: axis.y(-last.loss.value) + 4)" font-weight="700">\
        \(grouped(-last.loss.rounded.value))</text>
        """
    }
    return """
      <path \(Ink.quiet.stroke) d="M\(at: Layout.left) \(at: axis.y(0))H\(at: Layout.right)"/>\
      <path \(Ink.spread.fill) d="\(spread.path)"/>\
      <path \(Ink.running.stroke) stroke-width="2" d="\(middle.path)"/>\(label)
      """
  }

  private func line(_ axis: ValueAxis, _ value: (ImpactSeries.Point) -> Double?) -> String {
    var line = Polyline()
    for point in series.points {
      guard let value = value(point) else {
        line.lift()
        continue
      }
      line.add(time.x(seconds: point.seconds), axis.y(value))
    }
    return line.path
  }
}
