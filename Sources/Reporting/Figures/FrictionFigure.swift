import Vocabulary

/// Orders lost behind changes that controls would have held, against how many they would have held:
/// of all drops, and apart from the one that cost most.
struct FrictionFigure: Sendable {
  private enum Layout {
    static let width = 960
    static let left = 96.0
    static let right = 872.0
    static let titleRoom = 34.0
    static let panel = 210.0
    static let gap = 60.0
    static let axisRoom = 56.0
    /// Of bold letters at 12 units; narrower ones leave room.
    static let letterWidth = 7.4
    static let lineHeight = 15.0
    /// How many lines a name may stand away from its mark, with a line that leads to it.
    static let linesAway = 8
  }

  struct Box: Sendable {
    let x: Double
    let y: Double
    let width: Double
    let height: Double

    func widened(by room: Double) -> Box {
      Box(x: x - room, y: y, width: width + 2 * room, height: height)
    }

    func meets(_ other: Box) -> Bool {
      x < other.x + other.width && other.x < x + width && y < other.y + other.height
        && other.y < y + height
    }
  }

  struct Panel: Sendable {
    let title: String
    let axis: ValueAxis
    let orders: @Sendable (HeldChanges) -> Estimate
  }

  let replay: ControlReplay
  let panels: [Panel]
  private let held: ValueAxis

  init(_ replay: ControlReplay) {
    self.replay = replay
    var top = Layout.titleRoom
    func panel(_ title: String, _ orders: @escaping @Sendable (HeldChanges) -> Estimate) -> Panel {
      let most = replay.combinations.map { orders($0).high }.max() ?? 1
      let axis = ValueAxis(
        range: 0...max(1, most), top: top, bottom: top + Layout.panel, lines: 4)
      top = axis.bottom + Layout.gap
      return Panel(title: title, axis: axis, orders: orders)
    }
    panels =
      [panel("Orders lost behind changes that would have been held back") { $0.orders }]
      + (replay.drops > 1
        ? [panel("The same, apart from the drop that cost most") { $0.ordersBesideLargest }] : [])
    let mostHeld = replay.combinations.map(\.held).max() ?? 1
    // It runs to the right where others run up.
    held = ValueAxis(
      range: 0...Double(max(1, mostHeld)), top: Layout.right, bottom: Layout.left, lines: 8)
  }

  /// In words, the named marks.
  var description: String {
    replay.named.map(words).joined(separator: "; ") + "."
  }

  func drawn() -> SVG {
    let others = replay.combinations.filter { !replay.named.contains($0) }
    let bottom = panels.last?.axis.bottom ?? 0
    var body: HTML = ""
    for panel in panels {
      body += grid(panel)
      for one in others { body += mark(one, panel, ink: .other, isFilled: false) }
      for one in replay.named { body += mark(one, panel, ink: .expected, isFilled: true) }
      body += labels(panel)
    }
    return SVG(
      width: Layout.width, height: Int((bottom + Layout.axisRoom).rounded()),
      body: """
        <g font-family="system-ui,-apple-system,Segoe UI,Roboto,sans-serif" font-size="12">\
        \(body)\(heldAxis(bottom))</g>
        """)
  }

  private func x(_ one: HeldChanges) -> Double { held.y(Double(one.held)) }

  private func mark(
    _ one: HeldChanges, _ panel: Panel, ink: Ink, isFilled: Bool
  ) -> HTML {
    let orders = panel.orders(one)
    let (x, y) = (x(one), panel.axis.y(orders.value))
    let (from, to) = (panel.axis.y(orders.low), panel.axis.y(orders.high))
    let shape: HTML =
      isFilled
      ? "<circle \(ink.fill) cx=\"\(at: x)\" cy=\"\(at: y)\" r=\"6\"/>"
      : """
      <circle \(Ink.paper.fill) cx="\(at: x)" cy="\(at: y)" r="4.5"/>\
      <circle \(ink.stroke) stroke-width="1.5" cx="\(at: x)" cy="\(at: y)" r="4.5"/>
      """
    return """
      <g><title>\(words(one))</title>\
      <path \(ink.stroke) stroke-width="1.5" d="M\(at: x) \(at: from)V\(at: to)"/>\(shape)</g>
      """
  }

  private func words(_ one: HeldChanges) -> String {
    "\(one.name): \(counted(one.held, "change")) held back, \(one.orders.rounded.words) orders"
  }

