import Glibc
import Vocabulary

/// How likely the onsets are if a change that the log lacks was behind the drop: one like those of
/// the log, at a time of its own.
struct HiddenLikelihood {
  private let log: OracleLog
  private let models: [(weight: Double, steps: [(after: Double, reach: [Int])])]
  /// Seconds, each as likely as the others.
  private let delays: [Double]

  private static let modelsKept = 250
  private static let delaysTried = 24
  /// Starts tried; where onsets are not known so many in what a delay differs by between marketplaces,
  /// and at most.
  private static let startsTried = 8
  private static let startsInJitter = 4.0
  private static let mostStarts = 40

  init(log: OracleLog, delays distribution: FaultDelays) {
    self.log = log
    let weighty = log.entries.filter { log.catalog.faultWeights[$0.service] >= 0.5 }
    let stride = max(1, weighty.count / Self.modelsKept)
    let kept = weighty.indices.filter { $0 % stride == 0 }.map { weighty[$0] }
    let total = kept.reduce(0) { $0 + log.catalog.faultWeights[$1.service] }
    models = kept.map { entry in
      (
        log.catalog.faultWeights[entry.service] / total,
        entry.steps.map { (Double($0.start.seconds(since: entry.start)), $0.reach) }
      )
    }
    delays = Self.quantiles(distribution)
  }

  private static func quantiles(_ distribution: FaultDelays) -> [Double] {
    var found: [Double] = []
    var sum = 0.0
    var minutes = 0.05
    while found.count < delaysTried, minutes < 3000 {
      let next = minutes * 1.01
      sum += distribution.density(minutes) * (next - minutes)
      if sum * Double(delaysTried) >= Double(found.count) + 0.5 { found.append(60 * minutes + 5) }
      minutes = next
    }
    return found
  }

  func density(_ onsets: OnsetLikelihood, beside: OnsetLikelihood.Beside) -> Double {
    models.reduce(0) { sum, model in
      sum + model.weight
        * delays.reduce(0) { $0 + density(onsets, model.steps, delay: $1, beside: beside) }
        / Double(delays.count)
    }
  }

  /// Every marketplace by the first step that reaches it; the start of the change is integrated over.
  private func density(
    _ onsets: OnsetLikelihood, _ steps: [(after: Double, reach: [Int])], delay: Double,
    beside: OnsetLikelihood.Beside
  ) -> Double {
    let jitter = OnsetLikelihood.jitter
    let known = onsets.known
    var low = -Double.infinity
    var high = Double.infinity
    var hit: [(curve: OnsetCurve, at: Double, first: Double)] = []
    var missed: [Double] = []
    for (marketplace, curve) in known.curves.enumerated() {
      let after = steps.first { $0.reach.contains(marketplace) }?.after
      guard let curve else {
        if let after { missed.append(after) }
        continue
      }
      guard let after else { return 0 }
      let first = Double(curve.first.seconds(since: known.origin))
      let at = first - after
      hit.append((curve, at, first))
      low = max(low, at - jitter.upperBound * delay)
      high = min(high, at + curve.seconds - jitter.lowerBound * delay)
      if low >= high { return 0 }
    }
    let fine = (jitter.upperBound - jitter.lowerBound) * delay / Self.startsInJitter
    let points =
      known.isDated
      ? max(Self.startsTried, min(Self.mostStarts, Int((high - low) / fine))) : Self.startsTried
    let width = (high - low) / Double(points)
    let sum = (0..<points).reduce(0.0) { sum, point in
      let start = low + (Double(point) + 0.5) * width
      var falls = 1.0
      var first = Double.infinity
      for (curve, at, onset) in hit {
        guard let own = OnsetLikelihood.density(curve, from: at - start, delay: delay) else {
          return sum
        }
        falls *= 11.0 / 12 * own.density
        first = min(first, onset + own.middle)
      }
      let begun = known.start ?? known.origin.advanced(bySeconds: Int(first))
      let until = Double(known.mitigated(from: begun).seconds(since: known.origin))
      let all = missed.reduce(falls) { product, after in
        let factor = (until - start - after) / delay
        let later = (jitter.upperBound - factor) / (jitter.upperBound - jitter.lowerBound)
        return product * (1.0 / 12 + 11.0 / 12 * min(1, max(0, later)))
      }
      return sum + all * known.course(from: begun) * beside(begun)
    }
    let start = known.origin.advanced(bySeconds: Int((low + high) / 2))
    return sum * width * log.activity(at: start) / onsets.span
  }
}
