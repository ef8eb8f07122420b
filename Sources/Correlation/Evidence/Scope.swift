import Vocabulary

/// Where the change had been against where orders fell, and how deep.
///
/// Yields two lines that add up to one likelihood: what the marketplaces hit and the ones reached
/// say, and what the ones watched that the change had not reached add as a comparison group. With
/// very many marketplaces (hosts) the one line holds both.
struct Scope {
  /// - Parameters:
  ///   - places: the weight of all marketplaces by themselves; `nil` if the log does not say where the
  ///     change went.
  ///   - whole: what both lines add up to where onsets told it; `nil` for `places`.
  static func evidence(
    _ candidate: Candidate, scope: WatchedScope, likelihood: inout ScopeLikelihood,
    places: Double?, whole: Double?
  ) -> [Evidence] {
    guard let places else { return [Evidence(.scopeUnknown, weight: .neutral)] }
    let presence = candidate.presence
    let reachedFrom = LinkModel.Scope.reachedFrom
    let all = Array(scope.cells.indices)
    let group = all.filter { !scope.cells[$0].isHit && presence[$0] < reachedFrom }
    let rest = all.filter { scope.cells[$0].isHit || presence[$0] >= reachedFrom }
    let reached = rest.filter { presence[$0] >= reachedFrom }
    let observation = Evidence.Observation.scope(
      hitAndReached: reached.count { scope.cells[$0].isHit },
      hitNotReached: rest.filter { scope.cells[$0].isHit && presence[$0] < reachedFrom }
        .map { scope.cells[$0].marketplace },
      reachedNotHit: reached.filter { !scope.cells[$0].isHit }.map { scope.cells[$0].marketplace })
    guard !group.isEmpty, !reached.isEmpty, all.count <= LinkModel.Scope.splitUpTo else {
      return [Evidence(observation, weight: LogOdds(whole ?? places))]
    }
    let limit = LinkModel.Scope.largestWeight
    let own = likelihood.weight(presence: presence, cells: rest).clamped(to: -limit...limit)
    let comparison = Evidence.Observation.comparison(
      reachedFall: meanFall(scope, of: reached), unreachedFall: meanFall(scope, of: group),
      unreachedCount: group.count)
    return [
      Evidence(observation, weight: LogOdds((whole ?? places) - (places - own))),
      Evidence(comparison, weight: LogOdds(places - own)),
    ]
  }

  /// The mean of the falls, each weighted by how precisely it is known.
  private static func meanFall(_ scope: WatchedScope, of cells: [Int]) -> Share {
    var sum = 0.0
    var total = 0.0
    for cell in cells.map({ scope.cells[$0] }) {
      let error = LinkModel.Scope.baselineError
      let precision = 1 / (cell.standardError * cell.standardError + error * error)
      sum += precision * cell.depth
      total += precision
    }
    return Share(sum / total)
  }
}

extension Double {
  func clamped(to range: ClosedRange<Double>) -> Double {
    Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
  }
}
