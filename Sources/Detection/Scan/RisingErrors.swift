import Statistics

/// How strongly website errors speak for falls of any shape and onset that end where one does: those
/// that the fault brings rise with the orders that it takes.
///
/// Counts are compared as counts, since few errors become many. How many a lost order brings is read
/// off the later part of the fall, where it has come on in full.
struct RisingErrors {
  private let first: Int
  private let end: Int
  /// By step from `first` and by part of the full rise: log-likelihood ratio against no rise.
  private let gains: [[Double]]
  /// Of the full rise from each step to the end.
  private let full: [Double]

  private static let levels = 16
  /// Where in the fall the rise is read off, as parts of its length.
  private static let plateau = (from: 0.65, to: 0.92)
  /// The rise must have this log-likelihood.
  private static let least = 3.0
  /// Single steps say no more than this, either way: errors burst for reasons of their own.
  private static let most = 6.0
  /// How long before the fall orders tell how high demand is.
  private static let demandSeconds = 3 * 3600

  /// `nil` if errors do not rise.
  ///
  /// - Parameters:
  ///   - errors: the line of the errors.
  ///   - orders: that of the orders.
  ///   - follows: how far errors usually follow orders.
  ///   - first: the earliest step that an onset may lie in.
  init?(
    _ errors: ExpectedLine, orders: ExpectedLine, follows: Double, masked: [Bool], fall: Fall,
    from first: Int
  ) {
    let end = fall.end
    let demand = RisingErrors.demand(orders, masked, before: fall.start)
    let height = max(0.1, 1 + follows * (demand - 1))
    let length = Double(end - fall.start)
    let low = fall.start + Int(length * RisingErrors.plateau.from)
    let high = max(low + 1, fall.start + Int((length * RisingErrors.plateau.to).rounded()))
    var more = 0.0
    var lost = 0.0
    for step in low..<min(high, end) where !errors.observed[step].isNaN && !masked[step] {
      more += errors.observed[step] - height * errors.expected[step]
      lost += orders.expected[step]
    }
    guard lost > 0, more > 0 else { return nil }
    let rate = more / lost
    let slow = errors.fit.slow.stateVariance
    func density(_ seen: Double, _ mean: Double) -> Double {
      let excess = errors.fit.dispersion - 1 + slow * mean
      return NegativeBinomial.logDensity(seen, mean: mean, excess: max(0.01, excess))
    }
    let gains = (first..<end).map { step -> [Double] in
      let seen = errors.observed[step]
      guard !seen.isNaN, !masked[step] else {
        return [Double](repeating: 0, count: RisingErrors.levels + 1)
      }
      let usual = max(1e-3, height * errors.expected[step])
      return (0...RisingErrors.levels).map { level in
        let part = Double(level) / Double(RisingErrors.levels)
        let mean = usual + rate * orders.expected[step] * part
        let gain = density(seen, mean) - density(seen, usual)
        return min(RisingErrors.most, max(-RisingErrors.most, gain))
      }
    }
    var full = [0.0]
    for step in gains.reversed() { full.append(full[full.count - 1] + step[RisingErrors.levels]) }
    self.full = full.reversed()
    self.gains = gains
    self.first = first
    self.end = end
    guard self.full[low - first] > RisingErrors.least else { return nil }
  }

  /// Orders over those expected in the hours before a fall: a promotion brings errors too.
  private static func demand(_ orders: ExpectedLine, _ masked: [Bool], before start: Int) -> Double
  {
    let steps = max(0, start - demandSeconds / orders.stepSeconds)..<start
    let seen = steps.filter { !orders.observed[$0].isNaN && !masked[$0] }
    let usual = seen.reduce(0) { $0 + orders.expected[$1] }
    return usual > 0 ? seen.reduce(0) { $0 + orders.observed[$1] } / usual : 1
  }

  /// Log-likelihood ratio against no rise.
  func logLikelihood(_ shape: FallShape, onset: Double) -> Double {
    let start = Int(onset)
    let there = min(end, max(start, Int((onset + shape.steps).rounded(.up))))
    var sum = full[there - first]
    for step in start..<there {
      sum += gain(step, shape.part(step, onset: onset))
    }
    return sum
  }

  private func gain(_ step: Int, _ part: Double) -> Double {
    let place = part * Double(RisingErrors.levels)
    let level = min(RisingErrors.levels - 1, Int(place))
    let own = gains[step - first]
    return own[level] + (place - Double(level)) * (own[level + 1] - own[level])
  }
}
