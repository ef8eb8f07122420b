import Glibc
import Vocabulary

/// How well the delay from the step that reached the drop's scope to the onset fits.
///
/// Counts the onset as a distribution, even inside each of its steps. That orders were low before
/// the step began is a line of its own where it is worth one, so that the two add up.
struct Timing {
  /// The step that counts most.
  let step: Deployment
  let minutesBeforeOnset: Double
  /// The onset this candidate is measured against: of the first part it had reached.
  let onset: TimeDistribution
  /// Weight of the delay, given that the step came first.
  private(set) var delayWeight: Double
  /// Chance that the step came first.
  let startedBefore: Double
  private let coincidence: Double
  /// In how many marketplaces the onsets together give the delay.
  private var places = 1

  init(
    _ candidate: Candidate, drop: Drop, scope: WatchedScope, delays: DelayDistribution,
    coincidence: Coincidence
  ) {
    let (onset, cells) = Timing.reference(candidate, drop: drop, scope: scope)
    self.onset = onset
    var steps = candidate.steps.filter { step in
      cells.contains { step.reach.includes(scope.cells[$0].marketplace) ?? true }
    }
    if steps.isEmpty { steps = candidate.steps }
    let densities = steps.map { delays.density(of: onset, after: $0.startedAt) }
    let shares = Timing.shares(count: steps.count)
    var best = 0
    for index in steps.indices
    where shares[index] * densities[index] > shares[best] * densities[best] { best = index }
    step = steps[best]
    minutesBeforeOnset = onset.mode.minutes(since: steps[best].startedAt)
    let floor = LinkModel.Delay.floor
    startedBefore = max(floor, onset.share(after: steps[0].startedAt))
    let density = zip(shares, densities).reduce(0) { $0 + $1.0 * $1.1 } * delays.horizon
    self.coincidence = coincidence.weight(candidate, watched: scope.cells.count)
    delayWeight = log(max(floor, density / startedBefore)) + self.coincidence
  }

  /// The same with the weight that the onsets of several marketplaces together give to the delay.
  ///
  /// - Parameter places: how many marketplaces these are.
  func given(delay: Double, places: Int) -> Timing {
    var given = self
    given.places = places
    given.delayWeight =
      max(log(LinkModel.Delay.floor), delay - log(startedBefore)) + coincidence
    return given
  }

  /// The lines, given how often a change this close precedes a quiet minute.
  func evidence(placeboRate: Probability) -> [Evidence] {
    func line(_ weight: Double) -> Evidence {
      let parts = Evidence.TimingParts(
        delay: LogOdds(weight - coincidence), coincidence: LogOdds(coincidence), places: places)
      return Evidence(
        .timing(
          step: step.id, minutesBeforeOnset: minutesBeforeOnset, placeboRate: placeboRate,
          parts: parts), weight: LogOdds(weight))
    }
    let already = 1 - startedBefore
    if already < LinkModel.Delay.alreadyLowFrom { return [line(delayWeight + log(startedBefore))] }
    return [
      line(delayWeight),
      Evidence(
        .alreadyLow(Probability(clamping: already)), weight: LogOdds(log(startedBefore))),
    ]
  }

  /// The onset and the cells that the delay is measured to: the first that fell where the change
  /// probably was, else the one where it most likely was; the drop's own where it never came.
  private static func reference(
    _ candidate: Candidate, drop: Drop, scope: WatchedScope
  ) -> (onset: TimeDistribution, cells: [Int]) {
    let begun = scope.hits.filter { cell in
      candidate.steps.contains { $0.reach.includes(scope.cells[cell].marketplace) ?? true }
    }
    let likeliest = begun.reversed().max { candidate.presence[$0] < candidate.presence[$1] }
    let first = candidate.reachedHits(in: scope).first ?? likeliest
    guard let first, let onset = scope.cells[first].onset else { return (drop.onset, []) }
    let together = drop.onset.end(ofRange: 0.98)
    if onset.mode < together {
      let cells = begun.filter { scope.cells[$0].onset.map { $0.mode < together } ?? false }
      return (drop.onset, cells)
    }
    return (onset, [first])
  }

  /// How the chance is spread over the steps that reached the scope.
  private static func shares(count: Int) -> [Double] {
    if count == 1 { return [1] }
    let first = LinkModel.Delay.firstStepShare
    return [first] + Array(repeating: (1 - first) / Double(count - 1), count: count - 1)
  }
}
