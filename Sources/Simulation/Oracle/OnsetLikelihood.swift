import Glibc
import Vocabulary

/// How likely the true onsets are if a change, or something outside the log, was behind a drop.
///
/// Densities are per second of every marketplace that fell, so that hypotheses compare.
struct OnsetLikelihood {
  let settings: WorldSettings
  let log: OracleLog
  let delays: FaultDelays
  /// By marketplace, the beginning of the time in which it is known to have begun to fall; `nil` where
  /// it did not fall.
  let onsets: [Timestamp?]
  /// Length of that time in seconds: 1 if onsets are known to the second.
  let grain: Double
  let first: Timestamp
  /// When the fault was taken out of production.
  let mitigated: Timestamp

  /// Delays of one fault differ between marketplaces within these bounds, evenly.
  static let jitter = 0.8...1.25
  private static let spared = 1.0 / 12
  /// Seconds within which marketplaces fall if no change is behind it.
  private static let together = 121.0
  /// Points at which the common delay is tried.
  private static let points = 48
  /// Seconds; no delay of the world is longer in practice.
  static let longest = 36 * 3600

  init(_ drop: TrueDrop, settings: WorldSettings, log: OracleLog, grain seconds: Int) {
    func known(_ moment: Timestamp) -> Timestamp {
      let start = settings.start
      return start.advanced(bySeconds: moment.seconds(since: start) / seconds * seconds)
    }
    grain = Double(seconds)
    self.settings = settings
    self.log = log
    delays = FaultDelays(settings.faults)
    onsets = settings.marketplaces.map { code in
      drop.parts.first { $0.marketplace.name == code }.map { known($0.onset) }
    }
    first = known(drop.start)
    mitigated = drop.end.advanced(bySeconds: -min(510, drop.end.seconds(since: drop.start) / 2))
  }

  typealias Steps = [(start: Timestamp, reach: [Int])]

  /// If the steps of a change brought it.
  func change(_ steps: Steps) -> Double {
    guard let span = delaySpan(steps) else { return 0 }
    let low = log_(span.lowerBound)
    let width = (log_(span.upperBound) - low) / Double(Self.points)
    guard width > 0 else { return 0 }
    return (0..<Self.points).reduce(0) { sum, point in
      let delay = exp(low + (Double(point) + 0.5) * width)
      let density = delays.density((delay - 5) / 60) / 60
      return density > 0 ? sum + density * delay * width * given(delay, steps) : sum
    }
  }

  private func log_(_ value: Double) -> Double { Glibc.log(value) }

  /// The delays that all marketplaces which fell allow.
  private func delaySpan(_ steps: Steps) -> ClosedRange<Double>? {
    var low = 5.0
    var high = Double(Self.longest)
    for (marketplace, onset) in onsets.enumerated() {
      guard let onset else { continue }
      let waits = steps.filter { $0.reach.contains(marketplace) }
        .map { Double(onset.seconds(since: $0.start)) }.filter { $0 + grain > 0 }
      guard let shortest = waits.min(), let longest = waits.max().map({ $0 + grain }) else {
        return nil
      }
      low = max(low, shortest / Self.jitter.upperBound)
      high = min(high, longest / Self.jitter.lowerBound)
    }
    return low < high ? low...high : nil
  }

  private func given(_ delay: Double, _ steps: Steps) -> Double {
    var product = 1.0
    for (marketplace, onset) in onsets.enumerated() {
      let starts = steps.filter { $0.reach.contains(marketplace) }.map(\.start)
      if let onset {
        product *= (1 - Self.spared) * density(of: onset, after: starts, delay: delay)
      } else if !starts.isEmpty {
        let later = starts.reduce(1) { $0 * survival(mitigated, $1, delay) }
        product *= Self.spared + (1 - Self.spared) * later
      }
      if product == 0 { return 0 }
    }
    return product
  }

  /// Of the earliest of the onsets that the steps bring, averaged over what is known of it.
  private func density(of onset: Timestamp, after starts: [Timestamp], delay: Double) -> Double {
    let middle = onset.advanced(bySeconds: Int(grain / 2))
    return starts.indices.reduce(0) { sum, index in
      let own = Self.density(
        from: Double(onset.seconds(since: starts[index])), grain: grain, delay: delay)
      guard own > 0 else { return sum }
      return starts.indices.filter { $0 != index }
        .reduce(own) { $0 * survival(middle, starts[$1], delay) } + sum
    }
  }

  /// Mean density over `grain` seconds, from so many after the step on, of a jittered delay.
  static func density(from start: Double, grain: Double, delay: Double) -> Double {
    let low = max(start, jitter.lowerBound * delay)
    let high = min(start + grain, jitter.upperBound * delay)
    return max(0, high - low) / (grain * (jitter.upperBound - jitter.lowerBound) * delay)
  }

  /// Chance that a step at `start` has brought no fall by `moment`.
  private func survival(_ moment: Timestamp, _ start: Timestamp, _ delay: Double) -> Double {
    let factor = Double(moment.seconds(since: start)) / delay
    let width = Self.jitter.upperBound - Self.jitter.lowerBound
    return min(1, max(0, (Self.jitter.upperBound - factor) / width))
  }

  /// If no change brought it: one marketplace, a region or all, within two minutes.
  func external() -> Double {
    let hit = onsets.indices.filter { onsets[$0] != nil }
    let regions = log.model.rollouts.regions
    let place =
      (hit.count == 1 ? 0.45 / Double(onsets.count) : 0)
      + 0.3 * Double(regions.count { $0 == hit }) / Double(regions.count)
      + (hit.count == onsets.count ? 0.25 : 0)
    guard place > 0 else { return 0 }
    let starts = hit.compactMap { onsets[$0].map { Double($0.seconds(since: first)) } }
    guard let last = starts.max() else { return 0 }
    let low = last - Self.together
    let width = (grain - low) / Double(Self.points)
    guard width > 0 else { return 0 }
    let sum = (0..<Self.points).reduce(0.0) { sum, point in
      let base = low + (Double(point) + 0.5) * width
      return sum
        + starts.reduce(1) { product, start in
          let overlap = min(start + grain, base + Self.together) - max(start, base)
          return product * max(0, overlap) / (grain * Self.together)
        }
    }
    return place * sum * width / span
  }

  /// Seconds in which drops may begin.
  var span: Double { Double((settings.days - settings.faults.quietDays) * 86_400) }
}
