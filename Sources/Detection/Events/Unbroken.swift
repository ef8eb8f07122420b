/// Pieces of a drop that lasts for days, between which orders never came back: the search follows slow changes,
/// and what it takes for one in the midst of a long drop parts it.
struct Unbroken {
  let watched: [Watched]

  /// Shorter falls that lie close to one another are told apart by their own rules.
  private static let shortestSeconds = 6 * 3600
  private static let longestGapSeconds = 6 * 3600
  /// Orders missing in between, as a part of those missing in the shallower piece.
  private static let stillMissing = 0.5
  /// With fewer orders expected in between chance alone may keep them low.
  private static let fewestExpected = 100.0

  /// Two events that are one, by their positions, and what they are together; `nil` if there are none.
  func first(in events: [FallEvent]) -> (one: Int, next: Int, event: FallEvent)? {
    for one in events.indices {
      for next in events.indices where goesOn(events[one], in: events[next]) {
        guard let event = FallEvent.oneAfterTheOther([events[one], events[next]], watched) else {
          continue
        }
        return (one, next, event)
      }
    }
    return nil
  }

  private func goesOn(_ one: FallEvent, in next: FallEvent) -> Bool {
    one.parts.contains { part in
      next.parts.contains { $0.watched == part.watched && goesOn(part, in: $0) }
    }
  }

  /// Whether orders of a series stayed away between a fall and a later one.
  private func goesOn(_ part: FallEvent.Part, in later: FallEvent.Part) -> Bool {
    let series = watched[part.watched]
    guard isLong(part, series), isLong(later, series), part.fall.start < later.fall.start,
      (later.fall.start - part.fall.end) * series.stepSeconds <= Unbroken.longestGapSeconds,
      let before = series.plainFall(part.fall.steps),
      let behind = series.plainFall(later.fall.steps)
    else { return false }
    let gap = part.fall.end..<max(part.fall.end, later.fall.start)
    guard !gap.isEmpty else { return true }
    let expected = gap.reduce(0) { $0 + series.line.expected[$1] }
    return expected >= Unbroken.fewestExpected
      && (series.plainFall(gap) ?? 0) >= Unbroken.stillMissing * min(before, behind)
  }

  private func isLong(_ part: FallEvent.Part, _ series: Watched) -> Bool {
    part.fall.steps.count * series.stepSeconds >= Unbroken.shortestSeconds
  }
}
