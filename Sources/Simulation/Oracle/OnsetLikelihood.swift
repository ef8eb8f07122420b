import Glibc
import Vocabulary

/// How likely the true onsets are if a change, or something outside the log, was behind a drop.
///
/// Densities are per second of every marketplace that fell, so that hypotheses compare. What else
/// depends on when the drop began is weighed with each time that it may have begun.
struct OnsetLikelihood {
  let settings: WorldSettings
  let log: OracleLog
  let delays: FaultDelays
  let known: KnownOnsets

  /// Delays of one fault differ between marketplaces within these bounds, evenly.
  static let jitter = 0.8...1.25
  private static let spared = 1.0 / 12
  /// Seconds within which marketplaces fall if no change is behind it.
  private static let together = 121.0
  /// Points at which the common delay is tried; where onsets are not known so many more that they lie no
  /// further apart than this part of it.
  private static let points = 48
  private static let apart = 0.025
  /// Seconds; no delay of the world is longer in practice.
  static let longest = 36 * 3600

  init(_ known: KnownOnsets, settings: WorldSettings, log: OracleLog) {
    self.known = known
    self.settings = settings
    self.log = log
    delays = FaultDelays(settings.faults)
  }

  typealias Steps = [(start: Timestamp, reach: [Int])]

  /// What else depends on when the drop began, told its start.
  typealias Beside = (Timestamp) -> Double

  /// If the steps of a change brought it.
  func change(_ steps: Steps, beside: Beside) -> Double {
    guard let span = delaySpan(steps) else { return 0 }
    let low = log_(span.lowerBound)
    let length = log_(span.upperBound) - low
    guard length > 0 else { return 0 }
    let points = known.isDated ? max(Self.points, Int(length / Self.apart)) : Self.points
    let width = length / Double(points)
    return (0..<points).reduce(0) { sum, point in
      let delay = exp(low + (Double(point) + 0.5) * width)
      let density = delays.density((delay - 5) / 60) / 60
      return density > 0
        ? sum + density * delay * width * given(delay, steps, beside: beside) : sum
    }
  }

  private func log_(_ value: Double) -> Double { Glibc.log(value) }

  /// The delays that all marketplaces which fell allow.
  private func delaySpan(_ steps: Steps) -> ClosedRange<Double>? {
    var low = 5.0
    var high = Double(Self.longest)
    for (marketplace, curve) in known.curves.enumerated() {
      guard let curve else { continue }
      let waits = steps.filter { $0.reach.contains(marketplace) }
        .map { Double(curve.first.seconds(since: $0.start)) }.filter { $0 + curve.seconds > 0 }
      guard let shortest = waits.min(), let longest = waits.max().map({ $0 + curve.seconds })
      else { return nil }
      low = max(low, shortest / Self.jitter.upperBound)
      high = min(high, longest / Self.jitter.lowerBound)
    }
    return low < high ? low...high : nil
  }

  private func given(_ delay: Double, _ steps: Steps, beside: Beside) -> Double {
    var product = 1.0
    var first: Timestamp?
    for (marketplace, curve) in known.curves.enumerated() {
      guard let curve else { continue }
      let starts = steps.filter { $0.reach.contains(marketplace) }.map(\.start)
      guard let (density, onset) = density(of: curve, after: starts, delay: delay) else { return 0 }
      product *= (1 - Self.spared) * density
      first = min(first ?? onset, onset)
    }
    guard let start = known.start ?? first else { return 0 }
    let mitigated = known.mitigated(from: start)
    for (marketplace, curve) in known.curves.enumerated() where curve == nil {
      let starts = steps.filter { $0.reach.contains(marketplace) }.map(\.start)
      guard !starts.isEmpty else { continue }
      let later = starts.reduce(1) { $0 * survival(mitigated, $1, delay) }
      product *= Self.spared + (1 - Self.spared) * later
    }
    return product > 0 ? product * known.course(from: start) * beside(start) : 0
  }

  /// Of the earliest of the onsets that the steps bring, averaged over what is known of it, and about
  /// when it is then; `nil` if they cannot bring it.
  private func density(
    of curve: OnsetCurve, after starts: [Timestamp], delay: Double
  ) -> (density: Double, onset: Timestamp)? {
    var sum = 0.0
    var onset = 0.0
    for (index, start) in starts.enumerated() {
      let since = Double(curve.first.seconds(since: start))
      guard let own = Self.density(curve, from: since, delay: delay) else { continue }
      let middle = curve.first.advanced(bySeconds: Int(own.middle))
      let first = starts.indices.filter { $0 != index }
        .reduce(own.density) { $0 * survival(middle, starts[$1], delay) }
      sum += first
      onset += first * own.middle
    }
    return sum > 0 ? (sum, curve.first.advanced(bySeconds: Int(onset / sum))) : nil
  }

  /// Mean density over what is known of an onset, from so many seconds after the step on, of a jittered
  /// delay, and where in it the onset then lies on average.
  static func density(
    _ curve: OnsetCurve, from start: Double, delay: Double
  ) -> (density: Double, middle: Double)? {
    let low = jitter.lowerBound * delay
    let high = jitter.upperBound * delay
    return curve.share(from: low - start, to: high - start).map {
      ($0.share / (high - low), $0.middle)
    }
  }

  /// Chance that a step at `start` has brought no fall by `moment`.
  private func survival(_ moment: Timestamp, _ start: Timestamp, _ delay: Double) -> Double {
    let factor = Double(moment.seconds(since: start)) / delay
    let width = Self.jitter.upperBound - Self.jitter.lowerBound
    return min(1, max(0, (Self.jitter.upperBound - factor) / width))
  }

  /// If no change brought it: one marketplace, a region or all, within two minutes.
  func external(beside: Beside) -> Double {
    let hit = known.hit
    let regions = log.model.rollouts.regions
    let place =
      (hit.count == 1 ? 0.45 / Double(known.curves.count) : 0)
      + 0.3 * Double(regions.count { $0 == hit }) / Double(regions.count)
      + (hit.count == known.curves.count ? 0.25 : 0)
    guard place > 0 else { return 0 }
    let curves = hit.compactMap { known.curves[$0] }
    let starts = curves.map { Double($0.first.seconds(since: known.origin)) }
    guard let last = starts.max(), let end = zip(starts, curves).map({ $0 + $1.seconds }).min()
    else { return 0 }
    let low = last - Self.together
    let points =
      known.isDated
      ? max(Self.points, Int((end - low) / (Self.together / 8))) : Self.points
    let width = (end - low) / Double(points)
    guard width > 0 else { return 0 }
    let sum = (0..<points).reduce(0.0) { sum, point in
      let base = low + (Double(point) + 0.5) * width
      var product = 1.0
      var first = Double.infinity
      for (curve, start) in zip(curves, starts) {
        guard let own = curve.share(from: base - start, to: base - start + Self.together) else {
          return sum
        }
        product *= own.share / Self.together
        first = min(first, start + own.middle)
      }
      let start = known.start ?? known.origin.advanced(bySeconds: Int(first))
      return sum + product * known.course(from: start) * beside(start)
    }
    return place * sum * width / span
  }

  /// Seconds in which drops may begin.
  var span: Double { Double((settings.days - settings.faults.quietDays) * 86_400) }
}
