import Vocabulary

/// A rollout as one drop sees it: where it was, since when, and until when.
struct Candidate: Sendable {
  let rollout: Rollout
  /// Steps that bring something new and began before the end of the onset range, ascending.
  let steps: [Deployment]
  /// Those and the ones that came later, ascending.
  let forward: [Deployment]
  /// Parallel to `steps`; `nil` if not undone.
  let undoneAt: [Timestamp?]
  /// When it first came to each watched marketplace, at any time; `nil` if it never did.
  let reachedAt: [Timestamp?]
  /// False if the log does not say where some step went.
  let reachIsKnown: Bool
  /// Chance that it had reached each watched marketplace when that fell, or, for one that did not
  /// fall, the share of the drop's time for which it was there.
  private(set) var presence: [Double]

  /// `nil` if nothing of it had begun by `onsetEnd`.
  init?(
    rollout: Rollout, index: RolloutIndex, scope: WatchedScope, drop: Drop, onsetEnd: Timestamp
  ) {
    let forward = index.forwardSteps(of: rollout)
    let begun = forward.filter { $0.startedAt < onsetEnd }
    guard !begun.isEmpty else { return nil }
    self.rollout = rollout
    steps = begun
    self.forward = forward
    undoneAt = begun.map(index.undone)
    reachIsKnown = !forward.contains { $0.reach == .unknown }
    let reachedAt = scope.cells.map { cell in
      forward.first { $0.reach.includes(cell.marketplace) ?? true }?.startedAt
    }
    self.reachedAt = reachedAt
    let window = drop.window
    presence = scope.cells.indices.map { cell in
      guard let reached = reachedAt[cell] else { return 0 }
      if let onset = scope.cells[cell].onset { return onset.share(after: reached) }
      let there = window.end.seconds(since: max(reached, window.start))
      return min(1, max(0, Double(there) / Double(max(1, window.seconds))))
    }
  }

  /// The same candidate given that the first fall it could be behind came after its start, which
  /// had the chance `share`: what timing has weighed must not be weighed again.
  func given(startedBefore share: Double, in scope: WatchedScope) -> Candidate {
    var given = self
    for cell in scope.hits { given.presence[cell] = min(1, presence[cell] / share) }
    return given
  }

  /// When the last of its steps was undone; `nil` while one stands.
  var undoneThroughout: Timestamp? {
    let undone = undoneAt.compactMap { $0 }
    return undone.count == undoneAt.count ? undone.max() : nil
  }

  /// The cells hit that it had reached by then, those that fell first in front.
  func reachedHits(in scope: WatchedScope) -> [Int] {
    scope.hits.filter { presence[$0] >= LinkModel.Scope.reachedFrom }
  }
}
