import Testing
import Vocabulary

@testable import Detection

@Suite("What the weeks found, put together")
struct GatheredTests {
  @Test("What looks like late counts in the midst of a drop, or at its end, is the drop")
  func lateCountsOfADrop() {
    let certain = { TimeDistribution(certain: $0, stepSeconds: TestWorld.step) }
    let (onset, end) = (certain(TestWorld.moment(10, 4)), certain(TestWorld.moment(10, 6)))
    let part = DropPart(
      series: TestWorld.key("DE"), onset: onset, end: .ended(end), depth: Share(0.5),
      observedOrders: 1, expectedOrders: 2, signal: 9)
    let drop = Drop(
      id: DropID(""), onset: onset, end: .ended(end), parts: [part], unaffected: [],
      observedOrders: 1, expectedOrders: 2,
      lostOrders: Estimate(value: 1, low: 0, high: 2, level: 0.9), catchUp: nil,
      comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 9, shortHistoryDays: nil)
    func late(_ hour: Double, _ names: [String]) -> DismissedStretch {
      DismissedStretch(
        kind: .counterReset, window: TestWorld.window(10, hour, lasting: 0.25),
        series: names.map(TestWorld.key), depth: nil, eventName: nil)
    }
    var block = BlockResult(start: TestWorld.moment(7, 0))
    block.drops = [(drop, nil)]
    block.dismissed = [late(5, ["DE", "FR"]), late(6, ["DE"]), late(9, ["DE"])]
    var gathered = Gathered()
    gathered.add(block)
    let window = TestWorld.window(0, 0, lasting: 24 * 14)
    let told = gathered.result(
      window: window, overviewEnd: window.end, gaps: [], series: []
    ).dismissed
    #expect(told.map(\.series) == [[TestWorld.key("FR")], [TestWorld.key("DE")]])
    #expect(told.map(\.window.start) == [TestWorld.moment(10, 5), TestWorld.moment(10, 9)])
  }
}
