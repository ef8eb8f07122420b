import Statistics

/// How strongly few orders speak for a fall, as counts.
///
/// The normal has it that no orders at all where 36 are usual is a signal of six; by the Poisson
/// distribution it happens once in e³⁶ times. Counts scatter as a negative binomial whose variance holds
/// all that of the series.
struct SmallCounts {
  private let before: CountsBefore
  private let fit: NoiseFit

  /// From so many expected orders on the normal is as good.
  private static let few = 100.0

  /// `nil` if a step alone brings more than few orders.
  init?(_ line: ExpectedLine, masked: [Bool]) {
    let mean = line.expected.reduce(0, +) / Double(max(1, line.expected.count))
    guard mean < SmallCounts.few else { return nil }
    before = CountsBefore(line, masked: masked)
    fit = line.fit
  }

  /// Log-likelihood ratio of a fall over [start, end) by the part that is missing against none; 0 where
  /// orders are many or none are missing.
  func logLikelihood(_ start: Int, _ end: Int) -> Double {
    let usual = before.expected(start, end)
    guard usual < SmallCounts.few, usual > 0 else { return 0 }
    let seen = before.counted(start, end)
    guard seen < usual else { return 0 }
    let white = fit.white / Double(end - start)
    return CountEvidence.negativeBinomial(
      seen, usual: usual,
      excess: fit.dispersion - 1 + (fit.slow.stateVariance + white) * usual)
  }
}
