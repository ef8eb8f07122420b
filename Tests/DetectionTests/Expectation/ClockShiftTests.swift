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
  ///
  /// - Parameters:
  ///   - skipped: days at the front that are not looked at, whole weeks of them.
  ///   - isOfFirstCycles: whether what is left begins with what the course was learnt from.
  private static func shifted(
    seed: UInt64, days: Int, hours: Int, clocksChange: Bool, wander: Double, skipped: Int = 0,
    isOfFirstCycles: Bool = true
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
      values: Array(values.dropFirst(skipped * stepsPerDay)), stepSeconds: step,
      origin: ShapedSeries.start.advanced(bySeconds: skipped * 86_400),
      isOfFirstCycles: isOfFirstCycles
    ) { step in
      learnt[(step + learnt.count) % learnt.count]
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

  @Test("So is one before most of what is looked at, by a course learnt before it")
  func changedLongAgo() {
    let seen = (1...100).count {
      Self.shifted(
        seed: $0, days: Self.sunday, hours: 240, clocksChange: true, wander: 0.03, skipped: 49,
        isOfFirstCycles: false) > 440
    }
    #expect(seen >= 95)
  }

  @Test("So is one in the midst of it, however demand wanders", arguments: [true, false])
  func changedMidway(isOfFirstCycles: Bool) {
    let seen = (1...100).count {
      Self.shifted(
        seed: $0, days: Self.sunday, hours: 648, clocksChange: true, wander: 0.06, skipped: 28,
        isOfFirstCycles: isOfFirstCycles) > 1200
    }
    #expect(seen >= 95)
  }

  @Test(
    "Clocks are put ahead in March and in September or October, back in autumn or April",
    arguments: [
      (3, 8, 10, true), (3, 29, 1, true), (4, 4, 16, false), (9, 26, 14, true),
      (10, 25, 1, false), (11, 1, 9, false),
    ])
  func rules(month: Int, day: Int, hour: Int, ahead: Bool) {
    let moment = Timestamp(.init(year: 2026, month: month, day: day, hour: hour))
    #expect(ClockRules.mayChange(ahead: ahead, at: moment))
    #expect(!ClockRules.mayChange(ahead: !ahead, at: moment))
    #expect(!ClockRules.mayChange(ahead: ahead, at: moment.advanced(bySeconds: -3 * 86_400)))
  }

  @Test(
    "They are at a half hour of their own, and not at the one before it",
    arguments: [
      (3, 8, 8, true), (3, 29, 1, true), (4, 4, 16, false), (9, 26, 14, true),
      (10, 25, 1, false), (11, 1, 7, false),
    ])
  func halfHour(month: Int, day: Int, hour: Int, ahead: Bool) {
    let moment = Timestamp(.init(year: 2026, month: month, day: day, hour: hour))
    #expect(ClockRules.changes(ahead: ahead, at: moment))
    #expect(!ClockRules.changes(ahead: ahead, at: moment.advanced(bySeconds: -1800)))
  }

  /// Of fifty windows in which clocks are put back on Sunday 25 October 2026 at 01:00, and orders stand at a
  /// level of their own for some half hours around it, in how many what is found is right.
  ///
  /// - Parameter isRight: told the shifts and the step of the change.
  private static func right(
    odd: Range<Int>, level: Double, _ isRight: ([Int], Int) -> Bool
  ) -> Int {
    let origin = ShapedSeries.start.advanced(bySeconds: 241 * 86_400)
    let sunday = Timestamp(.init(year: 2026, month: 10, day: 25, hour: 1))
    let change = sunday.seconds(since: origin) / step
    return (1...50 as ClosedRange<UInt64>).count { seed in
      var random = SeededGenerator(seed: seed, stream: "clocks")
      let values = (0..<(70 * stepsPerDay)).map { index -> Double in
        let ahead = index < change ? 0 : -2
        let isOdd = odd.contains(index - change)
        return Double(random.poisson(mean: course(index + ahead) * (isOdd ? level : 1)))
      }
      let found = ClockShift.find(values: values, stepSeconds: step, origin: origin) { course($0) }
      return isRight(found, change)
    }
  }

  @Test(
    "A change is placed where it was though orders stand elsewhere for some hours around it",
    arguments: [(-24, 24, 0.75), (-24, 24, 1.4), (-7, -1, 0.8), (4, 12, 0.7)])
  func placed(from: Int, until: Int, level: Double) {
    let right = Self.right(odd: 2 * from..<2 * until, level: level) { found, change in
      // At night an hour changes next to nothing.
      found.indices.allSatisfy { index in
        let (was, told) = (index < change ? 0 : -2, found[index])
        return abs(log(Self.course(index + told) / Self.course(index + was))) < 0.15
      }
    }
    #expect(right >= 45, "\(right) of 50")
  }

  @Test(
    "A change is placed to the half hour though most orders are missing while clocks are put back")
  func placedInADrop() {
    let right = Self.right(odd: -2..<2, level: 0.3) { found, change in
      found[change - 1] == 0 && found[change] == -2
    }
    #expect(right >= 45, "\(right) of 50")
  }

  @Test("Three days before the clocks change do not make the weeks after it look late")
  func changedAtTheStart() {
    // Thursday 22 October 2026; the clocks change on the Sunday after it.
    let origin = ShapedSeries.start.advanced(bySeconds: 290 * 86_400)
    let change = 3 * Self.stepsPerDay + 2
    let right = (1...50 as ClosedRange<UInt64>).count { seed in
      var random = SeededGenerator(seed: seed, stream: "clocks")
      let values = (0..<(42 * Self.stepsPerDay)).map { index -> Double in
        Double(random.poisson(mean: Self.course(index + (index < change ? 2 : 0))))
      }
      let found = ClockShift.find(values: values, stepSeconds: Self.step, origin: origin) {
        Self.course($0)
      }
      return found[..<(change - 12)].allSatisfy { $0 == 2 }
        && found[(change + 12)...].allSatisfy { $0 == 0 }
    }
    #expect(right >= 45)
  }
}
