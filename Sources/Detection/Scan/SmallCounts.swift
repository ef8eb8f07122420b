import Statistics

/// How strongly few orders speak for a fall, as counts.
///
/// The normal has it that no orders at all where 36 are usual is a signal of six; by the Poisson
/// distribution it happens once in e³⁶ times. Counts scatter as a negative binomial whose variance holds
/// all that of the series.
struct SmallCounts {
  /// Expected and counted up to each step.
  private let usualBefore: [Double]
  private let seenBefore: [Double]
  private let fit: NoiseFit

  /// From so many expected orders on the normal is as good.
  private static let few = 100.0

  /// `nil` if a step alone brings more than few orders.
  init?(_ line: ExpectedLine, masked: [Bool]) {
    let mean = line.expected.reduce(0, +) / Double(max(1, line.expected.count))
    guard mean < SmallCounts.few else { return nil }
    var usual = [0.0]
    var seen = [0.0]
    usual.reserveCapacity(masked.count + 1)
    seen.reserveCapacity(masked.count + 1)
    for index in masked.indices {
      let counts = !masked[index] && !line.observed[index].isNaN
      usual.append(usual[index] + (counts ? line.expected[index] : 0))
      seen.append(seen[index] + (counts ? line.observed[index] : 0))
    }
    usualBefore = usual
    seenBefore = seen
    fit = line.fit
  }

  /// Log-likelihood ratio of a fall over [start, end) by the part that is missing against none; 0 where
  /// orders are many or none are missing.
  func logLikelihood(_ start: Int, _ end: Int) -> Double {
    let usual = usualBefore[end] - usualBefore[start]
    guard usual < SmallCounts.few, usual > 0 else { return 0 }
    let seen = seenBefore[end] - seenBefore[start]
    guard seen < usual else { return 0 }
    let white = fit.white / Double(end - start)
    return CountEvidence.negativeBinomial(
      seen, usual: usual,
      excess: fit.dispersion - 1 + (fit.slow.stateVariance + white) * usual)
  }
}
