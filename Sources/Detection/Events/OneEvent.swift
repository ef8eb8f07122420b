import Vocabulary

/// Whether falls found one after the other are one event.
///
/// Of series that fell together the weakest do not show it over the edges of the others: a rollout
/// reached them late, or their errors alone say that something broke. They pass the threshold by
/// themselves, later in the search, and would be told as drops of their own. Two events that have
/// nothing to do with each other seldom overlap, and hardly ever begin or end together.
struct OneEvent {
  let watched: [Watched]

  /// Whether both overlap, over half of the shorter one at least, in different series, and begin or end
  /// together.
  func isOne(_ one: FallEvent, _ other: FallEvent) -> Bool {
    let own = Set(one.parts.map(\.watched))
    return !other.parts.contains { own.contains($0.watched) } && overlap(one, other)
      && (one.parts.contains { shareAnEdge($0, other.anchor) }
        || other.parts.contains { shareAnEdge($0, one.anchor) })
  }

  /// Both as one event, led by the clearer.
  func joined(_ one: FallEvent, _ other: FallEvent) -> FallEvent {
    FallEvent(
      parts: (one.parts + other.parts).inOrder,
      anchor: one.signal >= other.signal ? one.anchor : other.anchor)
  }

  /// Whether two parts begin together, or end together.
  func shareAnEdge(_ one: FallEvent.Part, _ other: FallEvent.Part) -> Bool {
    near(\.onset, one, other) || near(\.end, one, other)
  }

  private func overlap(_ one: FallEvent, _ other: FallEvent) -> Bool {
    let (a, b) = (span(one), span(other))
    let shared = min(a.end, b.end).seconds(since: max(a.start, b.start))
    return shared > 0 && 2 * shared >= min(a.seconds, b.seconds)
  }

  /// From where the first of its parts falls to where the last recovers.
  private func span(_ event: FallEvent) -> TimeWindow {
    TimeWindow.around(event.parts.map(window)) ?? window(event.anchor)
  }

  private func window(_ part: FallEvent.Part) -> TimeWindow {
    let series = watched[part.watched]
    return TimeWindow(
      start: series.time(at: part.fall.start), seconds: part.fall.steps.count * series.stepSeconds)
  }

  private func near(
    _ edge: (FallEvent.Part) -> EdgeWeights, _ one: FallEvent.Part, _ other: FallEvent.Part
  ) -> Bool {
    let (own, its) = (watched[one.watched], watched[other.watched])
    let slack = max(Membership.toleranceSeconds, 2 * own.stepSeconds)
    let low = own.time(at: edge(one).quantile(0.05)).advanced(bySeconds: -slack)
    let high = own.time(at: edge(one).quantile(0.95)).advanced(bySeconds: slack)
    return low <= its.time(at: edge(other).quantile(0.95))
      && its.time(at: edge(other).quantile(0.05)) <= high
  }
}
