import Glibc
import Vocabulary

/// How often drops followed closely on earlier steps of each service.
struct Repetition {
  /// Steps in order of their start; `followed[i]` counts those among the first `i` that a drop
  /// followed closely.
  private struct Record {
    var startedAt: [Timestamp] = []
    var followed: [Int] = [0]

    mutating func append(_ step: Deployment, followed isFollowed: Bool) {
      startedAt.append(step.startedAt)
      followed.append(followed[followed.count - 1] + (isFollowed ? 1 : 0))
    }

    /// Steps that began before `moment`, and how many of them were followed.
    func until(_ moment: Timestamp) -> (steps: Int, followed: Int) {
      var low = 0
      var high = startedAt.count
      while low < high {
        let middle = (low + high) / 2
        if startedAt[middle] < moment { low = middle + 1 } else { high = middle }
      }
      return (low, followed[low])
    }
  }

  private var all = Record()
  private var ofService: [Service: Record] = [:]
  private let disturbances: [QuietTime.Disturbance]
  /// Of the steps that a drop followed closely, the share that chance does not explain.
  private var telling = 0.0

  init(index: RolloutIndex, quiet: QuietTime) {
    disturbances = quiet.disturbances
    let steps = index.rollouts.flatMap(\.steps)
      .sorted { ($0.startedAt, $0.id) < ($1.startedAt, $1.id) }
    var byChance = 0
    for step in steps {
      if followed(step, after: LinkModel.Repetition.apartSeconds) { byChance += 1 }
      let isFollowed = followed(step)
      all.append(step, followed: isFollowed)
      ofService[step.service, default: Record()].append(step, followed: isFollowed)
    }
    let followed = Double(all.followed[all.followed.count - 1])
    if followed > 0 { telling = max(0, 1 - Double(byChance) / followed) }
  }

  /// `nil` if the service has no step whose aftermath was over before the drop began.
  func evidence(_ candidate: Candidate, onsetLow: Timestamp) -> Evidence? {
    let model = LinkModel.Repetition.self
    let over = onsetLow.advanced(bySeconds: -model.closeSeconds)
    guard var own = ofService[candidate.rollout.service]?.until(over) else { return nil }
    for step in candidate.steps
    where step.startedAt < over && step.service == candidate.rollout.service {
      own.steps -= 1
      if followed(step) { own.followed -= 1 }
    }
    guard own.steps > 0 else { return nil }
    let everyone = all.until(over)
    let average = max(model.leastShare, Double(everyone.followed) / Double(everyone.steps))
    let posterior =
      (Double(own.followed) + model.priorSteps * average) / (Double(own.steps) + model.priorSteps)
    let record = (posterior / average).clamped(to: model.leastRatio...model.largestRatio)
    let ratio = 1 + telling * (record - 1)
    return Evidence(
      .repetition(earlierSteps: own.steps, followedByDrop: own.followed),
      weight: LogOdds(log(ratio)))
  }

  /// Whether a known drop began within the close time after `step`, where it had been.
  private func followed(_ step: Deployment, after seconds: Int = 0) -> Bool {
    let start = step.startedAt.advanced(bySeconds: seconds)
    var low = 0
    var high = disturbances.count
    while low < high {
      let middle = (low + high) / 2
      if disturbances[middle].window.start < start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let until = start.advanced(bySeconds: LinkModel.Repetition.closeSeconds)
    while low < disturbances.count, disturbances[low].window.start <= until {
      if disturbances[low].marketplaces.contains(where: { step.reach.includes($0) ?? true }) {
        return true
      }
      low += 1
    }
    return false
  }
}
