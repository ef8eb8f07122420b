import Statistics
import Testing

@testable import Detection

@Suite("The course of a public holiday")
struct HolidayCourseTests {
  /// Six weeks of hours: five working days with a morning and an evening, two days off with a noon.
  private static let usual = (0..<42).flatMap { day -> [Double] in
    (0..<24).map { hour in day % 7 < 5 ? working(hour) : off(hour) }
  }
  private static func working(_ hour: Int) -> Double {
    (7...10).contains(hour) || (17...21).contains(hour) ? 900 : 400
  }
  private static func off(_ hour: Int) -> Double { (11...16).contains(hour) ? 900 : 350 }

  private static let fit = NoiseFit(
    dispersion: 1.5, white: 0, slow: NoisyAR1(rho: 0.8, stateVariance: 0.03 * 0.03))

  /// Wednesday of the fourth week.
  private static let holiday = day(23)
  private static func day(_ number: Int) -> Range<Int> { (24 * number)..<(24 * number + 24) }

  /// Counts of usual days, but those of some days as they are given.
  private static func observed(_ days: [Range<Int>: (Int) -> Double], upTo end: Int = .max)
    -> [Double]
  {
    var random = SeededGenerator(seed: 5, stream: "holiday")
    var observed = usual.map { Double(random.poisson(mean: $0)) }
    for (day, course) in days.sorted(by: { $0.key.lowerBound < $1.key.lowerBound }) {
      for step in day { observed[step] = Double(random.poisson(mean: course(step % 24))) }
    }
    for step in observed.indices where step >= end { observed[step] = .nan }
    return observed
  }

  private static func line(
    _ observed: [Double], _ holidays: [Range<Int>] = [holiday], from usual: [Double] = usual
  ) -> [Double] {
    HolidayCourse(observed, usual: usual, fit: fit, stepSeconds: 3600).line(holidays)
  }

  @Test("Where people shop as on a Sunday it is a Sunday's, and no other day changes")
  func dayOff() {
    let line = Self.line(Self.observed([Self.holiday: { 0.8 * Self.off($0) }]))
    #expect(Array(line[Self.holiday]) == (0..<24).map(Self.off))
    #expect(
      Self.usual.indices.allSatisfy { Self.holiday.contains($0) || line[$0] == Self.usual[$0] })
  }

  @Test("Where they shop less, but at the hours of a working day, it is its own")
  func workingDay() {
    #expect(Self.line(Self.observed([Self.holiday: { 0.7 * Self.working($0) }])) == Self.usual)
  }

  @Test("A drop of a third of the day chooses nothing", arguments: [0, 4, 8, 12, 16])
  func drop(from hour: Int) {
    let fallen = hour..<(hour + 8)
    let working = Self.observed([
      Self.holiday: { Self.working($0) * (fallen.contains($0) ? 0.4 : 1) }
    ])
    #expect(Self.line(working) == Self.usual)
    let off = Self.observed([Self.holiday: { Self.off($0) * (fallen.contains($0) ? 0.4 : 1) }])
    #expect(Array(Self.line(off)[Self.holiday]) == (0..<24).map(Self.off))
  }

  @Test("As long as few of its hours were counted, the holidays before tell")
  func before() {
    let earlier = Self.day(8)
    let seen = Self.observed(
      [earlier: Self.off, Self.holiday: Self.off], upTo: Self.holiday.lowerBound + 5)
    #expect(Self.line(seen) == Self.usual)
    let both = Self.line(seen, [earlier, Self.holiday])
    #expect(Array(both[Self.holiday]) == (0..<24).map(Self.off))
  }

  @Test("Each day of a long holiday is judged alone, at the ends of the window too")
  func severalDays() {
    let long = Self.day(39).lowerBound..<Self.day(41).upperBound
    let seen = Self.observed([Self.day(39): Self.off])
    let line = Self.line(seen, [long, (-30)..<(-2)])
    #expect(Array(line[Self.day(39)]) == (0..<24).map(Self.off))
    #expect(Array(line[Self.day(40)]) == Array(Self.usual[Self.day(40)]))
  }

  @Test("Nothing is told where few orders come")
  func fewOrders() {
    var random = SeededGenerator(seed: 5, stream: "few")
    let few = Self.usual.map { $0 / 900 }
    let seen = few.indices.map { step in
      Double(
        random.poisson(mean: Self.holiday.contains(step) ? Self.off(step % 24) / 900 : few[step]))
    }
    #expect(Self.line(seen, from: few) == few)
  }
}
