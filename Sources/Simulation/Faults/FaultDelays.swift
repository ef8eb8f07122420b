import Glibc

/// How long after the step that reached a marketplace a fault shows, in minutes.
///
/// Most show within minutes, some only under load or when caches run out, and leaks after hours.
struct FaultDelays: Sendable {
  static let promptMean = 6.0
  static let delayedMedian = 40.0
  static let leakMedian = 180.0
  /// Of the logarithm, of delayed ones and of leaks.
  static let sd = 0.5

  /// Prompt, delayed, leaks.
  let shares: [Double]
  private let factor: Double

  init(_ settings: FaultSettings) {
    // A tenth are leaks by default, which leaves the other shares as they are.
    let rest = (1 - settings.leaks) / 0.9
    shares = [0.65 * rest, 0.25 * rest, settings.leaks]
    factor = settings.delayFactor
  }

  /// Density per minute.
  func density(_ minutes: Double) -> Double {
    guard minutes > 0 else { return 0 }
    let usual = minutes / factor
    let prompt = shares[0] * exp(-usual / Self.promptMean) / Self.promptMean
    let delayed = shares[1] * logNormal(usual, median: Self.delayedMedian)
    return (prompt + delayed + shares[2] * logNormal(usual, median: Self.leakMedian)) / factor
  }

  private func logNormal(_ value: Double, median: Double) -> Double {
    let z = log(value / median) / Self.sd
    return exp(-z * z / 2) / (value * Self.sd * (2 * Double.pi).squareRoot())
  }
}
