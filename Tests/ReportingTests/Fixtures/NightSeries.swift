import Vocabulary

extension Night {
  /// Orders a minute at a moment of the day, before any noise.
  static func expected(_ minuteOfDay: Int, level: Double) -> Double {
    // A day in four straight pieces: night, rise, plateau, fall.
    let hour = Double(minuteOfDay % 1440) / 60
    let shape =
      hour < 6
      ? 0.35
      : hour < 12
        ? 0.35 + (hour - 6) / 6 * 0.65 : hour < 20 ? 1 : 1 - (hour - 20) / 4 * 0.65
    return level * shape
  }

  static let checkoutTrace: Trace = {
    var noise = Noise(seed: 4417)
    let start = at(10, 11)
    let (onset, end) = (186, 262)
    var observed: [Int?] = []
    var means: [Double] = []
    var running: [Estimate] = []
    var loss = 0.0
    for minute in 0..<360 {
      let mean = expected(660 + minute, level: 76)
      // Down at once, back over the last half hour.
      let depth =
        minute < onset || minute >= end
        ? 1.0 : minute < 235 ? 0.56 : 0.56 + Double(minute - 235) / 62
      let orders = max(0, mean * depth + noise.normal() * mean.squareRoot() * 1.2)
      observed.append((300..<304).contains(minute) ? nil : Int(orders.rounded()))
      means.append(mean)
      if (onset..<end).contains(minute) {
        loss += mean - orders.rounded()
        let half = 26 * Double(minute - onset + 1).squareRoot()
        running.append(Estimate(value: loss, low: loss - half, high: loss + half, level: 0.9))
      }
    }
    return Trace(
      start: start, stepSeconds: 60, observed: observed, expected: means,
      low: means.map { max(0, $0 - 3.1 * $0.squareRoot() * 1.2) },
      high: means.map { $0 + 3.1 * $0.squareRoot() * 1.2 }, bandLevel: 0.99, runningLoss: running,
      runningLossFirst: onset)
  }()

  static let overviews: [SeriesOverview] = [
    overview(us, level: 68, seed: 1, drop: (32, 38, 0.52)),
    overview(ca, level: 9, seed: 2, drop: (32, 38, 0.4)),
    overview(de, level: 41, seed: 3, drop: nil),
    overview(jp, level: 30, seed: 4, drop: nil, missing: 6),
  ]

  static func overview(
    _ marketplace: Marketplace, level: Double, seed: UInt64, drop: (Int, Int, Double)?,
    missing: Int = 0, newest: Timestamp = at(11, 5, 59)
  ) -> SeriesOverview {
    var noise = Noise(seed: seed)
    var observed: [Double?] = []
    var means: [Double?] = []
    var inDrop: [Bool] = []
    var lowest: (at: Timestamp, fall: Share)?
    for part in 0..<96 {
      let mean = expected(360 + part * 15, level: level) * 15
      let isInside = drop.map { $0.0 <= part && part < $0.1 } ?? false
      let depth = isInside ? 1 - (drop?.2 ?? 0) : 1
      let orders = max(0, mean * depth + noise.normal() * mean.squareRoot())
      // Sixteen parts are those after 02:00; fewer lie in the morning.
      let firstMissing = missing == 16 ? 80 : 12
      let isMissing = (firstMissing..<(firstMissing + missing)).contains(part)
      observed.append(isMissing ? nil : orders.rounded())
      means.append(mean)
      inDrop.append(isInside)
      let fall = Share(1 - orders / mean)
      if !isMissing, fall.value > (lowest?.fall.value ?? -9) {
        lowest = (window.start.advanced(bySeconds: part * 900), fall)
      }
    }
    return SeriesOverview(
      series: SeriesKey(marketplace: marketplace), window: window, observed: observed,
      expected: means, inDrop: inDrop, lowest: lowest, newestRow: newest,
      missingSteps: missing * 15)
  }
}
