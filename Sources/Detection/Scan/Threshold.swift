import Statistics

/// From the false alarms a user accepts to the strength a fall must have.
enum Threshold {
  /// Independent looks a quarter holds: each step starts falls of many lengths, most of which
  /// overlap; three a step matches what simulated quiet series show.
  static let looksPerStep = 3.0

  /// Real residuals have heavier tails than the normal; signals must be so much larger.
  static let tailAllowance = 1.03

  /// The signal a fall in a single series must have.
  static func signal(stepSeconds: Int, falseDropsPerQuarter: Double) -> Double {
    let looks = looksPerStep * 91.31 * 86_400 / Double(stepSeconds)
    let probability = min(0.01, max(1e-12, falseDropsPerQuarter / looks))
    return -Normal.quantile(probability) * tailAllowance
  }
}
