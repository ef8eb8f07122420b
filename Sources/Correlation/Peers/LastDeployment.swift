import Vocabulary

/// The last deployment before the onset, whatever it was and wherever it went.
enum LastDeployment {
  static func rank(_ drop: Drop, in log: PeerLog) -> [ChangeID] {
    latestFirst(log.steps(before: drop))
  }

  /// Changes of `steps` (ascending by start) by their last step, the latest first.
  static func latestFirst(_ steps: some BidirectionalCollection<Deployment>) -> [ChangeID] {
    var seen: Set<ChangeID> = []
    return steps.reversed().map(\.change).filter { seen.insert($0).inserted }
  }
}
