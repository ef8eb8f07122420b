import Vocabulary

/// Drops that follow one another within minutes in the same series, or within about the time that they last,
/// three and more, are one that comes and goes: a service that flaps, or a rollout whose servers die in turn.
struct Flapping {
  let watched: [Watched]

  private static let fewest = 3
  /// The calm between two may be longer than the shorter of them by this factor, and no longer than two hours.
  private static let calm = 1.25
  private static let mostCalmSeconds = 2 * 3600

  /// The events that are one together, and the positions of those that they are made of.
  func find(in events: [FallEvent]) -> [(event: FallEvent, pieces: [Int])] {
    groups(events).compactMap { group in
      FallEvent.oneAfterTheOther(group.map { events[$0] }, watched).map { ($0, group) }
    }
  }

  /// Positions of events that follow one another, each group in the order of their onsets.
  private func groups(_ events: [FallEvent]) -> [[Int]] {
    var groups: [[Int]] = []
    for index in events.indices.sorted(by: { start(events[$0]) < start(events[$1]) }) {
      let known = groups.lastIndex { $0.contains { follow(events[$0], events[index]) } }
      if let known { groups[known].append(index) } else { groups.append([index]) }
    }
    return groups.filter { $0.count >= Flapping.fewest }
  }

  private func start(_ event: FallEvent) -> Timestamp {
    watched[event.anchor.watched].time(at: event.anchor.onset.mode)
  }

  /// Whether a series that both hit fell again soon.
  private func follow(_ one: FallEvent, _ next: FallEvent) -> Bool {
    one.parts.contains { part in
      let step = watched[part.watched].stepSeconds
      return next.parts.contains {
        guard $0.watched == part.watched else { return false }
        let shorter = min(part.fall.steps.count, $0.fall.steps.count) * step
        let calm = min(Flapping.mostCalmSeconds, Int(Flapping.calm * Double(shorter)))
        return ($0.onset.mode - part.end.mode) * step
          <= max(Membership.toleranceSeconds, step, calm)
      }
    }
  }
}
