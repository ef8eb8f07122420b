import Statistics
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
  /// In their order.
  let services: [Service]
  /// Parallel to `rollouts`: an index into `services`.
  let serviceOfRollout: [Int]
  /// Parallel to `rollouts`: when the first step that was undone was; `nil` if none was.
  private(set) var undoneAt: [Timestamp?] = []
  private let numberOfService: [Service: Int]
  /// Steps that undo something, by the name of what they undo, ascending by start.
  private let undoing: [String: [Deployment]]
  /// When the first step began that tells whether it was undone or undoes something; `nil` if the log
  /// records nothing of the kind.
  private let undoingRecordedSince: Timestamp?

  init(_ unordered: [Rollout]) {
    rollouts = unordered.sorted { ($0.startedAt, $0.change) < ($1.startedAt, $1.change) }
    let flat =
      rollouts.enumerated()
      .flatMap { index, rollout in rollout.steps.map { (rollout: index, step: $0) } }
      .sorted { ($0.step.startedAt, $0.rollout) < ($1.step.startedAt, $1.rollout) }
    var numbers: [Reach: Int] = [:]
    var reaches: [Reach] = []
    steps = flat.map { rollout, step in
      let number = numbers[step.reach] ?? reaches.count
      if number == reaches.count {
        numbers[step.reach] = number
        reaches.append(step.reach)
      }
      return Step(startedAt: step.startedAt, rollout: rollout, reach: number)
    }
    self.reaches = reaches
    services = Set(rollouts.map(\.service)).sorted()
    let numberOfService = Dictionary(
      uniqueKeysWithValues: services.enumerated().map { ($0.element, $0.offset) })
    self.numberOfService = numberOfService
    serviceOfRollout = rollouts.compactMap { numberOfService[$0.service] }
    undoing = flat.reduce(into: [:]) { undoing, entry in
      if let name = entry.step.rollbackOf { undoing[name, default: []].append(entry.step) }
    }
    undoingRecordedSince =
      flat.first {
        $0.step.status != nil || $0.step.rolledBackAt != nil || $0.step.rollbackOf != nil
      }?.step.startedAt
    undoneAt = rollouts.map { $0.steps.compactMap(undone).min() }
  }

  /// Rollouts with a step that began in `window`, ascending.
  func rollouts(startedIn window: TimeWindow) -> [Int] {
    var found: Set<Int> = []
    for step in steps[firstStep(from: window.start)..<firstStep(from: window.end)] {
      found.insert(step.rollout)
    }
    return found.sorted()
  }

  /// False if nothing that began before `moment` tells whether changes are undone.
  func recordsUndoing(before moment: Timestamp) -> Bool {
    undoingRecordedSince.map { $0 < moment } ?? false
  }

  func number(of service: Service) -> Int? { numberOfService[service] }

  /// The number of steps that began before `moment`.
  func firstStep(from moment: Timestamp) -> Int {
    steps.countOfFront { $0.startedAt < moment }
  }

  /// The number of rollouts that began before `moment`.
  func firstRollout(from moment: Timestamp) -> Int {
    rollouts.countOfFront { $0.startedAt < moment }
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
