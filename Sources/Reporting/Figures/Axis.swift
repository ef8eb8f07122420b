import Vocabulary

/// Values on a vertical axis, from the lowest line to the highest.
struct ValueAxis: Sendable {
  let low: Double
  let high: Double
  let step: Double
  let top: Double
  let bottom: Double

  /// Holds all of `range` and zero; steps of 1, 2, 2.5 or 5 times a power of ten, about `lines`.
  init(range: ClosedRange<Double>, top: Double, bottom: Double, lines: Double = 5) {
    let lower = min(0, range.lowerBound)
    let upper = max(0, range.upperBound)
    let span = upper - lower > 0 ? upper - lower : 1
    let step = ValueAxis.step(over: span / lines)
    self.step = step
    self.low = (lower / step).rounded(.down) * step
    self.high = max((upper / step).rounded(.up) * step, low + step)
    self.top = top
    self.bottom = bottom
  }

  /// The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is at least `rough`.
  static func step(over rough: Double) -> Double {
    var power = 1.0
    while power > rough { power /= 10 }
    while power * 10 <= rough { power *= 10 }
    for factor in [1, 2, 2.5, 5] where factor * power >= rough * 0.999 { return factor * power }
    return 10 * power
  }

  func y(_ value: Double) -> Double {
    let within = min(high, max(low, value))
    return bottom - (within - low) / (high - low) * (bottom - top)
  }

  /// The values at which a line is drawn.
  var lines: [Double] {
    (0...Int(((high - low) / step).rounded())).map { low + Double($0) * step }
  }

  func label(_ value: Double) -> String {
    let steps: [(Double, Int)] = [(1, 0), (0.1, 1), (0.01, 2)]
    for (unit, decimals) in steps {
      let units = step / unit
      if (units - units.rounded()).magnitude < 1e-6 { return fixed(value, decimals: decimals) }
    }
    return fixed(value, decimals: 3)
  }
}

/// Moments on a horizontal axis.
struct TimeAxis: Sendable {
  let window: TimeWindow
  let left: Double
  let right: Double

  func x(_ moment: Timestamp) -> Double { x(seconds: Double(moment.seconds(since: window.start))) }

  /// `seconds` after the start of the window.
  func x(seconds: Double) -> Double {
    let share = seconds / Double(max(1, window.seconds))
    return left + min(1, max(0, share)) * (right - left)
  }

  /// Moments of a round clock time, at most about eight, and their labels.
  var ticks: [(at: Timestamp, label: String)] {
    let steps = [
      1, 5, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
      172_800, 604_800, 1_209_600, 2_592_000,
    ]
    let step = steps.first { window.seconds / $0 <= 8 } ?? 7_776_000
    var ticks: [(at: Timestamp, label: String)] = []
    let intoDay = window.start.seconds(since: window.start.startOfDay)
    var moment = window.start.startOfDay.advanced(bySeconds: (intoDay + step - 1) / step * step)
    while moment <= window.end {
      ticks.append((moment, moment == moment.startOfDay ? moment.shortDate : moment.clock))
      moment = moment.advanced(bySeconds: step)
    }
    return ticks
  }
}
