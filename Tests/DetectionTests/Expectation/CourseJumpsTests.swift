import Statistics
import Testing

@testable import Detection

@Suite("Jumps of the usual course")
struct CourseJumpsTests {
  private static let week = 7 * 288

  /// Six weeks of five minutes, `usual` giving what is usual in each slot.
  private static func jumps(seed: UInt64, usual: (_ slot: Int) -> Double) -> [Int] {
    var random = SeededGenerator(seed: seed, stream: "jumps")
    let values = (0..<(6 * week)).map { Double(random.poisson(mean: usual($0 % week))) }
    let slices = Slices(
      values: values, cycleSteps: week, cycles: 6, slotShift: values.map { _ in 0 })
    return CourseJumps.find(in: slices, learners: Array(0..<6), width: 9).slots
  }

  private static func smooth(_ slot: Int, mean: Double) -> Double {
    mean * (1 + 0.6 * PortableMath.cosine(turns: Double(slot) / 288))
  }

  @Test("A smooth course has none", arguments: [0.5, 20, 1000])
  func smooth(mean: Double) {
    for seed in 1...20 as ClosedRange<UInt64> {
      #expect(Self.jumps(seed: seed) { Self.smooth($0, mean: mean) }.isEmpty)
    }
  }

  @Test("A sale of an hour has two, to the slot")
  func sale() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = Self.jumps(seed: seed) {
        Self.smooth($0, mean: 200) * (432..<444 ~= $0 ? 1.6 : 1)
      }
      #expect(found == [432, 444])
    }
  }

  @Test("Doors are found where they close slowly, too, and a quiet night is no door")
  func doors() {
    for seed in 1...20 as ClosedRange<UInt64> {
      let found = Self.jumps(seed: seed) { slot in
        let untilClosed = 264 - slot % 288
        let open = slot % 288 < 72 ? 0 : min(1, max(0, Double(untilClosed) / 12))
        return 100 * open
      }
      let closing = (0..<7).map { $0 * 288 + 264 }
      #expect(closing.allSatisfy { close in found.contains { abs($0 - close) <= 2 } })
      #expect((0..<7).allSatisfy { found.contains($0 * 288 + 72) })
      #expect(
        Self.jumps(seed: seed) { $0 % 288 < 72 ? 0.001 : 0.01 }.isEmpty)
    }
  }

  @Test("One odd week is no jump")
  func oneWeek() {
    var random = SeededGenerator(seed: 3, stream: "odd week")
    let values = (0..<(6 * Self.week)).map { step in
      Double(random.poisson(mean: (1000..<1012).contains(step) ? 2000 : 200))
    }
    let slices = Slices(
      values: values, cycleSteps: Self.week, cycles: 6, slotShift: values.map { _ in 0 })
    #expect(CourseJumps.find(in: slices, learners: Array(0..<6), width: 9).slots.isEmpty)
  }

  @Test("Towards a jump smoothing narrows, and averages nothing across")
  func widths() {
    let jumps = CourseJumps(slots: [4])
    #expect(jumps.widths(upTo: 2, count: 12) == [2, 1, 0, 0, 0, 0, 1, 2, 2, 2, 2, 2])
    let course = (0..<24).map { $0 < 12 ? 0.0 : 100.0 }
    let both = CourseJumps(slots: [0, 12])
    #expect(Smoothing.smooth(course, width: 3, jumps: both) == course)
  }
}
