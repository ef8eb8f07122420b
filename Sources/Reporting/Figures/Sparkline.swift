import Vocabulary

/// Orders against expectation in the space of a few words.
struct Sparkline: Hashable, Sendable {
  /// `nil` where rows were missing.
  let observed: [Double?]
  /// `nil` before any expectation could be formed.
  let expected: [Double?]
  let inDrop: [Bool]

  /// Groups the parts so that no more are drawn than can be told apart.
  init(observed: [Double?], expected: [Double?], inDrop: [Bool]) {
    let length = min(observed.count, expected.count, inDrop.count)
    let most = WordingPolicy.sparkPointsAtMost
    let group = max(1, (length + most - 1) / most)
    let groups = stride(from: 0, to: length, by: group).map { $0..<min($0 + group, length) }
    func means(_ values: [Double?]) -> [Double?] {
      groups.map { steps in
        let known = values[steps].compactMap { $0 }
        return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
      }
    }
    self.observed = means(observed)
    self.expected = means(expected)
    self.inDrop = groups.map { inDrop[$0].contains(true) }
  }

  private static let size = (width: 150.0, height: 34.0)

  func drawn() -> SVG {
    let (width, height) = Sparkline.size
    let highest = (observed + expected).compactMap { $0 }.max() ?? 1
    let axis = ValueAxis(range: 0...max(1e-9, highest), top: 2, bottom: height - 2)
    let scale = (height - 4) / max(1e-9, highest)
    func x(_ index: Int) -> Double {
      observed.count < 2 ? width / 2 : 1 + Double(index) / Double(observed.count - 1) * (width - 2)
    }
    func path(_ values: [Double?]) -> String {
      var line = Polyline()
      for (index, value) in values.enumerated() {
        if let value { line.add(x(index), axis.bottom - value * scale) } else { line.lift() }
      }
      return line.path
    }
    let half = observed.count < 2 ? width / 2 : (width - 2) / Double(observed.count - 1) / 2
    var shade: HTML = ""
    for run in runsInDrop {
      let (from, to) = (max(0, x(run.lowerBound) - half), min(width, x(run.upperBound) + half))
      shade += """
        <rect \(Ink.shortfall.fill) x="\(at: from)" y="0" width="\(at: to - from)" \
        height="\(at: height)"/>
        """
    }
    return SVG(
      width: Int(width), height: Int(height),
      body: """
        \(shade)<path \(Ink.expected.stroke) stroke-dasharray="3 2" d="\(path(expected))"/>\
        <path \(Ink.observed.stroke) stroke-width="1.3" stroke-linejoin="round" \
        d="\(path(observed))"/>
        """)
  }

  /// Indices from the first to the last part of each stretch inside a drop.
  private var runsInDrop: [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for index in inDrop.indices where inDrop[index] {
      if let last = runs.last, last.upperBound == index - 1 {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    return runs
  }

  /// The same as blocks of text, for Markdown and terminals: at most twelve; a gap is a space.
  var blocks: String {
    let levels = Array("▁▂▃▄▅▆▇█")
    let group = max(1, (observed.count + 11) / 12)
    let means = stride(from: 0, to: observed.count, by: group).map { first -> Double? in
      let known = observed[first..<min(first + group, observed.count)].compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(0, +) / Double(known.count)
    }
    let highest = means.compactMap { $0 }.max() ?? 0
    return String(
      means.map { mean in
        guard let mean else { return " " }
        guard highest > 0 else { return levels[0] }
        return levels[min(7, max(0, Int((mean / highest * 7).rounded())))]
      })
  }
}

/// A weight of evidence as a bar to the right (for) or to the left (against).
struct WeightBar: Sendable {
  /// Weights beyond ±5 (150 to 1) fill the bar: they settle the matter either way.
  private static let full = 5.0

  let weight: LogOdds

  func drawn() -> SVG {
    let length = min(1, weight.value.magnitude / WeightBar.full) * 44
    let start = weight.value < 0 ? 45 - length : 45
    let ink = weight.value < 0 ? Ink.missing : Ink.expected
    return SVG(
      width: 90, height: 14,
      body: """
        <path \(Ink.grid.stroke) d="M1 7H89"/>\
        <rect \(ink.fill) x="\(at: start)" y="3" width="\(at: length)" height="8"/>\
        <path \(Ink.quiet.stroke) d="M45 0V14"/>
        """)
  }
}

/// A probability as a filled part of a bar.
struct ProbabilityBar: Sendable {
  let probability: Probability

  func drawn() -> SVG {
    SVG(
      width: 64, height: 10,
      body: """
        <rect \(Ink.grid.fill) width="64" height="10" rx="2"/>\
        <rect \(Ink.expected.fill) width="\(at: probability.value * 64)" height="10" rx="2"/>
        """)
  }
}
