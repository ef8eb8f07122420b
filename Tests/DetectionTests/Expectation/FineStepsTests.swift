import Testing
import Vocabulary

@testable import Detection

@Suite("Steps shorter than a minute")
struct FineStepsTests {
  @Test(
    "They are taken together by minutes while a course is learnt, holes filled up in proportion")
  func gathered() {
    let slots = MinuteSlots(stepSeconds: 20, cycleSteps: 4320)
    #expect(slots.width == 3)
    let minutes = slots.gathered([1, 2, 3, 4, .nan, 2, .nan, .nan, .nan, 5])
    #expect(minutes[..<2] == [6, 9])
    #expect(minutes[2].isNaN)
    #expect(minutes[3] == 15)
    #expect(slots.spread([6, 9], count: 5) == [2, 2, 2, 3, 3])
    #expect(slots.gathered(shift: [180, 180, 180, 0, 0, 0]) == [60, 0])
    #expect(MinuteSlots(stepSeconds: 60, cycleSteps: 1440).width == 1)
    #expect(MinuteSlots(stepSeconds: 45, cycleSteps: 1920).width == 1)
  }

  @Test("A fall of hours is placed to the minute")
  func edges() async throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      var shaped = ShapedSeries(step: 20, days: 10, mean: 2, seed: seed)
      let fall = ShapedSeries.window(8, 10, lasting: 4 * 3600)
      let lost = shaped.plant(fall, depth: 0.7, seed: seed)
      let drops = await ShapedSeries.allDrops(shaped)
      let drop = try #require(drops.first)
      #expect(drops.count == 1)
      #expect(abs(drop.window.start.seconds(since: fall.start)) <= 120)
      #expect(abs(drop.window.end.seconds(since: fall.end)) <= 300)
      #expect(abs(drop.lostOrders.value - Double(lost)) < 0.2 * Double(lost))
    }
  }
}
