import Statistics
import Vocabulary

/// Order series with a daily shape and chance counts, into which tests plant what they ask about.
struct TestWorld {
  /// Length of a step in seconds.
  static let step = 1800
  static let stepsPerDay = 86_400 / step
  static let days = 56
  /// Monday 5 January 2026, 00:00 UTC.
  static let start = Timestamp(secondsSinceEpoch: 1_767_571_200)

  private(set) var counts: [String: [Int32]] = [:]
  private var errors: [String: [Int32]] = [:]
  private let first: Timestamp

  /// - Parameters:
  ///   - mean: orders of a step, averaged over the day.
  ///   - earlierDays: days put before `start`; what comes from there on stays as it is.
  init(
    _ marketplaces: [String] = ["DE"], seed: UInt64 = 1, mean: Double = 400, earlierDays: Int = 0
  ) {
    for name in marketplaces {
      var random = SeededGenerator(seed: seed, stream: name)
      var before = SeededGenerator(seed: seed, stream: name + " before")
      counts[name] =
        TestWorld.draw(earlierDays, mean, &before) + TestWorld.draw(TestWorld.days, mean, &random)
    }
    first = TestWorld.start.advanced(bySeconds: -earlierDays * 86_400)
  }

  private static func draw(
    _ days: Int, _ mean: Double, _ random: inout SeededGenerator
  ) -> [Int32] {
    (0..<(days * stepsPerDay)).map { index in
      let time = Double(index % stepsPerDay) / Double(stepsPerDay)
      let usual = mean * (1 + 0.5 * PortableMath.cosine(turns: time - 0.65))
      return Int32(random.poisson(mean: usual))
    }
  }

  /// The moment `hours` after midnight of day `day`, counted from `start`.
  static func moment(_ day: Int, _ hours: Double) -> Timestamp {
    start.advanced(bySeconds: day * 86_400 + Int(hours * 3600))
  }

  static func window(_ day: Int, _ hours: Double, lasting length: Double) -> TimeWindow {
    TimeWindow(start: moment(day, hours), seconds: Int(length * 3600))
  }

  static func key(_ name: String) -> SeriesKey { SeriesKey(marketplace: Marketplace(name)) }

  private func steps(_ window: TimeWindow) -> Range<Int> {
    let low = window.start.seconds(since: first) / TestWorld.step
    return low..<(low + window.seconds / TestWorld.step)
  }

  /// Multiplies the orders of `window` by `factor` and returns how many went missing.
  @discardableResult
  mutating func scale(_ name: String, _ window: TimeWindow, by factor: Double) -> Int {
    var lost = 0
    for index in steps(window) {
      let before = counts[name, default: []][index]
      let after = Int32((Double(before) * factor).rounded())
      counts[name]?[index] = after
      lost += Int(before - after)
    }
    return lost
  }

  /// Takes the rows of `window` away.
  mutating func removeRows(_ name: String, _ window: TimeWindow) {
    for index in steps(window) { counts[name]?[index] = Samples.hole }
  }

  /// Books the orders of the step at `moment` with the next step's.
  mutating func bookLate(_ name: String, at moment: Timestamp) {
    let index = steps(TimeWindow(start: moment, seconds: TestWorld.step)).lowerBound
    let late = counts[name, default: []][index]
    counts[name]?[index] = 0
    counts[name]?[index + 1] += late
  }

  /// Gives the series errors, usually 20 a step, and so many more in each step of `window`.
  mutating func addErrors(_ name: String, more: Int, during window: TimeWindow) {
    var random = SeededGenerator(seed: 5, stream: name)
    var drawn = counts[name, default: []].map { _ in Int32(random.poisson(mean: 20)) }
    for index in steps(window) { drawn[index] += Int32(more) }
    errors[name] = drawn
  }

  /// Gives the series errors, about one an order, as the orders are now.
  mutating func addErrorsWithOrders(_ name: String) {
    var random = SeededGenerator(seed: 6, stream: name)
    errors[name] = counts[name, default: []].map { Int32(random.poisson(mean: Double($0))) }
  }

  /// The series, ordered by key, moved by `seconds`.
  func series(movedBy seconds: Int = 0) -> [Series] {
    counts.sorted { $0.key < $1.key }.map { name, counts in
      Series(
        key: TestWorld.key(name), start: first.advanced(bySeconds: seconds),
        stepSeconds: TestWorld.step, orders: Samples(storage: counts),
        errors: errors[name].map { Samples(storage: $0) })
    }
  }
}
