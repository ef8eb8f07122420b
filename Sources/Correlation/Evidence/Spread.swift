import Glibc
import Vocabulary

/// Whether marketplaces fell one after the other as a staged rollout came to them.
///
/// Only differences between marketplaces count here; the delay to the first is timing. Marketplaces
/// of one step speak with one voice.
struct Spread {
  /// `nil` unless the change came to the marketplaces hit at times that can be told apart.
  static func evidence(_ candidate: Candidate, scope: WatchedScope) -> Evidence? {
    guard candidate.reachIsKnown else { return nil }
    let groups = steps(candidate, scope: scope)
    guard let first = groups.first, groups.count > 1 else { return nil }
    var weight = 0.0
    var agreeing = 0
    var pairs = 0
    for (number, later) in groups.enumerated() {
      for earlier in groups[..<number] {
        pairs += earlier.cells.count * later.cells.count
        for (one, other) in product(earlier.cells, later.cells) {
          guard let before = scope.cells[one].onset, let after = scope.cells[other].onset else {
            continue
          }
          if before.range(0.5).high < after.range(0.5).low { agreeing += 1 }
        }
      }
      if number > 0 { weight += comparison(first, later, scope: scope) }
    }
    let model = LinkModel.Spread.self
    return Evidence(
      .spread(agreeing: agreeing, of: pairs),
      weight: LogOdds(weight.clamped(to: model.leastWeight...model.largestWeight)))
  }

  /// Cells hit that the change had reached when they fell, by the time it came to them.
  private static func steps(
    _ candidate: Candidate, scope: WatchedScope
  ) -> [(startedAt: Timestamp, cells: [Int])] {
    let reached = candidate.reachedHits(in: scope)
      .compactMap { cell in candidate.reachedAt[cell].map { (startedAt: $0, cell: cell) } }
      .sorted { ($0.startedAt, $0.cell) < ($1.startedAt, $1.cell) }
    var groups: [(startedAt: Timestamp, cells: [Int])] = []
    for (startedAt, cell) in reached {
      if let last = groups.last,
        startedAt.minutes(since: last.startedAt) < LinkModel.Spread.resolution
      {
        groups[groups.count - 1].cells.append(cell)
      } else {
        groups.append((startedAt, [cell]))
      }
    }
    return groups
  }

  /// Mean over the pairs of two steps: how much likelier their difference in onset is if the fault
  /// follows its rollout than if something strikes without regard to it.
  private static func comparison(
    _ first: (startedAt: Timestamp, cells: [Int]), _ later: (startedAt: Timestamp, cells: [Int]),
    scope: WatchedScope
  ) -> Double {
    let gap = later.startedAt.minutes(since: first.startedAt)
    let weights = product(first.cells, later.cells).compactMap { one, other -> Double? in
      guard let before = scope.cells[one].onset, let after = scope.cells[other].onset else {
        return nil
      }
      return logRatio(before, after, gap: gap)
    }
    return weights.isEmpty ? 0 : weights.reduce(0, +) / Double(weights.count)
  }

  private static func logRatio(
    _ before: TimeDistribution, _ after: TimeDistribution, gap: Double
  ) -> Double {
    let model = LinkModel.Spread.self
    let jitter = max(model.jitter, Double(max(before.stepSeconds, after.stepSeconds)) / 120)
    var following = 0.0
    var otherwise = 0.0
    for (one, oneWeight) in before.notable {
      for (other, otherWeight) in after.notable {
        let difference = other.minutes(since: one)
        let together = laplace(difference, scale: jitter)
        let scattered = laplace(difference, scale: model.scatter)
        let weight = oneWeight * otherWeight
        following +=
          weight
          * (model.followingShare * laplace(difference - gap, scale: jitter)
            + model.togetherShare * together
            + (1 - model.followingShare - model.togetherShare) * scattered)
        otherwise +=
          weight
          * (model.otherTogetherShare * together + (1 - model.otherTogetherShare) * scattered)
      }
    }
    return log(following / otherwise)
  }

  private static func laplace(_ value: Double, scale: Double) -> Double {
    exp(-abs(value) / scale) / (2 * scale)
  }
}

private func product(_ one: [Int], _ other: [Int]) -> [(Int, Int)] {
  one.flatMap { first in other.map { (first, $0) } }
}

extension TimeDistribution {
  /// The moments that carry weight.
  fileprivate var notable: [(moment: Timestamp, weight: Double)] {
    let least = (weights.max() ?? 0) * LinkModel.Spread.negligible
    return weights.indices.filter { weights[$0] >= least }.map { (time(at: $0), weights[$0]) }
  }
}
