import Vocabulary

/// Shares as dots on one scale, each with its interval and its words.
struct DotFigure: Sendable {
  /// Shape and ink together, so that colour alone carries nothing.
  enum Mark: Sendable {
    case ai, other, missing

    var ink: Ink {
      switch self {
      case .ai: .ai
      case .other: .other
      case .missing: .missing
      }
    }

    func drawn(_ x: Double, _ y: Double, size: Double = 6) -> HTML {
      switch self {
      case .ai: "<circle \(ink.fill) cx=\"\(at: x)\" cy=\"\(at: y)\" r=\"\(at: size)\"/>"
      case .other:
        """
        <rect \(ink.fill) x="\(at: x - size)" y="\(at: y - size)" width="\(at: 2 * size)" \
        height="\(at: 2 * size)"/>
        """
      case .missing:
        """
        <path \(ink.fill) d="M\(at: x) \(at: y - size * 1.2)L\(at: x + size * 1.2) \(at: y)\
        L\(at: x) \(at: y + size * 1.2)L\(at: x - size * 1.2) \(at: y)z"/>
        """
      }
    }
  }

  struct Row: Sendable {
    let name: String
    let share: Estimate
    let words: String
    let mark: Mark
  }

  let rows: [Row]

  private static let width = 860.0
  private static let left = 190.0
  private static let right = 640.0
  private static let rowHeight = 34.0

  func drawn() -> SVG {
    let bottom = 10 + Double(rows.count) * DotFigure.rowHeight
    let most = rows.map(\.share.high).max() ?? 1
    let axis = ValueAxis(range: 0...max(most, 1e-3), top: 0, bottom: 1, lines: 5)
    func x(_ share: Double) -> Double {
      DotFigure.left + min(1, share / axis.high) * (DotFigure.right - DotFigure.left)
    }
    var body: HTML = ""
    for line in axis.lines {
      body += """
        <path \(Ink.grid.stroke) d="M\(at: x(line)) 6V\(at: bottom)"/>\
        <text \(Ink.quiet.fill) font-size="13" text-anchor="middle" x="\(at: x(line))" \
        y="\(at: bottom + 18)">\(percentLabel(line, step: axis.step))</text>
        """
    }
    for (index, row) in rows.enumerated() {
      let y = 10 + (Double(index) + 0.5) * DotFigure.rowHeight
      body += """
        <text \(Ink.text.fill) font-size="14" text-anchor="end" x="\(at: DotFigure.left - 14)" \
        y="\(at: y + 5)">\(row.name)</text>\
        <path \(row.mark.ink.stroke) stroke-width="2.5" \
        d="M\(at: x(row.share.low)) \(at: y)H\(at: x(row.share.high))"/>\
        \(row.mark.drawn(x(row.share.value), y))\
        <text \(Ink.text.fill) font-size="14" x="\(at: DotFigure.right + 16)" \
        y="\(at: y + 5)">\(row.words)</text>
        """
    }
    return SVG(width: Int(DotFigure.width), height: Int(bottom) + 28, body: body)
  }
}

/// `2.5%`, with as many decimals as the steps of the axis need.
func percentLabel(_ share: Double, step: Double) -> String {
  let percents = step * 100
  let decimals = [0, 1, 2].first { places in
    let scaled = percents * [1.0, 10, 100][places]
    return (scaled - scaled.rounded()).magnitude < 1e-6
  }
  return fixed(share * 100, decimals: decimals ?? 3) + "%"
}
