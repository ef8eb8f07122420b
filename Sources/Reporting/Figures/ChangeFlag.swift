import Vocabulary

/// A change as a numbered mark on a figure.
struct ChangeFlag: Sendable {
  /// What the shape says; two facts make two shapes.
  enum Mark: Sendable {
    case ai, missingRecord, aiAndMissingRecord, other
    /// The moment at which a numbered change was undone.
    case undone
  }

  let number: Int
  let at: Timestamp
  let mark: Mark
  /// Shown when the pointer rests on it.
  let words: String
}

extension ChangeFlag.Mark {
  /// Marks what the records say; what they leave open gets no mark.
  init(_ change: Change) {
    switch (change.authorship.isAIAssisted == true, change.paperwork.isDocumented == false) {
    case (true, true): self = .aiAndMissingRecord
    case (true, false): self = .ai
    case (false, true): self = .missingRecord
    case (false, false): self = .other
    }
  }
}

/// Flags above the panels, in as many lanes as keep them apart.
struct FlagLanes: Sendable {
  static let laneHeight = 26.0
  private static let flagWidth = 27.0

  let flags: [(flag: ChangeFlag, x: Double, lane: Int)]
  let laneCount: Int

  init(_ flags: [ChangeFlag], axis: TimeAxis) {
    var lastX: [Double] = []
    var placed: [(flag: ChangeFlag, x: Double, lane: Int)] = []
    for flag in flags.sorted(by: { ($0.at, $0.number) < ($1.at, $1.number) }) {
      let x = axis.x(flag.at)
      let free = lastX.firstIndex { x - $0 >= FlagLanes.flagWidth }
      if free == nil { lastX.append(x) }
      let lane = free ?? lastX.count - 1
      lastX[lane] = x
      placed.append((flag, x, lane))
    }
    self.flags = placed
    laneCount = lastX.count
  }

  /// The lines through all panels and the marks above them; the lowest lane touches `top`.
  func drawn(top: Double, bottom: Double) -> HTML {
    var lines: HTML = ""
    var marks: HTML = ""
    for (flag, x, lane) in flags {
      let y = top - (Double(lane) + 0.5) * FlagLanes.laneHeight
      lines += flag.mark.line(x: x, from: y, to: bottom)
      marks += "<g><title>\(flag.words)</title>\(flag.mark.shape(x: x, y: y))"
      marks += flag.mark.number(flag.number, x: x, y: y)
      marks += "</g>"
    }
    return "\(lines)\(marks)"
  }
}

extension ChangeFlag.Mark {
  fileprivate func line(x: Double, from: Double, to: Double) -> HTML {
    func vertical(_ x: Double, _ ink: Ink, _ dashes: HTML) -> HTML {
      "<path \(ink.stroke) stroke-width=\"1.3\"\(dashes) d=\"M\(at: x) \(at: from)V\(at: to)\"/>"
    }
    let dashed: HTML = " stroke-dasharray=\"5 3\""
    let dotted: HTML = " stroke-dasharray=\"1.5 3\""
    return switch self {
    case .ai: vertical(x, .ai, "")
    case .missingRecord: vertical(x, .missing, dashed)
    case .aiAndMissingRecord: "\(vertical(x - 1, .ai, ""))\(vertical(x + 1, .missing, dashed))"
    case .other, .undone: vertical(x, .other, dotted)
    }
  }

  fileprivate func shape(x: Double, y: Double) -> HTML {
    func diamond(_ half: Double) -> HTML {
      let (left, side) = (x - half, half)
      return
        """
        <path \(Ink.missing.fill) d="M\(at: left) \(at: y)l\(at: side) \(at: -side) \
        \(at: side) \(at: side) \(at: -side) \(at: side)z"/>
        """
    }
    func circle(_ radius: Double) -> HTML {
      "<circle \(Ink.ai.fill) cx=\"\(at: x)\" cy=\"\(at: y)\" r=\"\(at: radius)\"/>"
    }
    func box(_ half: Double, _ ink: HTML, round: Double) -> HTML {
      """
      <rect \(ink) x="\(at: x - half)" y="\(at: y - 9)" width="\(at: half * 2)" height="18" \
      rx="\(at: round)"/>
      """
    }
    return switch self {
    case .ai: circle(10.5)
    case .missingRecord: diamond(12.5)
    case .aiAndMissingRecord: "\(diamond(13))\(circle(8))"
    case .other: box(9, Ink.other.fill, round: 2)
    case .undone: "\(box(12, Ink.paper.fill, round: 9))\(box(12, Ink.other.stroke, round: 9))"
    }
  }

  fileprivate func number(_ number: Int, x: Double, y: Double) -> HTML {
    let ink: HTML
    let words: String
    switch self {
    case .ai, .missingRecord, .aiAndMissingRecord, .other:
      (ink, words) = (Ink.onFlag.fill, String(number))
    case .undone:
      (ink, words) = (Ink.text.fill, "↩\(number)")
    }
    return """
      <text \(ink) x="\(at: x)" y="\(at: y + 4)" text-anchor="middle" font-size="11.5" \
      font-weight="700">\(words)</text>
      """
  }
}
