import Statistics
import Vocabulary

/// A service of steps of five minutes with daily and weekly shape, slow noise and errors, drawn from a seed.
struct DrawnService {
  static let start = ShapedSeries.start
  static let step = 300

  /// A fall planted into it.
  struct Fall {
    let start: Timestamp
    let steps: Int
    let depth: Double
    /// Whether errors rise with it.
    let isLoud: Bool
  }

  static func moment(_ day: Int, _ seconds: Int = 0) -> Timestamp {
    start.advanced(bySeconds: day * 86_400 + seconds)
  }

  /// - Parameter clockChange: the day from which on local clocks run an hour ahead.
  static func series(
    _ seed: UInt64, days: Int, fall: Fall? = nil, clockChange: Int = .max
  ) -> Series {
    var random = SeededGenerator(seed: seed, stream: "service")
    let mean = random.logUniform(8, 300)
    let slow = random.uniform(0.01, 0.04)
    let dispersion = random.uniform(1, 2)
    let keep = 0.97
    var state = random.normal(sd: slow)
    var orders: [Int32] = []
    var errors: [Int32] = []
    for index in 0..<days * 86_400 / step {
      let time = start.advanced(bySeconds: index * step)
      let local = index * step + (index * step >= clockChange &* 86_400 ? 3600 : 0)
      let turns = Double(local % 86_400) / 86_400
      let weekend = local / 86_400 % 7 >= 5 ? 0.8 : 1
      let isLow = fall.map {
        time >= $0.start && time.seconds(since: $0.start) < $0.steps * step
      }
      let low = isLow == true ? fall?.depth ?? 0 : 0
      state = keep * state + random.normal(sd: slow * (1 - keep * keep).squareRoot())
      let usual =
        mean * weekend * (1 + 0.5 * PortableMath.cosine(turns: turns - 0.65)) * (1 + state)
      orders.append(
        Int32(random.negativeBinomial(mean: usual * (1 - low), dispersion: dispersion)))
      let failing = 0.03 * usual + (fall?.isLoud == true ? usual * low : 0)
      errors.append(Int32(random.poisson(mean: failing)))
    }
    return Series(
      key: SeriesKey(marketplace: Marketplace("DE"), service: Service("s-\(seed)")), start: start,
      stepSeconds: step, orders: Samples(storage: orders), errors: Samples(storage: errors))
  }
}
