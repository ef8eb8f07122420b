import Statistics
import Vocabulary

@testable import Detection

/// One series of any step with a daily and weekly shape and chance counts.
struct ShapedSeries {
  /// Monday 5 January 2026, 00:00 UTC.
  static let start = Timestamp(secondsSinceEpoch: 1_767_571_200)

  let step: Int
  private var counts: [Int32]

  /// - Parameters:
  ///   - mean: orders of a step, averaged over the week.
  ///   - weeklyGrowth: natural logarithm of what the mean grows by in a week.
  ///   - clocksChange: seconds after `start` from which the local day comes an hour earlier.
  init(
    step: Int, days: Int, mean: Double, seed: UInt64, weeklyGrowth: Double = 0,
    clocksChange: Int? = nil
  ) {
    self.step = step
    var random = SeededGenerator(seed: seed, stream: "shaped")
    counts = (0..<(days * 86_400 / step)).map { index in
      var second = index * step
      if let clocksChange, second >= clocksChange { second += 3600 }
      let time = (Double(second) + Double(step) / 2) / 86_400
      let daily = step < 86_400 ? 1 + 0.6 * PortableMath.cosine(turns: time - 0.65) : 1
      let weekly = [1.05, 1, 0.95, 1, 1.05, 0.95, 1][Int(time) % 7]
      let level = PortableMath.exp(weeklyGrowth * Double(index * step) / (7 * 86_400))
      return Int32(random.poisson(mean: mean * daily * weekly * level))
    }
  }

  /// The time of so many days and hours after the start.
  static func window(_ day: Int, _ hours: Double, lasting seconds: Int) -> TimeWindow {
    TimeWindow(start: start.advanced(bySeconds: day * 86_400 + Int(hours * 3600)), seconds: seconds)
  }

  /// What is told of the week that begins after six weeks of history.
  static func look(_ series: [Series]) async -> DetectionResult {
    await Detector().detect(series, calendar: [], window: window(42, 0, lasting: 7 * 86_400))
  }

  /// Of it the drops.
  static func drops(_ series: [Series]) async -> [Drop] { await look(series).drops }

  /// The drops told of all days.
  static func allDrops(_ shaped: ShapedSeries) async -> [Drop] {
    await Detector().detect([shaped.series], calendar: [], window: shaped.series.window).drops
  }

  private func steps(_ window: TimeWindow) -> Range<Int> {
    let first = window.start.seconds(since: ShapedSeries.start) / step
    return first..<(first + window.seconds / step)
  }

  /// Takes away each order of `window` with probability `depth`; returns how many.
  @discardableResult
  mutating func plant(_ window: TimeWindow, depth: Double, seed: UInt64 = 9) -> Int {
    var random = SeededGenerator(seed: seed, stream: "planted")
    var lost = 0
    for index in steps(window).clamped(to: counts.indices) {
      for _ in 0..<counts[index] where random.chance(depth) {
        counts[index] -= 1
        lost += 1
      }
    }
    return lost
  }

  /// Draws all counts anew, `mean` of them where there were as many as on average, their variance so many
  /// times the mean.
  mutating func scatter(mean: Double, dispersion: Double, seed: UInt64) {
    var random = SeededGenerator(seed: seed, stream: "scattered")
    let usual = counts.reduce(0) { $0 + Double($1) } / Double(counts.count)
    counts = counts.map {
      Int32(random.negativeBinomial(mean: mean * Double($0) / usual, dispersion: dispersion))
    }
  }

  /// Multiplies the orders of `window`.
  mutating func scale(_ window: TimeWindow, by factor: Double) {
    for index in steps(window) {
      counts[index] = Int32((Double(counts[index]) * factor).rounded())
    }
  }

  /// Books the orders of `window` with those of the step behind it.
  mutating func bookLate(_ window: TimeWindow) {
    let late = steps(window)
    counts[late.upperBound] += counts[late].reduce(0, +)
    for index in late { counts[index] = 0 }
  }

  /// Books the orders of `window` so many seconds after they were placed, beside those of then.
  mutating func delay(_ window: TimeWindow, by seconds: Int) {
    let (late, delay) = (steps(window), seconds / step)
    let held = Array(counts[late])
    for index in late { counts[index] = 0 }
    for (offset, count) in held.enumerated() { counts[late.lowerBound + delay + offset] += count }
  }

  /// Books one count for each step of `window`: the one before it if `count` is `nil`.
  mutating func hold(_ window: TimeWindow, at count: Int32? = nil) {
    let held = steps(window)
    for index in held { counts[index] = count ?? counts[held.lowerBound - 1] }
  }

  /// Takes the rows of `window` away.
  mutating func silence(_ window: TimeWindow) {
    for index in steps(window) { counts[index] = Samples.hole }
  }

  var series: Series { series("DE") }

  func series(_ marketplace: String) -> Series {
    Series(
      key: TestWorld.key(marketplace), start: ShapedSeries.start, stepSeconds: step,
      orders: Samples(storage: counts))
  }
}
