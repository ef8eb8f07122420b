import Vocabulary

/// An estimate rounded to what its interval supports.
struct RoundedEstimate: Hashable, Sendable {
  let value: Int
  let low: Int
  let high: Int
  let level: Double
  /// What it is rounded to.
  let step: Double

  /// Two significant digits of the half width, never finer than whole orders.
  init(_ estimate: Estimate) {
    let halfWidth = (estimate.high - estimate.low) / 2
    var step = 1.0
    let limit = (0..<WordingPolicy.significantDigits).reduce(1.0) { product, _ in product * 10 }
    while halfWidth.isFinite, halfWidth / step >= limit { step *= 10 }
    self.step = step
    value = RoundedEstimate.rounded(estimate.value, to: step)
    low = RoundedEstimate.rounded(estimate.low, to: step)
    high = RoundedEstimate.rounded(estimate.high, to: step)
    level = estimate.level
  }

  /// A figure that stands beside the estimate and is no surer than it.
  func alike(_ number: Double) -> Int { RoundedEstimate.rounded(number, to: step) }

  private static func rounded(_ number: Double, to step: Double) -> Int {
    guard number.magnitude < 9e14 else { return 0 }
    return Int((number / step).rounded() * step)
  }

  /// `2,230 (2,010 to 2,460)`.
  var words: String { "\(grouped(value)) (\(range))" }

  /// `2,010 to 2,460`.
  var range: String { "\(grouped(low)) to \(grouped(high))" }

  /// `90% interval 2,010 to 2,460`.
  var interval: String { "\(percent(Share(level))) interval \(range)" }
}

extension Estimate {
  var rounded: RoundedEstimate { RoundedEstimate(self) }

  /// The figure without a minus, with the word for its side; the interval is turned with it.
  ///
  /// - Parameters:
  ///   - positive: `below`, of a figure that is not negative.
  ///   - negative: `above`.
  func sided(_ positive: String, _ negative: String) -> (figure: RoundedEstimate, side: String) {
    guard rounded.value < 0 else { return (rounded, positive) }
    return (Estimate(value: -value, low: -high, high: -low, level: level).rounded, negative)
  }

  /// True if the interval leaves the sign open.
  var includesZero: Bool { low <= 0 && high >= 0 }

  /// The sum of estimates whose errors are taken as independent: distances to the limits add as
  /// squares. `nil` for none; the level is that of the first.
  static func independentSum(_ estimates: [Estimate]) -> Estimate? {
    guard let first = estimates.first else { return nil }
    func distance(_ part: (Estimate) -> Double) -> Double {
      estimates.reduce(0) { $0 + part($1) * part($1) }.squareRoot()
    }
    let value = estimates.reduce(0) { $0 + $1.value }
    return Estimate(
      value: value, low: value - distance { $0.value - $0.low },
      high: value + distance { $0.high - $0.value }, level: first.level)
  }
}
