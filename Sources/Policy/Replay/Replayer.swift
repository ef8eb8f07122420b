import Statistics
public import Vocabulary

/// Holds a recorded history against controls that were not in force: what each of them, and each
/// combination, would have held, the changes behind drops as well as the harmless ones.
///
/// A change is held if one of the controls is not met, or if the records do not say and the policy lets
/// unknown block; one that the policy excuses is not. What drops a held change was behind is known by
/// probability alone, so it counts by that.
public struct Replayer: Sendable {
  private let unknownHolds: Bool

  public init(_ policy: SafeguardPolicy) { unknownHolds = policy.unknownBlocks }

  /// - Parameters:
  ///   - changes: held against the safeguards; those known to be covered that begin in `window` count.
  ///   - drops: those whose onset lies in `window` count.
  ///   - recorded: for what changes are on record; `nil` for all of `window`.
  ///   - areas: by which changes are told apart; services without one are in none.
  public func replay(
    _ changes: [AuditedChange], drops: [ReplayedDrop], window: TimeWindow,
    recorded: TimeWindow? = nil, areas: [Service: String]
  ) -> ControlReplay {
    let counted = changes.filter {
      $0.coverage == .covered && window.contains($0.change.rollout.startedAt)
    }
    let told = drops.filter { window.contains($0.onset) }
    let history = ReplayedHistory(counted, drops: told, holding: counted.map(controls(holding:)))
    let all = Array(counted.indices)
    return ControlReplay(
      window: window, recorded: recorded.flatMap(window.shared), changes: counted.count,
      drops: told.count, lostOrders: history.lostOrders,
      largestLoss: history.largestLoss, largestDrop: history.largestDrop,
      combinations: Control.combinations.map { history.held(by: $0, among: all) },
      weeks: window.weeks.map { week in
        let began = all.filter { week.contains(counted[$0].change.rollout.startedAt) }
        return .init(window: week, changes: began.count, held: history.heldEach(among: began))
      },
      areas: Set(areas.values).sorted().compactMap { name in
        let own = all.filter { areas[counted[$0].change.service] == name }
        return own.isEmpty
          ? nil : .init(name: name, changes: own.count, held: history.heldEach(among: own))
      },
      unknownHolds: unknownHolds)
  }
}

extension Replayer {
  /// The controls that would have held a change.
  public func controls(holding change: AuditedChange) -> Set<Control> {
    Set(
      change.results.filter { result in
        switch result.outcome {
        case .notMet: true
        case .unknown: unknownHolds
        case .met, .excepted: false
        }
      }.map(\.control))
  }
}

extension Control {
  /// Every non-empty set of controls, fewer first, then in their order.
  static var combinations: [[Control]] {
    (1..<1 << allCases.count)
      .map { bits in
        allCases.indices.filter { bits >> $0 & 1 == 1 }
      }
      .sorted { $0.count != $1.count ? $0.count < $1.count : $0.lexicographicallyPrecedes($1) }
      .map { $0.map { allCases[$0] } }
  }
}

extension TimeWindow {
  /// What it has in common with another; `nil` if nothing.
  fileprivate func shared(with other: TimeWindow) -> TimeWindow? {
    let (from, to) = (max(start, other.start), min(end, other.end))
    return from < to ? TimeWindow(start: from, end: to) : nil
  }

  /// From Monday to Monday (UTC), cut to this window.
  fileprivate var weeks: [TimeWindow] {
    // 1970 began on a Thursday, three days after a Monday.
    let intoWeek = Int((start.secondsSinceEpoch + 3 * 86_400) % (7 * 86_400))
    let firstMonday = start.advanced(bySeconds: -(intoWeek + 7 * 86_400) % (7 * 86_400))
    return stride(from: 0, to: end.seconds(since: firstMonday), by: 7 * 86_400).compactMap {
      let monday = firstMonday.advanced(bySeconds: $0)
      return TimeWindow(
        start: max(start, monday), end: min(end, monday.advanced(bySeconds: 7 * 86_400)))
    }
  }
}
