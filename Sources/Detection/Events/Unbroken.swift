/// Pieces of a drop that lasts for days, between which orders never came back: the search follows slow changes,
/// and what it takes for one in the midst of a long drop parts it.
struct Unbroken {
  let watched: [Watched]

  /// Shorter falls that lie close to one another are told apart by their own rules.
  private static let shortestSeconds = 6 * 3600
  private static let longestGapSeconds = 6 * 3600
  /// Nobody mends for so short a time what was broken for hours and will be for hours.
  private static let noGapSeconds = 1800
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
    let (first, second) = (part.span, later.span)
    guard isLong(first, series), isLong(second, series), first.lowerBound < second.lowerBound,
      let before = series.plainFall(first), let behind = series.plainFall(second)
    else { return false }
    let gap = first.upperBound..<max(first.upperBound, second.lowerBound)
    let seconds = gap.count * series.stepSeconds
    guard seconds > Unbroken.noGapSeconds else { return true }
    let expected = gap.reduce(0) { $0 + series.line.expected[$1] }
    return seconds <= Unbroken.longestGapSeconds && expected >= Unbroken.fewestExpected
      && (series.plainFall(gap) ?? 0) >= Unbroken.stillMissing * min(before, behind)
  }

  private func isLong(_ span: Range<Int>, _ series: Watched) -> Bool {
    span.count * series.stepSeconds >= Unbroken.shortestSeconds
  }
}

extension FallEvent.Part {
  /// From its onset to its end, with all stages.
  fileprivate var span: Range<Int> { onset.mode..<max(onset.mode, end.mode) }
}
