import Glibc
import Vocabulary

/// How strong falls are that a series shows by itself, in the weather or the news of its days.
///
/// The strongest fall of each half day follows a Gumbel law where tails are exponential, as those of
/// demand nearly are. Its scale comes from the upper half without the topmost twentieth: drops lie
/// there, and they must not hide themselves.
struct QuietTail {
  /// `nil` where too few half days were seen.
  private let law: (median: Double, scale: Double)?
  /// So much of what the law asks for is asked: it rests on some ninety half days, and with all of it half
  /// of the simulated series, whose noise is normal, would lose power for nothing.
  private var trust = 0.85

  /// Nothing is known.
  static let unknown = QuietTail(law: nil)

  /// Half a day: what is a fall in the evening says little about the next morning.
  static let blockSeconds = 43_200
  private static let fewestBlocks = 40
  private static let used = (from: 0.5, to: 0.95)
  /// Mean of a Gumbel variable of scale 1 between these quantiles, above its median.
  private static let meanAboveMedian = 0.9079
  /// −ln(−ln 0.5), the median itself.
  private static let medianVariate = 0.3665

  private init(law: (median: Double, scale: Double)?) { self.law = law }

  /// - Parameter strongest: the strongest signal of each half day.
  init(strongest: [Double]) {
    let sorted = strongest.sorted()
    guard sorted.count >= QuietTail.fewestBlocks else {
      law = nil
      return
    }
    let count = Double(sorted.count)
    let median = sorted[Int(QuietTail.used.from * count)]
    let upper = sorted[Int(QuietTail.used.from * count)..<Int(QuietTail.used.to * count)]
    let above = upper.reduce(0) { $0 + $1 - median } / Double(upper.count)
    law = (median, above / QuietTail.meanAboveMedian)
  }

  /// Half its own, half the mean of series that are judged with it: one news or one weather moves them
  /// all, and a law of ninety half days is known to a fifth only. Where it is the only one it is trusted to
  /// the full: no other series tells news and weather from a fault.
  ///
  /// - Parameter others: itself among them.
  func pooled(with others: [QuietTail]) -> QuietTail {
    let laws = others.compactMap(\.law)
    guard let law else { return self }
    guard laws.count > 1 else {
      var alone = self
      alone.trust = 1
      return alone
    }
    let count = Double(laws.count)
    return QuietTail(
      law: (
        median: law.median / 2 + laws.reduce(0) { $0 + $1.median } / count / 2,
        scale: law.scale / 2 + laws.reduce(0) { $0 + $1.scale } / count / 2
      ))
  }

  /// The signal that usual time reaches as often as that; 0 where nothing is known.
  func signal(falseDropsPerQuarter rate: Double) -> Double {
    guard let law else { return 0 }
    let blocks = CalendarQuarter.meanSeconds / Double(QuietTail.blockSeconds)
    let variate = -log(-log(1 - min(0.5, rate / blocks)))
    return trust * (law.median + law.scale * (variate - QuietTail.medianVariate))
  }
}
