import Glibc
import Statistics

/// Finds falls that several series show together, each perhaps too weakly alone.
///
/// For each stretch the log-likelihood ratios of all series that fell are added after a deduction for
/// each, so that any subset may be the one hit. What the sum does on quiet time sets its threshold,
/// duration by duration: noise that the series share lifts both.
struct GroupScan {
  /// Log-likelihood a series must bring before it counts: with 20 quiet series the sum stays small.
  static let deduction = 2.0

  /// Series that fell by less than this signal are not asked for their errors.
  static let leastSignal = 1.0

  /// Looks are so many times those at one series: each duration is a search of its own, and a tail
  /// continued from ten days' sums is too light by as much again.
  static let looksFactor = 200.0

  /// A stretch with the margin by which it passes its threshold (in log-likelihood).
  struct Candidate: Equatable {
    let start: Int
    let end: Int
    let margin: Double
  }

  /// The rungs of a ladder up to `longest` steps: 1, 2, 3, 4, 6, 8, 12 …
  static func durations(upTo longest: Int) -> [Int] {
    var result: [Int] = []
    var power = 1
    while power <= longest {
      result.append(power)
      if power > 1, power + power / 2 <= longest { result.append(power + power / 2) }
      power *= 2
    }
    return result
  }

  /// The sum for each start of one duration.
  ///
  /// - Parameter supports: for each series what its website errors add.
  static func sums(_ signals: [[Float]], supports: [[Float]]) -> [Double] {
    guard let count = signals.first?.count else { return [] }
    var sums = [Double](repeating: 0, count: count)
    for (series, supports) in zip(signals, supports) {
      for start in 0..<count where series[start] > 0 {
        let signal = Double(series[start])
        sums[start] += max(0, signal * signal / 2 + Double(supports[start]) - deduction)
      }
    }
    return sums
  }

  /// The signal of a fall by the same part in all series, for each start of one duration.
  ///
  /// - Parameter weights: for each series the square root of its information.
  static func together(_ signals: [[Float]], weights: [[Float]]) -> [Double] {
    guard let count = signals.first?.count else { return [] }
    return (0..<count).map { start in
      var sum = 0.0
      var squares = 0.0
      for (signal, weight) in zip(signals, weights) {
        sum += Double(weight[start]) * Double(signal[start])
        squares += Double(weight[start]) * Double(weight[start])
      }
      return squares > 0 ? sum / squares.squareRoot() : 0
    }
  }

  /// The sum that quiet time exceeds in one of `looks` starts, its tail continued as an exponential
  /// from the 90 % and 99 % quantiles.
  static func threshold(_ sums: [Double], looks: Double, falseDrops: Double) -> Double {
    let looks = looks * looksFactor
    let sorted = sums.sorted()
    guard sorted.count >= 100 else { return .infinity }
    let high = sorted[Int(0.99 * Double(sorted.count - 1))]
    let lower = sorted[Int(0.9 * Double(sorted.count - 1))]
    // A sum of a few halves of squares decays no faster than exp(−x).
    let decay = max(1.2, (high - lower) / log(10))
    return high + decay * log(max(1, 0.01 * looks / falseDrops))
  }
}
