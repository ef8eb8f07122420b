import Glibc
import Statistics
import Vocabulary

/// How often drops followed closely on earlier steps of each service.
struct Repetition {
  /// Steps in order of their start, counted from the first.
  private struct Record {
    private var startedAt: [Timestamp] = []
    private var followed: [Int] = [0]
    private var byChance: [Int] = [0]

    mutating func append(_ step: Deployment, followed isFollowed: Bool, byChance: Bool) {
      startedAt.append(step.startedAt)
      followed.append(followed[followed.count - 1] + (isFollowed ? 1 : 0))
      self.byChance.append(self.byChance[self.byChance.count - 1] + (byChance ? 1 : 0))
    }

    /// Those that began from `start` on and before `end`, of them those that a drop followed closely,
    /// and those that one followed as closely some time later, by chance.
    func counts(
      from start: Timestamp, until end: Timestamp
    ) -> (steps: Int, followed: Int, byChance: Int) {
      let first = startedAt.countOfFront { $0 < start }
      let next = max(first, startedAt.countOfFront { $0 < end })
      return (
        next - first, followed[next] - followed[first], byChance[next] - byChance[first]
      )
    }
  }

  private var all = Record()
  private var ofService: [Service: Record] = [:]
  private let disturbances: [QuietTime.Disturbance]

  init(index: RolloutIndex, quiet: QuietTime) {
    disturbances = quiet.disturbances
    let steps = index.rollouts.flatMap(\.steps)
      .sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    for step in steps {
      let byChance = followed(step, after: LinkModel.Repetition.apartSeconds)
      let isFollowed = followed(step)
      all.append(step, followed: isFollowed, byChance: byChance)
      ofService[step.service, default: Record()].append(
        step, followed: isFollowed, byChance: byChance)
    }
  }

  /// `nil` if the service has no recent step whose aftermath was over before the drop began.
  ///
  /// - Parameter recent: the time looked at, up to the onset.
  func evidence(_ candidate: Candidate, recent: TimeWindow) -> Evidence? {
    let model = LinkModel.Repetition.self
    let over = recent.end.advanced(bySeconds: -model.closeSeconds)
    guard
      var own = ofService[candidate.rollout.service]?.counts(from: recent.start, until: over)
    else { return nil }
    for step in candidate.steps
    where recent.start <= step.startedAt && step.startedAt < over
      && step.service == candidate.rollout.service
    {
      own.steps -= 1
      if followed(step) { own.followed -= 1 }
    }
    guard own.steps > 0 else { return nil }
    let everyone = all.counts(from: recent.start, until: over)
    let average = max(model.leastShare, Double(everyone.followed) / Double(everyone.steps))
    let posterior =
      (Double(own.followed) + model.priorSteps * average) / (Double(own.steps) + model.priorSteps)
    let record = (posterior / average).clamped(to: model.leastRatio...model.largestRatio)
    let ratio = 1 + telling(recent) * (record - 1)
    return Evidence(
      .repetition(earlierSteps: own.steps, followedByDrop: own.followed),
      weight: LogOdds(log(ratio)))
  }

  /// Of the steps that a drop followed closely, the share that chance does not explain.
  private func telling(_ recent: TimeWindow) -> Double {
    let model = LinkModel.Repetition.self
    let counts = all.counts(
      from: recent.start,
      until: recent.end.advanced(bySeconds: -model.apartSeconds - model.closeSeconds))
    return counts.followed == 0
      ? 0 : max(0, 1 - Double(counts.byChance) / Double(counts.followed))
  }

  /// Whether a known drop began within the close time after `step`, where it had been.
  private func followed(_ step: Deployment, after seconds: Int = 0) -> Bool {
    let start = step.startedAt.advanced(bySeconds: seconds)
    var next = disturbances.countOfFront { $0.window.start < start }
    let until = start.advanced(bySeconds: LinkModel.Repetition.closeSeconds)
    while next < disturbances.count, disturbances[next].window.start <= until {
      if disturbances[next].marketplaces.contains(where: { step.reach.includes($0) ?? true }) {
        return true
      }
      next += 1
    }
    return false
  }
}
