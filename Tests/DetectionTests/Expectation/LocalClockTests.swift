import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Local clocks in steps longer than an hour")
struct LocalClockTests {
  /// Orders of steps of four hours, of a day that is smooth.
  private static func day(hoursLater: Double) -> [Double] {
    (0..<42).map { step in
      let hours = 4 * Double(step) + 2 + hoursLater
      return 400 * (1 + 0.5 * PortableMath.cosine(turns: hours / 24 - 0.65))
    }
  }

  @Test("What a step is an hour later is put together of the hours of two")
  func moved() {
    let clock = LocalClock(hours: [Int](repeating: 1, count: 42), stepSeconds: 4 * 3600)
    let told = clock.course(Self.day(hoursLater: 0))
    for (told, right) in zip(told, Self.day(hoursLater: 1)).dropFirst().dropLast() {
      #expect(abs(told / right - 1) < 0.03)
    }
    let back = clock.aligned(told)
    for (back, right) in zip(back, Self.day(hoursLater: 0)).dropFirst(2).dropLast(2) {
      #expect(abs(back / right - 1) < 0.06)
    }
  }

  @Test("Where an hour is whole steps, slots say all")
  func whole() {
    let clock = LocalClock(slots: [0, 0, 4, 4, -4], stepSeconds: 900)
    #expect(clock.hours == [0, 0, 1, 1, -1])
    #expect(clock.slots == [0, 0, 4, 4, -4])
    #expect(clock.course([1, 2, 3, 4, 5]) == [1, 2, 3, 4, 5])
  }

  @Test("Parts of a step sum up to it, holes stay holes")
  func split() {
    let parts = LocalClock.split([6, .nan, 12, 0, 9], into: 3)
    for (step, value) in [(0, 6.0), (2, 12.0), (3, 0.0), (4, 9.0)] {
      let sum: Double = parts[(3 * step)..<(3 * step + 3)].reduce(0, +)
      #expect(abs(sum - value) < 1e-9)
    }
    #expect(parts[3..<6].allSatisfy { $0.isNaN })
  }

  @Test("A change is followed, and brings no drop", arguments: [7200, 3 * 3600, 4 * 3600])
  func followed(step: Int) async {
    var right = 0
    for seed in 1...10 as ClosedRange<UInt64> {
      // The Sunday after eight weeks, 8 March 2026, 07:00.
      let shaped = ShapedSeries(
        step: step, days: 91, mean: Double(step) / 10, seed: seed,
        clocksChange: 62 * 86_400 + 7 * 3600)
      let found = await Detector().detect([shaped.series], calendar: [])
      let named = found.dismissed.contains { $0.kind == .scheduleChange }
      if named, found.drops.isEmpty { right += 1 }
    }
    #expect(right >= 9)
  }
}
