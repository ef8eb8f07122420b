import Glibc
import Vocabulary

/// Where and how deep orders fell, as a change with a given presence and as everything else would
/// make it.
///
/// One likelihood for falling, holding and depth together, so that none of them counts twice. Other
/// causes are half like the rollouts of the log (so that a region always deployed together is no
/// surprise), half without regard to borders: every number of marketplaces alike, then every set.
struct ScopeLikelihood {
  private let readings: [Double]
  /// Distinct reaches among the watched marketplaces with the logarithm of their share.
  private let patterns: [(present: [Bool], logShare: Double)]
  private var others: [[Int]: Double] = [:]
  private var anywhere: [[Int]: Double] = [:]

  init(scope: WatchedScope, recent: RecentLog) {
    readings = scope.cells.map(\.reading)
    var counts: [[Bool]: Int] = [:]
    for (reach, count) in recent.reaches where reach != .unknown {
      let present = scope.cells.map { reach.includes($0.marketplace) ?? false }
      if present.contains(true) { counts[present, default: 0] += count }
    }
    let kept =
      counts
      .sorted { ($1.value, $0.key.text) < ($0.value, $1.key.text) }
      .prefix(LinkModel.Scope.reachesKept)
    let total = Double(kept.reduce(0) { $0 + $1.value })
    patterns = kept.map { ($0.key, log(Double($0.value) / total)) }
  }

  /// The weight of all marketplaces for a candidate, within what places may decide.
  mutating func weight(_ candidate: Candidate) -> Double {
    let limit = LinkModel.Scope.largestWeight
    return weight(presence: candidate.presence, cells: Array(readings.indices))
      .clamped(to: -limit...limit)
  }

  /// The weight of `cells` for a change that was present as given, against other causes.
  mutating func weight(presence: [Double], cells: [Int]) -> Double {
    let other = other(cells)
    return change(cells) { presence[$0] } - other
  }

  /// Logarithm of the likelihood of `cells` under other causes.
  mutating func other(_ cells: [Int]) -> Double {
    if let known = others[cells] { return known }
    let other = otherCauses(cells)
    others[cells] = other
    return other
  }

  /// The weight of `cells` for a change of which it is not known where it went: like any of the log.
  mutating func weightAnywhere(_ cells: [Int]) -> Double {
    if let known = anywhere[cells] { return known }
    let weight = patterns.isEmpty ? 0 : alike(cells) - other(cells)
    anywhere[cells] = weight
    return weight
  }

  /// Logarithm of the likelihood under a change, given that something falls where it went.
  private func change(_ cells: [Int], presence: (Int) -> Double) -> Double {
    let isPresent = cells.contains { presence($0) >= LinkModel.Scope.reachedFrom }
    return LogSpace.sum(
      LinkModel.Scope.components.map { component in
        var sum = log(component.share)
        var nothingFalls = 0.0
        for cell in cells {
          let chance = component.chance(presence(cell))
          sum += LogSpace.reading(readings[cell], chance: chance)
          nothingFalls += log1p(-chance)
        }
        return isPresent ? sum - log(-expm1(nothingFalls)) : sum
      })
  }

  private func otherCauses(_ cells: [Int]) -> Double {
    let one = LinkModel.Scope.onePlaceShare
    let borderless = LogSpace.sum([
      log(one) + onePlace(cells), log(1 - one) + withoutBorders(cells),
    ])
    guard !patterns.isEmpty else { return borderless }
    let share = LinkModel.Scope.rolloutLikeShare
    return LogSpace.sum([log(share) + alike(cells), log(1 - share) + borderless])
  }

  /// Under the changes of the log, each as often as it went where it did.
  private func alike(_ cells: [Int]) -> Double {
    LogSpace.sum(
      patterns.map { pattern in
        pattern.logShare + change(cells) { pattern.present[$0] ? 1 : 0 }
      })
  }

  /// One marketplace falls, any of them alike, and no other.
  private func onePlace(_ cells: [Int]) -> Double {
    LogSpace.sum(cells.map { readings[$0] }) - log(Double(cells.count))
  }

  /// Every number of marketplaces hit alike, then every set of that size: the same as a chance of
  /// falling that is even between 0 and 1, without the case that none falls.
  private func withoutBorders(_ cells: [Int]) -> Double {
    let count = Double(cells.count)
    let points = LinkModel.Scope.quadraturePoints
    let terms = (0..<points).map { point in
      // Points crowd at both ends, where few or nearly all fall.
      let even = (Double(point) + 0.5) / Double(points)
      let chance = even * even * (3 - 2 * even)
      let width = 6 * even * (1 - even) / Double(points)
      let none = count * log1p(-chance)
      let any = cells.reduce(0) { $0 + LogSpace.reading(readings[$1], chance: chance) }
      return log(width) + any + log(max(-expm1(none - any), 1e-12))
    }
    return LogSpace.sum(terms) + log((count + 1) / count)
  }
}

extension [Bool] {
  /// For ordering.
  fileprivate var text: String { map { $0 ? "1" : "0" }.joined() }
}
