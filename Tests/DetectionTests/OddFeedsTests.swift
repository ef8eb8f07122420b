import Detection
import Statistics
import Testing
import Vocabulary

@Suite("Feeds of any step, with holes anywhere")
struct OddFeedsTests {
  private static let steps = [48, 60, 240, 400, 700, 900, 1000, 2700, 5400, 25_200, 43_200, 86_400]

  /// Up to six marketplaces that begin and stop when they like, of which some fall together.
  private func series(step: Int, _ random: inout SeededGenerator) -> [Series] {
    let days = min([3, 15, 40, 90][Int(random.uniform() * 4)], 4000 * step / 86_400 + 1)
    let count = days * 86_400 / step
    let fall = Self.stretch(count, atMost: max(1, 86_400 / step), &random)
    return (0..<(1 + Int(random.uniform() * 6))).map { index in
      let mean = [0, 0.5, 40, 900][Int(random.uniform() * 4)]
      let late = random.chance(0.2) ? count / 4 : 0
      let holes = (0..<Int(random.uniform() * 3)).map { _ in
        Self.stretch(count, atMost: 20 * 86_400 / step, &random)
      }
      let end = random.chance(0.3) ? count - count / 5 : count
      let orders = (late..<count).map { place -> Int32 in
        if place >= end || holes.contains(where: { $0.contains(place) }) { return Samples.hole }
        let time = Double(place * step % 86_400) / 86_400
        let usual = mean * (1 + 0.6 * PortableMath.cosine(turns: time - 0.65))
        return Int32(random.poisson(mean: fall.contains(place) ? usual * 0.6 : usual))
      }
      return Series(
        key: SeriesKey(marketplace: Marketplace("M\(index)")),
        start: ShapedSeries.start.advanced(bySeconds: late * step), stepSeconds: step,
        orders: Samples(storage: orders))
    }
  }

  /// Some events that begin and end when they like, a few of them beyond the rows.
  private func calendar(step: Int, _ random: inout SeededGenerator) -> [CalendarEvent] {
    (0..<Int(random.uniform() * 6)).map { _ in
      let start = Int((random.uniform() * 50 - 5) * 86_400)
      let kinds = CalendarEventKind.allCases
      return CalendarEvent(
        window: TimeWindow(
          start: ShapedSeries.start.advanced(bySeconds: start),
          seconds: [1, step, 86_400, 5 * 86_400][Int(random.uniform() * 4)]),
        marketplaces: random.chance(0.5) ? [] : [Marketplace("M0")],
        kind: kinds[Int(random.uniform() * Double(kinds.count))])
    }
  }

  private static func stretch(
    _ count: Int, atMost length: Int, _ random: inout SeededGenerator
  ) -> Range<Int> {
    let first = Int(random.uniform() * Double(count))
    return first..<(first + 1 + Int(random.uniform() * Double(length)))
  }

  @Test("All are judged to their end, and what is told of them is a number", arguments: steps)
  func judged(step: Int) async {
    var random = SeededGenerator(seed: 77, stream: "odd feeds of \(step)")
    for _ in 0..<4 {
      let events = calendar(step: step, &random)
      for drop in await Detector().detect(series(step: step, &random), calendar: events).drops {
        let loss = drop.lostOrders
        let figures = [loss.low, loss.value, loss.high, drop.expectedOrders]
        #expect(figures.allSatisfy { $0.isFinite })
        #expect(drop.observedOrders >= 0)
        #expect(drop.window.seconds >= 0)
      }
    }
  }
}
