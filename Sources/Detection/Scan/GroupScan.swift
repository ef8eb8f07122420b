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

  /// Counted from the first start, with the margin by which it passes its threshold (in log-likelihood).
  typealias Clearest = (start: Int, margin: Double)

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

  /// What one series knows of the falls of one duration, start by start.
  struct Row {
    /// What the data say for a fall of 1, and its information: the signal is the one over the root of
    /// the other.
    let gains: [Float]
    let information: [Float]
    /// What website errors add; `nil` where none are recorded.
    let supports: [Float]?

    func signal(_ start: Int) -> Float {
      information[start] > 0 ? gains[start] / information[start].squareRoot() : 0
    }
  }

  /// The sum for each start of one duration.
  static func sums(_ rows: [Row]) -> [Double] {
    var sums = [Double](repeating: 0, count: rows.first?.gains.count ?? 0)
    for row in rows {
      // Without errors only what passes the deduction counts.
      let least = row.supports == nil ? Float(2 * deduction) : 0
      for (start, gain) in row.gains.enumerated()
      where gain > 0 && gain * gain > least * row.information[start] {
        let square = Double(gain) * Double(gain) / Double(row.information[start])
        let support = row.supports.map { Double($0[start]) } ?? 0
        sums[start] += max(0, square / 2 + support - deduction)
      }
    }
    return sums
  }

  /// The signal of a fall by the same part in all series, for each start of one duration.
  static func together(_ rows: [Row]) -> [Double] {
    var sums = [(gain: Double, information: Double)](
      repeating: (0, 0), count: rows.first?.gains.count ?? 0)
    for row in rows {
      var sums = sums.mutableSpan
      for start in sums.indices {
        sums[start].gain += Double(row.gains[start])
        sums[start].information += Double(row.information[start])
      }
    }
    return sums.map { $0.information > 0 ? $0.gain / $0.information.squareRoot() : 0 }
  }

  /// The start whose sum passes the threshold of its duration by more than `least`, and most.
  static func clearest(
    _ sums: [Double], looks: Double, falseDrops: Double, above least: Double
  ) -> Clearest? {
    // On quiet time no sum reaches what the threshold is at least, and it need not be known.
    guard let start = sums.indices.max(by: { sums[$0] < sums[$1] }),
      sums[start] - slowestDecay * rareness(looks: looks, falseDrops: falseDrops) > least
    else { return nil }
    let margin = sums[start] - threshold(sums, looks: looks, falseDrops: falseDrops)
    return margin > least ? (start, margin) : nil
  }

  /// The start at which all series together pass the signal that a `single` one must have by more than
  /// `least`, and most.
  static func clearest(
    together: [Double], _ rows: [Row], single: Double, above least: Double
  ) -> Clearest? {
    func clearest(spread: Double) -> Clearest? {
      var best: Clearest?
      for (start, signal) in together.enumerated() where signal / spread >= ErrorWitness.leastSignal
      {
        let square = signal / spread * (signal / spread) / 2
        let likelihood = rows.reduce(square) { $0 + ($1.supports.map { Double($0[start]) } ?? 0) }
        let margin = likelihood - single * single / 2
        if margin > best?.margin ?? least { best = (start, margin) }
      }
      return best
    }
    // Noise that the series share widens their sum; what it does on quiet time is the measure. It only
    // lowers signals, and where none would pass without it need not be known.
    guard clearest(spread: 1) != nil else { return nil }
    return clearest(spread: max(1, Quantiles.scaledMAD(together) ?? 1))
  }

  /// The sum that quiet time exceeds in one of `looks` starts, its tail continued as an exponential
  /// from the 90 % and 99 % quantiles.
  static func threshold(_ sums: [Double], looks: Double, falseDrops: Double) -> Double {
    let sorted = sums.sorted()
    guard sorted.count >= 100 else { return .infinity }
    let high = sorted[Int(0.99 * Double(sorted.count - 1))]
    let lower = sorted[Int(0.9 * Double(sorted.count - 1))]
    let decay = max(slowestDecay, (high - lower) / log(10))
    return high + decay * rareness(looks: looks, falseDrops: falseDrops)
  }

  /// A sum of a few halves of squares decays no faster than exp(−x).
  private static let slowestDecay = 1.2

  /// How far behind the 99 % quantile the threshold lies, in lengths over which the tail decays.
  private static func rareness(looks: Double, falseDrops: Double) -> Double {
    log(max(1, 0.01 * looks * looksFactor / falseDrops))
  }
}
