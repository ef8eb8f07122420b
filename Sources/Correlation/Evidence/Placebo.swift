import Glibc
import Statistics
import Vocabulary

/// How often a change as close as the one seen, with a reach that fits, precedes a quiet minute.
struct Placebo {
  private let index: RolloutIndex
  private let recent: RecentLog
  /// Quiet minutes before the drop, ascending.
  private let minutes: [Timestamp]
  /// For each set of marketplaces: minutes since the last step that reached them all, ascending.
  private var gaps: [[Marketplace]: [Double]] = [:]

  /// - Parameter drop: when it began; later ones are not looked at.
  init(index: RolloutIndex, recent: RecentLog, quiet: QuietTime, drop: Timestamp) {
    self.index = index
    self.recent = recent
    minutes = Placebo.quietMinutes(
      recent.window, but: quiet.disturbances.prefix { $0.window.start <= drop })
  }

  /// The share of quiet minutes before which, within `delay` minutes, a step began that reached all
  /// of `marketplaces`; from the mean rate of changes if no minute was quiet.
  mutating func share(within delay: Double, reaching marketplaces: [Marketplace]) -> Probability {
    guard !minutes.isEmpty else {
      return Probability(clamping: -expm1(-recent.rate.mean * max(0, delay)))
    }
    let known = gaps[marketplaces] ?? gapsBefore(reaching: marketplaces)
    gaps[marketplaces] = known
    let close = known.countOfFront { $0 <= delay }
    return Probability(clamping: Double(close) / Double(minutes.count))
  }

  private func gapsBefore(reaching marketplaces: [Marketplace]) -> [Double] {
    let fits = index.reaches.map { reach in
      marketplaces.allSatisfy { reach.includes($0) ?? true }
    }
    var gaps: [Double] = []
    var next = recent.steps.lowerBound
    var last: Timestamp?
    for minute in minutes {
      while next < recent.steps.upperBound, index.steps[next].startedAt <= minute {
        if fits[index.steps[next].reach] { last = index.steps[next].startedAt }
        next += 1
      }
      if let last { gaps.append(minute.minutes(since: last)) }
    }
    return gaps.sorted()
  }

  /// Moments spread evenly over `window` by the golden ratio, so that none falls into step with the
  /// hours of the day, without those in or near a drop.
  private static func quietMinutes(
    _ window: TimeWindow, but disturbances: ArraySlice<QuietTime.Disturbance>
  ) -> [Timestamp] {
    guard window.seconds > 0 else { return [] }
    let near = disturbances.map { disturbance in
      (
        from: disturbance.window.start.advanced(bySeconds: -LinkModel.Placebo.clearBefore),
        until: disturbance.window.end.advanced(bySeconds: LinkModel.Placebo.clearAfter)
      )
    }
    .filter { $0.until > window.start }
    let golden = (5.0.squareRoot() - 1) / 2
    let length = Double(window.seconds)
    return (0..<LinkModel.Placebo.points)
      .map { point in
        let turns = Double(point) * golden
        return window.start.advanced(bySeconds: Int((turns - floor(turns)) * length))
      }
      .sorted()
      .filter { moment in !near.contains { $0.from <= moment && moment < $0.until } }
  }
}
