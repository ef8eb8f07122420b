import Glibc
import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Changes of local clocks")
struct ClockShiftTests {
  private static let step = 1800
  private static let stepsPerDay = 48
  /// A Sunday, after eight weeks that begin on a Monday.
  private static let sunday = 55

  private static func course(_ index: Int) -> Double {
    200 * (1 + 0.5 * PortableMath.cosine(turns: Double(index) / Double(stepsPerDay) - 0.65))
  }

  /// How many of the last steps are told to run ahead, demand wandering over some hours.
  private static func shifted(
    seed: UInt64, days: Int, hours: Int, clocksChange: Bool, wander: Double
  ) -> Int {
    var random = SeededGenerator(seed: seed, stream: "clocks")
    let keeping = exp(-1.0 / 6)
    var slow = 0.0
    let values = (0..<(days * stepsPerDay + 2 * hours)).map { index -> Double in
      slow = keeping * slow + wander * (1 - keeping * keeping).squareRoot() * random.normal()
      let ahead = clocksChange && index >= sunday * stepsPerDay + 2 ? 2 : 0
      return Double(random.poisson(mean: course(index + ahead) * exp(slow)))
    }
    // A course learnt from three weeks is wrong by a third of their variance, week after week.
    let learnt = (0..<(7 * stepsPerDay)).map { course($0) * exp(0.5 * wander * random.normal()) }
    return ClockShift.find(
      values: values, stepSeconds: step, origin: ShapedSeries.start
    ) { index, shift in
      learnt[(index + shift + learnt.count) % learnt.count]
    }.count { $0 != 0 }
  }

  @Test("Demand that wanders for hours is no change of clocks, least of all where the data end")
  func wandering() {
    for hours in [6, 18, 30, 54] {
      let wrong = (1...100).count {
        Self.shifted(seed: $0, days: Self.sunday, hours: hours, clocksChange: false, wander: 0.06)
          > 0
      }
      #expect(wrong <= 2, "\(hours) hours after the Sunday began")
    }
  }

  @Test("A change is seen within the week that follows")
  func changed() {
    let seen = (1...100).count {
      Self.shifted(seed: $0, days: Self.sunday, hours: 144, clocksChange: true, wander: 0.03) > 80
    }
    #expect(seen >= 95)
  }
}
