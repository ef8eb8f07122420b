import Vocabulary

/// What drops already judged by people say of the delays and of how many drops changes explain.
///
/// A drop is judged by conclusions that were recorded before it began, so never by its own or a later
/// one; with fewer than `LinkModel.Learning.leastCases` the defaults hold.
struct Learning: Sendable {
  /// What holds for one drop.
  struct State: Sendable {
    let priorShare: Probability
    let delays: DelayDistribution
    /// `nil` while the defaults hold.
    let learned: LearnedLinks?
  }

  /// By when they were known.
  private let cases: [(case: KnownCase, delay: Double?)]
  private let settings: CorrelationSettings
  private let usual: State
  private var states: [Int: State] = [:]

  init(_ known: [KnownCase], settings: CorrelationSettings, index: RolloutIndex) {
    self.settings = settings
    let rollouts = Dictionary(
      index.rollouts.map { ($0.change, $0) }, uniquingKeysWith: { first, _ in first })
    cases =
      settings.learns
      ? known.sorted { ($0.knownAt, $0.onset) < ($1.knownAt, $1.onset) }
        .map { one in
          (one, one.cause.flatMap { rollouts[$0] }.flatMap { Learning.delay(of: one, after: $0) })
        } : []
    usual = State(
      priorShare: settings.priorShare,
      delays: DelayDistribution(lookBackMinutes: settings.lookBackMinutes), learned: nil)
  }

  mutating func state(for onset: Timestamp) -> State {
    let count = cases.prefix { $0.case.knownAt < onset }.count
    let state = states[count] ?? learned(from: cases.prefix(count))
    states[count] = state
    return state
  }

  private func learned(from known: ArraySlice<(case: KnownCase, delay: Double?)>) -> State {
    let last = Dictionary(known.map { ($0.case.drop, $0) }) { _, later in later }
    guard last.count >= LinkModel.Learning.leastCases else { return usual }
    let explained = last.values.count { $0.case.cause != nil }
    let weight = LinkModel.Learning.casesOfDefaults
    let share =
      (weight * settings.priorShare.value + Double(explained)) / (weight + Double(last.count))
    let shape = DelayShape.learned(from: last.values.compactMap(\.delay).sorted())
    let delays = DelayDistribution(lookBackMinutes: settings.lookBackMinutes, shape: shape)
    let prior = Probability(clamping: share)
    return State(
      priorShare: prior, delays: delays,
      learned: LearnedLinks(
        cases: last.count, explained: explained, share: prior,
        medianDelayMinutes: delays.quantile(0.5)))
  }

  /// Minutes from the first step that reached a place hit to the onset; `nil` if none began before it.
  private static func delay(of known: KnownCase, after rollout: Rollout) -> Double? {
    rollout.steps.first { step in
      known.marketplaces.contains { step.reach.includes($0) ?? true }
        && step.startedAt < known.onset
    }
    .map { known.onset.minutes(since: $0.startedAt) }
  }
}
