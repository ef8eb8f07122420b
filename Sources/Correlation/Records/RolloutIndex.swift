import Vocabulary

/// All rollouts, ordered once so that each drop finds its own by binary search.
struct RolloutIndex: Sendable {
  /// One step, as small as searching needs it.
  struct Step: Sendable {
    let startedAt: Timestamp
    let rollout: Int
    /// Index into `reaches`.
    let reach: Int
  }

  /// Ordered by start, then by change.
  let rollouts: [Rollout]
  /// All steps, ordered by start, then by rollout.
  let steps: [Step]
  /// The distinct reaches, in order of their first step.
  let reaches: [Reach]
  /// Steps of each reach.
  let stepsOfReach: [Int]
  /// Rollouts of each service.
  let rolloutsOfService: [Service: Int]
  /// Steps that undo something, by the name of what they undo, ascending by start.
  private let undoing: [String: [Deployment]]
  /// False if nothing in the log tells whether changes are undone.
  let recordsUndoing: Bool
  /// The share of rollouts that were undone.
  private(set) var undoneShare = 0.0

  init(_ unordered: [Rollout]) {
    rollouts = unordered.sorted { ($0.startedAt, $0.change) < ($1.startedAt, $1.change) }
    let flat =
      rollouts.enumerated()
      .flatMap { index, rollout in rollout.steps.map { (rollout: index, step: $0) } }
      .sorted { ($0.step.startedAt, $0.rollout) < ($1.step.startedAt, $1.rollout) }
    var numbers: [Reach: Int] = [:]
    var reaches: [Reach] = []
    var counts: [Int] = []
    steps = flat.map { rollout, step in
      let number = numbers[step.reach] ?? reaches.count
      if number == reaches.count {
        numbers[step.reach] = number
        reaches.append(step.reach)
        counts.append(0)
      }
      counts[number] += 1
      return Step(startedAt: step.startedAt, rollout: rollout, reach: number)
    }
    self.reaches = reaches
    stepsOfReach = counts
    rolloutsOfService = rollouts.reduce(into: [:]) { $0[$1.service, default: 0] += 1 }
    undoing = flat.reduce(into: [:]) { undoing, entry in
      if let name = entry.step.rollbackOf { undoing[name, default: []].append(entry.step) }
    }
    recordsUndoing = flat.contains {
      $0.step.status != nil || $0.step.rolledBackAt != nil || $0.step.rollbackOf != nil
    }
    let undone = rollouts.count { $0.steps.contains { self.undone($0) != nil } }
    undoneShare = Double(undone) / Double(max(1, rollouts.count))
  }

  /// Rollouts with a step that began in `window`, ascending.
  func rollouts(startedIn window: TimeWindow) -> [Int] {
    var found: Set<Int> = []
    for step in steps[firstStep(from: window.start)..<firstStep(from: window.end)] {
      found.insert(step.rollout)
    }
    return found.sorted()
  }

  /// The share of the log's steps that went just there.
  func share(of reach: Reach) -> Double {
    let number = reaches.firstIndex(of: reach)
    return Double(number.map { stepsOfReach[$0] } ?? 1) / Double(max(1, steps.count))
  }

  /// The number of steps that began before `moment`.
  func firstStep(from moment: Timestamp) -> Int {
    var low = 0
    var high = steps.count
    while low < high {
      let middle = (low + high) / 2
      if steps[middle].startedAt < moment { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// When `step` was undone: as its row says, else by a later step that undoes it, else at the end
  /// of a step whose status says so; `nil` if it was not, or nobody can tell.
  func undone(_ step: Deployment) -> Timestamp? {
    if let recorded = step.rolledBackAt, recorded >= step.startedAt { return recorded }
    let later = [step.change.name, step.id.name]
      .flatMap { undoing[$0] ?? [] }
      .filter { $0.startedAt >= step.startedAt && $0.id != step.id && $0.reach.touches(step.reach) }
      .map(\.startedAt)
    if let first = later.min() { return first }
    return step.status == .rolledBack ? step.finishedAt : nil
  }

  /// The steps of a rollout that bring something new, not those that undo its own steps.
  func forwardSteps(of rollout: Rollout) -> [Deployment] {
    let own = Set(rollout.steps.map(\.id.name) + [rollout.change.name])
    let forward = rollout.steps.filter { step in step.rollbackOf.map { !own.contains($0) } ?? true }
    return forward.isEmpty ? rollout.steps : forward
  }
}

extension Reach {
  /// Whether two steps may have reached the same marketplace; true if the log does not say.
  func touches(_ other: Reach) -> Bool {
    switch (self, other) {
    case (.only(let some), .only(let others)): !some.isDisjoint(with: others)
    case (.everywhere, _), (_, .everywhere), (.unknown, _), (_, .unknown): true
    }
  }
}
