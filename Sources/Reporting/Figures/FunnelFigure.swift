import Vocabulary

/// Systems by size and share, with the limits that chance keeps to.
struct FunnelFigure: Sendable {
  let systems: [SystemRate]
  let limits: [FunnelLimit]
  let share: Double
  let named: Set<Service>

  /// More names than this lie on each other.
  static let namesAtMost = 5
  private static let width = 860.0
  private static let left = 60.0
  private static let right = 700.0
  private static let top = 12.0
  private static let bottom = 262.0

  func drawn() -> SVG {
    let most = Double(limits.last?.changes ?? 1)
    let highest = systems.compactMap(\.rate.share?.value).max() ?? share
    // Limits of single changes reach to 1; what matters lies lower.
    let across = ValueAxis(range: 0...most, top: 0, bottom: 1, lines: 5)
    let axis = ValueAxis(
      range: 0...min(1, max(highest, share * 4) * 1.08), top: FunnelFigure.top,
      bottom: FunnelFigure.bottom, lines: 4)
    func x(_ changes: Double) -> Double {
      FunnelFigure.left + changes / across.high * (FunnelFigure.right - FunnelFigure.left)
    }
    var body = band(axis, x, \.low998, \.high998, .band)
    body += band(axis, x, \.low95, \.high95, .spread)
    body += grid(axis, across, x)
    body += """
      <path \(Ink.expected.stroke) stroke-dasharray="5 3" d="M\(at: FunnelFigure.left) \
      \(at: axis.y(share))H\(at: FunnelFigure.right)"/>\
      <text \(Ink.quiet.fill) font-size="12" x="\(at: FunnelFigure.right + 8)" \
      y="\(at: axis.y(share) + 4)">all \(percent(Share(share)))</text>
      """
    for one in systems {
      guard let value = one.rate.share?.value else { continue }
      body += """
        <circle \(Ink.other.fill) cx="\(at: x(Double(one.rate.changes)))" cy="\(at: axis.y(value))" \
        r="3.5"/>
        """
    }
    body += names(axis, x)
    return SVG(width: Int(FunnelFigure.width), height: 308, body: body)
  }

  private func band(
    _ axis: ValueAxis, _ x: (Double) -> Double, _ low: KeyPath<FunnelLimit, Double>,
    _ high: KeyPath<FunnelLimit, Double>, _ ink: Ink
  ) -> HTML {
    var edge = Polyline()
    for limit in limits { edge.add(x(Double(limit.changes)), axis.y(limit[keyPath: high])) }
    for limit in limits.reversed() {
      edge.add(x(Double(limit.changes)), axis.y(limit[keyPath: low]))
    }
    edge.close()
    return "<path \(ink.fill) d=\"\(edge.path)\"/>"
  }

  private func grid(
    _ axis: ValueAxis, _ across: ValueAxis, _ x: (Double) -> Double
  ) -> HTML {
    var body: HTML = ""
    for line in axis.lines {
      body += """
        <path \(Ink.grid.stroke) d="M\(at: FunnelFigure.left) \(at: axis.y(line))\
        H\(at: FunnelFigure.right)"/>\
        <text \(Ink.quiet.fill) font-size="12" text-anchor="end" x="\(at: FunnelFigure.left - 8)" \
        y="\(at: axis.y(line) + 4)">\(percentLabel(line, step: axis.step))</text>
        """
    }
    for line in across.lines where (line - line.rounded()).magnitude < 1e-9 {
      body += """
        <text \(Ink.quiet.fill) font-size="12" text-anchor="middle" x="\(at: x(line))" \
        y="\(at: FunnelFigure.bottom + 18)">\(count(line))</text>
        """
    }
    body += """
      <text \(Ink.quiet.fill) font-size="12" text-anchor="middle" \
      x="\(at: (FunnelFigure.left + FunnelFigure.right) / 2)" y="\(at: FunnelFigure.bottom + 38)">\
      changes in the period</text>
      """
    return body
  }

  /// Names to the right of their dots, in lanes so that none lies on another.
  private func names(_ axis: ValueAxis, _ x: (Double) -> Double) -> HTML {
    let shown = systems.filter { named.contains($0.service) }
      .map {
        (name: $0.service.name, x: x(Double($0.rate.changes)), y: axis.y($0.rate.share?.value ?? 0))
      }
      .sorted { ($0.y, $0.x) < ($1.y, $1.x) }
    var body: HTML = ""
    // That of all systems stands at the edge.
    var taken = [(left: FunnelFigure.right + 8, right: FunnelFigure.width, y: axis.y(share) + 4)]
    for one in shown {
      let width = Double(one.name.count) * 7.5
      let isRight = one.x + 8 + width < FunnelFigure.width
      let left = isRight ? one.x + 8 : one.x - 8 - width
      var y = one.y + 4
      let lane = y + 15 > FunnelFigure.bottom ? -15.0 : 15.0
      while taken.contains(where: {
        abs($0.y - y) < 15 && $0.left < left + width && left < $0.right
      }) {
        y += lane
      }
      taken.append((left, left + width, y))
      let anchor: HTML = isRight ? "start" : "end"
      body += """
        <text \(Ink.text.haloed) stroke-width="3" style="paint-order:stroke" font-size="13" \
        text-anchor="\(anchor)" x="\(at: isRight ? one.x + 8 : one.x - 8)" y="\(at: y)">\
        \(one.name)</text>
        """
    }
    return body
  }
}
