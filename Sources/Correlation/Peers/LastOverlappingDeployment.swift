import Vocabulary

/// The last deployment before the onset that reached a marketplace hit.
enum LastOverlappingDeployment {
  static func rank(_ drop: Drop, in log: PeerLog) -> [ChangeID] {
    LastDeployment.latestFirst(log.steps(before: drop).filter { $0.reachesAny(of: drop) })
  }
}