  /// Where the names stand: beside their marks, clear of other marks and names if there is room.
  func placed(_ panel: Panel) -> [(name: String, box: Box)] {
    var taken = replay.combinations.map { one in
      let orders = panel.orders(one)
      let (high, low) = (panel.axis.y(orders.high), panel.axis.y(orders.low))
      let y = panel.axis.y(orders.value)
      return Box(
        x: x(one) - 7, y: min(high, y - 7), width: 14,
        height: max(low, y + 7) - min(high, y - 7))
    }
    return replay.named.map { one in
      let places = places(one, panel)
      // Where all is taken, the place that meets least.
      let place =
        places.first { place in !taken.contains { $0.meets(place) } }
        ?? places.min { one, other in
          taken.count { $0.meets(one) } < taken.count { $0.meets(other) }
        } ?? places[0]
      // Two names must not read as one.
      taken.append(place.widened(by: Layout.letterWidth))
      return (one.name, place)
    }
  }

  private func places(_ one: HeldChanges, _ panel: Panel) -> [Box] {
    let width = Double(one.name.count) * Layout.letterWidth
    let orders = panel.orders(one)
    let y = panel.axis.y(orders.value) - Layout.lineHeight / 2
    let over = panel.axis.y(orders.high) - Layout.lineHeight - 4
    let under = panel.axis.y(min(orders.low, orders.value)) + 8
    let (right, left, middle) = (x(one) + 11, x(one) - 11 - width, x(one) - width / 2)
    let corners =
      [
        (right, y), (left, y), (middle, over), (middle, under), (right, over), (right, under),
        (left, over), (left, under),
      ]
      + (1...Layout.linesAway).flatMap { line -> [(Double, Double)] in
        let away = Double(line) * (Layout.lineHeight + 3)
        return [
          (right, y - away), (left, y - away), (right, y + away), (left, y + away),
          (middle, over - away), (middle, under + away),
        ]
      }
    let boxes = corners.map { Box(x: $0.0, y: $0.1, width: width, height: Layout.lineHeight) }
    let inside = boxes.filter {
      $0.x > Layout.left && $0.x + width < Double(Layout.width) && $0.y > panel.axis.top - 14
        && $0.y < panel.axis.bottom + 8
    }
    return inside.isEmpty ? boxes : inside
  }

  private func labels(_ panel: Panel) -> HTML {
    var labels: HTML = ""
    for (one, place) in zip(replay.named, placed(panel)) {
      let (name, box) = place
      labels += leader(from: (x(one), panel.axis.y(panel.orders(one).value)), to: box)
      labels += """
        <text \(Ink.text.haloed) stroke-width="4" style="paint-order:stroke" font-weight="700" \
        x="\(at: box.x)" y="\(at: box.y + 12)">\(name)</text>
        """
    }
    return labels
  }

  /// A thin line from a mark to its name where that stands apart from it.
  private func leader(from mark: (x: Double, y: Double), to box: Box) -> HTML {
    let x = min(max(mark.x, box.x), box.x + box.width)
    let y = min(max(mark.y, box.y), box.y + box.height)
    let apart = ((x - mark.x) * (x - mark.x) + (y - mark.y) * (y - mark.y)).squareRoot()
    guard apart > 2 * Layout.lineHeight else { return "" }
    return """
      <path \(Ink.quiet.stroke) stroke-width="1" d="M\(at: mark.x) \(at: mark.y)L\(at: x) \(at: y)"/>
      """
  }

  private func grid(_ panel: Panel) -> HTML {
    var lines = Polyline()
    var labels: HTML = ""
    for value in panel.axis.lines {
      let y = panel.axis.y(value)
      lines.add(Layout.left, y)
      lines.add(Layout.right, y)
      lines.lift()
      labels += """
        <text x="\(at: Layout.left - 8)" y="\(at: y + 4)">\(panel.axis.label(value))</text>
        """
    }
    return """
      <path \(Ink.grid.stroke) d="\(lines.path)"/>\
      <g \(Ink.quiet.fill) text-anchor="end">\(labels)</g>\
      <text \(Ink.text.fill) font-weight="700" x="\(at: Layout.left)" \
      y="\(at: panel.axis.top - 18)">\(panel.title)</text>
      """
  }

  private func heldAxis(_ bottom: Double) -> HTML {
    var labels: HTML = ""
    for value in held.lines {
      labels +=
        "<text x=\"\(at: held.y(value))\" y=\"\(at: bottom + 20)\">\(held.label(value))</text>"
    }
    return """
      <g \(Ink.quiet.fill) text-anchor="middle">\(labels)</g>\
      <text \(Ink.text.fill) font-weight="700" text-anchor="end" x="\(at: Layout.right)" \
      y="\(at: bottom + 44)">Changes held back, of \(grouped(replay.changes))</text>
      """
  }
}
