import Vocabulary

/// What the log as a whole tells just before a drop: how often changes happen, where they go, how
/// often they are undone.
///
/// Read from the weeks before the onset and from nothing else, so that links depend neither on how
/// much of the log was there when they were made nor on where it begins.
struct RecentLog: Sendable {
  /// From when on the log counts as kept, at most `LinkModel.Recent.seconds` before the drop, to its
  /// onset.
  let window: TimeWindow
  let rate: ChangeRate
  /// Rollouts that began in `window`.
  let rollouts: Int
  /// Steps that did, as a range of the index's.
  let steps: Range<Int>
  /// Of those rollouts, the share that had been undone by the onset.
  let undoneShare: Double
  private let index: RolloutIndex
  /// Parallel to the index's services.
  private let rolloutsOfService: [Int]
  /// Parallel to the index's reaches.
  private let stepsOfReach: [Int]

  /// - Parameter since: from when on orders or changes are recorded.
  init(_ index: RolloutIndex, before onset: Timestamp, since: Timestamp) {
    let earliest = onset.advanced(bySeconds: -LinkModel.Recent.seconds)
    let firstStep = index.firstStep(from: earliest)
    let steps = firstStep..<max(firstStep, index.firstStep(from: onset))
    // A log that goes further back is kept all the time, a dense one since its first step; of a few
    // steps nobody knows, and they count as kept for as long as anything is.
    let isDense = steps.count >= LinkModel.Recent.denseFrom
    let begun = isDense ? index.steps[steps.lowerBound].startedAt : max(earliest, since)
    let start = firstStep > 0 ? earliest : begun
    window = TimeWindow(start: start, seconds: max(0, onset.seconds(since: start)))
    let first = index.firstRollout(from: start)
    let rollouts = first..<max(first, index.firstRollout(from: onset))
    var ofService = [Int](repeating: 0, count: index.services.count)
    var undone = 0
    for rollout in rollouts {
      ofService[index.serviceOfRollout[rollout]] += 1
      if let moment = index.undoneAt[rollout], moment < onset { undone += 1 }
    }
    var ofReach = [Int](repeating: 0, count: index.reaches.count)
    for step in index.steps[steps] { ofReach[step.reach] += 1 }
    self.index = index
    self.steps = steps
    self.rollouts = rollouts.count
    rolloutsOfService = ofService
    stepsOfReach = ofReach
    undoneShare = Double(undone) / Double(max(1, rollouts.count))
    rate = ChangeRate(starts: index.rollouts[rollouts].lazy.map(\.startedAt), history: window)
  }

  /// How many rollouts went to `service`.
  func rollouts(of service: Service) -> Int {
    index.number(of: service).map { rolloutsOfService[$0] } ?? 0
  }

  /// The services that changed, with the number of their rollouts, in their order.
  var services: [(service: Service, rollouts: Int)] {
    zip(index.services, rolloutsOfService).filter { $0.1 > 0 }.map { ($0, $1) }
  }

  /// The share of the steps that went just there.
  func share(of reach: Reach) -> Double {
    let known = index.reaches.firstIndex(of: reach).map { stepsOfReach[$0] } ?? 0
    return Double(max(1, known)) / Double(max(1, steps.count))
  }

  /// The distinct reaches that steps had, with their number.
  var reaches: [(reach: Reach, steps: Int)] {
    zip(index.reaches, stepsOfReach).filter { $0.1 > 0 }.map { ($0, $1) }
  }

  /// Whether the log seems not to have been kept before the drop: nothing of it began by then, or it
  /// is silent over a look-back in which many changes were to be expected.
  func isMissing(in lookBack: TimeWindow) -> Bool {
    let first = index.firstStep(from: window.start)
    let next = index.firstStep(from: lookBack.end)
    if first >= next { return true }
    let expected = rate.mean * Double(lookBack.seconds) / 60
    return index.firstStep(from: lookBack.start) == next
      && expected > LinkModel.Recent.strangeSilence
  }
}
