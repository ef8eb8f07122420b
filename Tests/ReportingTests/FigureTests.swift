import Testing
import Vocabulary

@testable import Reporting

@Suite("Figures")
struct FigureTests {
  private func trace(steps: Int, stepSeconds: Int) -> Trace {
    var noise = Noise(seed: 7)
    let expected = (0..<steps).map { 50 + Double($0 % 977) / 20 }
    let observed = expected.enumerated().map { index, mean -> Int? in
      index % 1013 == 5 ? nil : Int(max(0, mean + noise.normal() * 7))
    }
    let first = steps / 3
    let losses = (0..<steps / 3).map { index -> Estimate in
      let loss = Double(index) * 20
      return Estimate(value: loss, low: loss - 50, high: loss + 50, level: 0.9)
    }
    return Trace(
      start: Night.at(1, 0), stepSeconds: stepSeconds, observed: observed, expected: expected,
      low: expected.map { $0 - 20 }, high: expected.map { $0 + 20 }, bandLevel: 0.99,
      runningLoss: losses, runningLossFirst: first)
  }

  @Test("However long a drop, its page stays under 100 KB", arguments: [1, 60, 4320, 86_400])
  func size(steps: Int) throws {
    let finding = Finding(
      drop: Night.checkoutDrop, attribution: Night.checkoutFinding.attribution,
      incidents: [Night.incident], trace: trace(steps: steps, stepSeconds: 1))
    let page = try #require(
      Night.report(findings: [finding]).files()["drops/2026-03-10-1406.html"])
    #expect(page.utf8.count < 100_000)
    #expect(!page.contains("nan") && !page.contains("inf\""))
  }

  @Test("Grouping steps keeps the means and skips what has no row")
  func grouping() throws {
    let trace = Trace(
      start: Night.at(1, 0), stepSeconds: 60, observed: Array(repeating: 4, count: 719) + [nil],
      expected: Array(repeating: 6, count: 720), low: Array(repeating: 1, count: 720),
      high: Array(repeating: 9, count: 720), bandLevel: 0.99, runningLoss: [], runningLossFirst: 0)
    let series = try #require(ImpactSeries(trace))
    #expect(series.stepsPerPoint == 2 && series.points.count == 360)
    #expect(series.points.allSatisfy { $0.observed == 4 && $0.difference == -2 })
    #expect(series.stepsWithoutRow == 1)
  }

  @Test("A trace without steps or of uneven parts gives no figure")
  func noFigure() {
    func trace(_ observed: [Int?], _ expected: [Double]) -> Trace {
      Trace(
        start: Night.at(1, 0), stepSeconds: 60, observed: observed, expected: expected,
        low: expected, high: expected, bandLevel: 0.99, runningLoss: [], runningLossFirst: 0)
    }
    #expect(ImpactSeries(trace([], [])) == nil)
    #expect(ImpactSeries(trace([1, 2], [1])) == nil)
    #expect(ImpactSeries(trace([1], [1])) != nil)
  }

  @Test(
    "Axis steps are 1, 2, 2.5 or 5 times a power of ten",
    arguments: [
      (0.9, 1.0), (1.2, 2.0), (2.2, 2.5), (2.6, 5.0), (7, 10.0), (240, 250.0), (0.03, 0.05),
    ])
  func axisSteps(rough: Double, step: Double) {
    #expect((ValueAxis.step(over: rough) - step).magnitude < 1e-9)
  }

  @Test("An axis holds its range and zero, with a handful of lines")
  func axisProperty() {
    var noise = Noise(seed: 11)
    for _ in 0..<500 {
      let low = noise.normal() * 1000
      let high = low + noise.uniform() * 5000
      let axis = ValueAxis(range: low...high, top: 0, bottom: 100)
      #expect(axis.low <= min(0, low) && axis.high >= max(0, high))
      #expect((2...9).contains(axis.lines.count))
      #expect(axis.y(high) >= -1e-6 && axis.y(low) <= 100 + 1e-6)
    }
  }

  @Test("Coordinates have one decimal and relative steps do not drift")
  func coordinates() {
    #expect(
      [0.04, 0.05, -1.25, 12, .nan].map { Tenths.text(Tenths($0).value) }
        == ["0", "0.1", "-1.3", "12", "0"])
    var line = Polyline()
    for index in 0...1000 { line.add(Double(index) / 3, 0) }
    let steps = line.path.dropFirst("M0 0l".count).split(separator: "l").compactMap {
      Double($0.split(separator: " ")[0])
    }
    #expect((steps.reduce(0, +) - 333.3).magnitude < 1e-6)
  }

  @Test("Flags of one minute stand in lanes of their own")
  func lanes() {
    let axis = TimeAxis(
      window: TimeWindow(start: Night.at(1, 0), seconds: 3600), left: 0, right: 900)
    let flags = (1...5).map {
      ChangeFlag(number: $0, at: Night.at(1, 0, 30), mark: .other, words: "x")
    }
    #expect(FlagLanes(flags, axis: axis).laneCount == 5)
    let spread = (1...5).map {
      ChangeFlag(number: $0, at: Night.at(1, 0, $0 * 10), mark: .ai, words: "x")
    }
    #expect(FlagLanes(spread, axis: axis).laneCount == 1)
  }

  @Test("A change that is AI-assisted and undocumented gets both marks, the unknown gets none")
  func marks() {
    let both = ChangeFlag.Mark(Night.changes[1])
    guard case .aiAndMissingRecord = both else { return #expect(Bool(false), "\(both)") }
    let unknown = Night.change(
      "x", "y", Night.at(1, 0), line: 1, authorship: .unknown, paperwork: Paperwork())
    guard case .other = ChangeFlag.Mark(unknown) else { return #expect(Bool(false)) }
  }

  @Test("A sparkline in blocks has twelve steps at most and keeps gaps open")
  func blocks() {
    let spark = Sparkline(
      observed: [1, 2, nil, 8], expected: [nil, nil, nil, nil],
      inDrop: [false, true, true, false])
    #expect(spark.blocks == "▂▃ █")
    let long = Sparkline(
      observed: Array(repeating: 5, count: 500), expected: Array(repeating: 5, count: 500),
      inDrop: Array(repeating: false, count: 500))
    #expect(long.observed.count <= 48 && long.blocks == String(repeating: "█", count: 12))
    let empty = Sparkline(observed: [], expected: [], inDrop: [])
    #expect(empty.blocks == "" && !empty.drawn().body.markup.contains("nan"))
  }

  @Test("Inks that carry meaning stand out from the paper in both schemes", arguments: Ink.allCases)
  func contrast(ink: Ink) {
    func least(_ ratio: Double) -> Bool {
      contrastRatio(ink.light, Ink.paper.light) >= ratio
        && contrastRatio(ink.dark, Ink.paper.dark) >= ratio
    }
    switch ink {
    case .text, .quiet, .observed, .ai, .missing, .other: #expect(least(4.5))
    case .expected, .running: #expect(least(3))
    case .grid, .band, .drop, .shortfall, .spread, .onFlag, .paper: break
    }
    for ground in [Ink.band, .drop, .shortfall] where ink == .observed || ink == .expected {
      #expect(contrastRatio(ink.light, ground.light) >= 3, "\(ground)")
      #expect(contrastRatio(ink.dark, ground.dark) >= 3, "\(ground)")
    }
  }

  /// As WCAG 2.2 defines it.
  private func contrastRatio(_ one: StaticString, _ other: StaticString) -> Double {
    func luminance(_ colour: StaticString) -> Double {
      let value = Int(colour.description.dropFirst(), radix: 16) ?? 0
      let parts = [16, 8, 0].map { shift -> Double in
        let part = Double(value >> shift & 255) / 255
        // (x + 0.055) / 1.055 to the power of 2.4, as x² · x^0.4 by roots alone.
        guard part > 0.04045 else { return part / 12.92 }
        let base = (part + 0.055) / 1.055
        var fifth = base
        for _ in 0..<60 { fifth -= (power(fifth, 5) - base) / (5 * power(fifth, 4)) }
        return base * base * fifth * fifth
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    func power(_ base: Double, _ exponent: Int) -> Double {
      (0..<exponent).reduce(1) { product, _ in product * base }
    }
    let (first, second) = (luminance(one), luminance(other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
  }
}
