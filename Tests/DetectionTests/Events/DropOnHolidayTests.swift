import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("A drop on a holiday of other hours than a working day's")
struct DropOnHolidayTests {
  private static let step = 900
  private static let judged = ShapedSeries.window(42, 0, lasting: 7 * 86_400)
  /// A Wednesday from local midnight to the next.
  private static let holiday = ShapedSeries.window(44, 0, lasting: 86_400)
  private static let planted = ShapedSeries.window(44, 15, lasting: 4 * 3600)

  /// Orders a step: mornings and evenings on working days, midday on days off.
  private static func usual(_ hour: Double, isOff: Bool) -> Double {
    func bump(_ at: Double, _ width: Double) -> Double {
      PortableMath.exp(width * (PortableMath.cosine(turns: (hour - at) / 24) - 1))
    }
    return isOff
      ? 60 + 520 * bump(13.5, 6) : 60 + 300 * bump(9, 6) + 420 * bump(19, 6)
  }

  /// Seven weeks of a marketplace that shops as on a Sunday, by a fifth less, if the day is off, and loses 40 %
  /// of its orders in the planted hours; and how many those are.
  private static func marketplace(
    _ name: String, seed: UInt64, isOff: Bool, falls: Bool
  ) -> (series: Series, lost: Double) {
    var random = SeededGenerator(seed: seed, stream: name)
    var lost = 0.0
    let counts = (0..<(49 * 96)).map { index -> Int32 in
      let time = ShapedSeries.start.advanced(bySeconds: index * step)
      let holds = isOff && holiday.contains(time)
      var mean = usual(Double(index % 96) / 4, isOff: holds || (index / 96) % 7 >= 5)
      if holds { mean *= 0.8 }
      if falls, planted.contains(time) {
        lost += 0.4 * mean
        mean *= 0.6
      }
      return Int32(random.poisson(mean: mean))
    }
    let series = Series(
      key: TestWorld.key(name), start: ShapedSeries.start, stepSeconds: step,
      orders: Samples(storage: counts))
    return (series, lost)
  }

  /// Eight worlds of three marketplaces, the first of which keeps the holiday: those told with a cost within
  /// a fifth of the orders lost, and those whose interval held them.
  private static func judge(onCalendar: Bool, falls: [Bool]) async -> (near: Int, held: Int) {
    let event = CalendarEvent(
      window: holiday, marketplaces: [Marketplace("A")], kind: .holiday)
    var result = (near: 0, held: 0)
    for seed in 1...8 as ClosedRange<UInt64> {
      let all = zip(["A", "B", "C"], falls).map { name, falls in
        marketplace(name, seed: seed, isOff: name == "A", falls: falls)
      }
      let lost = all.reduce(0) { $0 + $1.lost }
      let told = await Detector().detect(
        all.map(\.series), calendar: onCalendar ? [event] : [], window: judged
      ).drops.filter { $0.window.overlaps(planted) }
      guard told.count == 1, let loss = told.first?.lostOrders else { continue }
      if abs(loss.value / lost - 1) < 0.2 { result.near += 1 }
      if loss.low <= lost, lost <= loss.high { result.held += 1 }
    }
    return result
  }

  @Test(
    "On the calendar of one, in it alone and in all; and in all though no calendar knows it",
    arguments: [
      (true, [true, false, false]), (true, [true, true, true]), (false, [true, true, true]),
    ])
  func costed(onCalendar: Bool, falls: [Bool]) async {
    let judged = await Self.judge(onCalendar: onCalendar, falls: falls)
    #expect(judged.near >= 7 && judged.held >= 6)
  }

  @Test(
    "In it alone, though no calendar knows it: now and then the evening of the holiday seems part of it"
  )
  func unlistedAlone() async {
    let judged = await Self.judge(onCalendar: false, falls: [true, false, false])
    #expect(judged.near >= 5 && judged.held >= 5)
  }
}
