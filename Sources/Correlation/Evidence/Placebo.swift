import Glibc
import Vocabulary

/// How often a change as close as the one seen, with a reach that fits, precedes a quiet minute.
struct Placebo {
  private let index: RolloutIndex
  private let rate: ChangeRate
  /// Quiet minutes of the log, ascending.
  private let minutes: [Timestamp]
  /// For each set of marketplaces: minutes since the last step that reached them all, ascending.
  private var gaps: [[Marketplace]: [Double]] = [:]

  init(index: RolloutIndex, quiet: QuietTime, rate: ChangeRate) {
    self.index = index
    self.rate = rate
    minutes = Placebo.quietMinutes(quiet)
  }

  /// The share of quiet minutes before which, within `delay` minutes, a step began that reached all
  /// of `marketplaces`; from the mean rate of changes if no minute was quiet.
  mutating func share(within delay: Double, reaching marketplaces: [Marketplace]) -> Probability {
    guard !minutes.isEmpty else {
      return Probability(clamping: -expm1(-rate.mean * max(0, delay)))
    }
    let known = gaps[marketplaces] ?? gapsBefore(reaching: marketplaces)
    gaps[marketplaces] = known
    var low = 0
    var high = known.count
    while low < high {
      let middle = (low + high) / 2
      if known[middle] <= delay { low = middle + 1 } else { high = middle }
    }
    return Probability(clamping: Double(low) / Double(minutes.count))
  }

  private func gapsBefore(reaching marketplaces: [Marketplace]) -> [Double] {
    let fits = index.reaches.map { reach in
      marketplaces.allSatisfy { reach.includes($0) ?? true }
    }
    var gaps: [Double] = []
    var next = 0
    var last: Timestamp?
    for minute in minutes {
      while next < index.steps.count, index.steps[next].startedAt <= minute {
        if fits[index.steps[next].reach] { last = index.steps[next].startedAt }
        next += 1
      }
      if let last { gaps.append(minute.minutes(since: last)) }
    }
    return gaps.sorted()
  }

  /// Moments spread evenly over the log by the golden ratio, so that none falls into step with the
  /// hours of the day, without those in or near a drop.
  private static func quietMinutes(_ quiet: QuietTime) -> [Timestamp] {
    let clear = quiet.disturbances.map { disturbance in
      (
        from: disturbance.window.start.advanced(bySeconds: -LinkModel.Placebo.clearBefore),
        until: disturbance.window.end.advanced(bySeconds: LinkModel.Placebo.clearAfter)
      )
    }
    let golden = (5.0.squareRoot() - 1) / 2
    let length = Double(quiet.history.seconds)
    let moments = (0..<LinkModel.Placebo.points)
      .map { point in
        let turns = Double(point) * golden
        return quiet.history.start.advanced(bySeconds: Int((turns - floor(turns)) * length))
      }
      .sorted()
    return quiet.history.seconds == 0
      ? [] : moments.filter { moment in !clear.contains { $0.from <= moment && moment < $0.until } }
  }
}
