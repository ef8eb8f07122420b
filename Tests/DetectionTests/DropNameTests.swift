import Testing
import Vocabulary

@testable import Detection

@Suite("Names of drops")
struct DropNameTests {
  private func drop(
    _ marketplace: String, at moment: Timestamp, signal: Double = 9
  ) -> Drop {
    let onset = TimeDistribution(certain: moment, stepSeconds: 60)
    let end = DropEnd.ended(
      TimeDistribution(certain: moment.advanced(bySeconds: 3600), stepSeconds: 60))
    let part = DropPart(
      series: TestWorld.key(marketplace), onset: onset, end: end, depth: Share(0.5),
      observedOrders: 1, expectedOrders: 2, signal: 9)
    return Drop(
      id: DropID(""), onset: onset, end: end, parts: [part], unaffected: [], observedOrders: 1,
      expectedOrders: 2, lostOrders: Estimate(value: 1, low: 0, high: 2, level: 0.9), catchUp: nil,
      comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: signal, shortHistoryDays: nil)
  }

  private func names(_ drops: [Drop]) -> [String] {
    var block = BlockResult(start: Timestamp(secondsSinceEpoch: 0))
    block.drops = drops.map { ($0, nil) }
    var gathered = Gathered()
    gathered.add(block)
    let window = TestWorld.window(0, 0, lasting: 24 * 60)
    return gathered.result(window: window, overviewEnd: window.end, gaps: [], series: []).drops.map(
      \.id.name)
  }

  @Test("A drop is named by the minute of its onset")
  func minute() {
    let onset = TestWorld.moment(10, 4.05).advanced(bySeconds: 59)
    #expect(names([drop("DE", at: onset)]) == ["2026-01-15-0403"])
  }

  @Test("Drops that share a minute get letters in the order of their scope")
  func letters() {
    let onset = TestWorld.moment(10, 4)
    let drops = ["IT", "DE", "FR"].map { drop($0, at: onset) }
    #expect(names(drops) == ["2026-01-15-0400", "2026-01-15-0400-b", "2026-01-15-0400-c"])
  }

  @Test("Letters go on after z, each name once")
  func manyLetters() {
    let onset = TestWorld.moment(10, 4)
    let found = names((10..<80).map { drop("M\($0)", at: onset) })
    #expect(Set(found).count == 70)
    #expect(found[25...27] == ["2026-01-15-0400-z", "2026-01-15-0400-ba", "2026-01-15-0400-bb"])
  }

  @Test("What two neighbouring weeks both see is one drop")
  func once() {
    let onset = TestWorld.moment(10, 4)
    let again = drop("DE", at: onset.advanced(bySeconds: 600))
    #expect(names([drop("DE", at: onset), again]) == ["2026-01-15-0400"])
  }

  @Test("Of what two neighbouring weeks see the clearer is kept, whichever comes first")
  func clearer() {
    let onset = TestWorld.moment(10, 4)
    let weak = drop("DE", at: onset.advanced(bySeconds: 600), signal: 4)
    #expect(names([weak, drop("DE", at: onset)]) == ["2026-01-15-0400"])
    #expect(names([drop("DE", at: onset), weak]) == ["2026-01-15-0400"])
  }
}
