import Glibc
import Vocabulary

/// How likely the places are whose onsets are not weighed, most of them because they held, for each
/// delay after which the fault of a change shows.
///
/// A place that the change came to late, or where it would have shown late, has not had the time to
/// fall if the drop was over before: that it held says little against the change.
struct BesidePlaces {
  /// Places that held and are alike in when they would have fallen.
  private struct Group {
    let cells: [Int]
    /// Whether the change came to them at all.
    let isReached: Bool
    /// By delay: the share of the drop's time in which orders would have been low.
    let shares: [Double]
  }

  private let groups: [Group]
  /// Of places that fell, and when is not asked: their readings, and the chance that the change was there.
  private let fallen: [(reading: Double, presence: Double)]
  private let points: Int

  /// Moments of the drop at which it is asked whether orders would have been low.
  private static let moments = 4

  /// - Parameter places: indices of cells of `scope`.
  init(
    _ places: [Int], scope: WatchedScope, candidate: Candidate, window: TimeWindow,
    delays: DelayGrid
  ) {
    points = delays.points.count
    let held = Dictionary(grouping: places.filter { !scope.cells[$0].isHit }) {
      candidate.reachedAt[$0]
    }
    let undone = candidate.undoneThroughout
    let asked = (0..<Self.moments).map { moment -> Timestamp in
      let seconds = Double(window.seconds) * (Double(moment) + 0.5) / Double(Self.moments)
      let time = window.start.advanced(bySeconds: Int(seconds))
      return min(time, undone ?? time)
    }
    groups = held.sorted { $0.value[0] < $1.value[0] }.map { reached, cells in
      Group(
        cells: cells, isReached: reached != nil,
        shares: delays.points.map { point in
          guard let reached else { return 0 }
          return asked.reduce(0) {
            $0 + Self.fallen(within: $1.minutes(since: reached), after: point)
          } / Double(Self.moments)
        })
    }
    fallen = places.filter { scope.cells[$0].isHit }.map {
      (scope.cells[$0].reading, candidate.presence[$0])
    }
  }

  /// Chance that a place has fallen by so many minutes after the change came to it.
  private static func fallen(within minutes: Double, after delay: DelayGrid.Point) -> Double {
    let late = (minutes - delay.minutes) / LinkModel.Together.scatters[delay.scatter]
    return late < 0 ? exp(late) / 2 : 1 - exp(-late) / 2
  }

  /// Logarithms of the likelihood for each way in which faults show and each delay, given that something
  /// falls sooner or later.
  ///
  /// - Parameter others: for each way the logarithm of the chance that none of the other places falls.
  func logs(nothingFalls others: [Double], tables: inout HeldTables) -> [[Double]] {
    let held = groups.map { tables.sums($0.cells) }
    return LinkModel.Scope.components.enumerated().map { number, component in
      var nothing = others[number]
      var always = 0.0
      for place in fallen {
        let chance = component.chance(place.presence)
        always += LogSpace.reading(place.reading, chance: chance)
        nothing += log1p(-chance)
      }
      var seen = [Double](repeating: always, count: points)
      for (group, sums) in zip(groups, held) {
        for point in 0..<points {
          let level = Int((group.shares[point] * Double(HeldTables.levels)).rounded())
          seen[point] += sums[number][level]
        }
        let chance = component.chance(group.isReached ? 1 : 0)
        nothing += Double(group.cells.count) * log1p(-chance)
      }
      return seen.map { $0 - log(-expm1(nothing)) }
    }
  }
}

/// What places that held say for every share of the drop in which they would have been low, kept since
/// many changes go to the same places.
struct HeldTables {
  /// Shares are rounded to so many levels.
  static let levels = 16

  private let readings: [Double]
  private var known: [[Int]: [[Double]]] = [:]

  init(_ scope: WatchedScope) { readings = scope.cells.map(\.reading) }

  /// For each way in which faults show, by level, the logarithm of the likelihood of all `cells`.
  mutating func sums(_ cells: [Int]) -> [[Double]] {
    if let sums = known[cells] { return sums }
    let sums = LinkModel.Scope.components.map { component in
      (0...Self.levels).map { level in
        let chance = component.chance(Double(level) / Double(Self.levels))
        return cells.reduce(0) { $0 + LogSpace.reading(readings[$1], chance: chance) }
      }
    }
    known[cells] = sums
    return sums
  }
}

extension LinkModel.Scope.Component {
  /// Chance that a place falls where the change was with the chance `presence`.
  func chance(_ presence: Double) -> Double {
    whereNotReached + presence * (whereReached - whereNotReached)
  }
}
