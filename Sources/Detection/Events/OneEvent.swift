import Vocabulary

/// Whether falls found one after the other are one event.
///
/// Of series that fell together the weakest do not show it over the edges of the others: a rollout
/// reached them late, or their errors alone say that something broke. They pass the threshold by
/// themselves, later in the search, and would be told as drops of their own. Two events that have
/// nothing to do with each other seldom overlap, and hardly ever begin or end together.
struct OneEvent {
  let watched: [Watched]

  /// Edges closer than this, beyond what is not known of them, are taken for the same.
  private static let toleranceSeconds = 900

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
      parts: (one.parts + other.parts).sorted { $0.watched < $1.watched },
      anchor: one.signal >= other.signal ? one.anchor : other.anchor)
  }

  /// Whether two parts begin together, or end together.
  func shareAnEdge(_ one: FallEvent.Part, _ other: FallEvent.Part) -> Bool {
    nearOnsets(one, other) || nearEnds(one, other)
  }

  private func overlap(_ one: FallEvent, _ other: FallEvent) -> Bool {
    let (a, b) = (span(one), span(other))
    let shared = min(a.end, b.end).seconds(since: max(a.start, b.start))
    return shared > 0 && 2 * shared >= min(a.seconds, b.seconds)
  }

  /// From the first onset of its parts to the last end.
  private func span(_ event: FallEvent) -> TimeWindow {
    let starts = event.parts.map { watched[$0.watched].time(at: $0.fall.start) }
    let ends = event.parts.map { watched[$0.watched].time(at: $0.fall.end) }
    let lead = watched[event.anchor.watched]
    let start = starts.min() ?? lead.time(at: event.anchor.fall.start)
    return TimeWindow(start: start, seconds: (ends.max() ?? start).seconds(since: start))
  }

  private func nearOnsets(_ one: FallEvent.Part, _ other: FallEvent.Part) -> Bool {
    near(one.onset, watched[one.watched], other.onset, watched[other.watched])
  }

  private func nearEnds(_ one: FallEvent.Part, _ other: FallEvent.Part) -> Bool {
    near(one.end, watched[one.watched], other.end, watched[other.watched])
  }

  private func near(
    _ one: EdgeWeights, _ its: Watched, _ other: EdgeWeights, _ others: Watched
  ) -> Bool {
    let slack = max(Self.toleranceSeconds, 2 * its.stepSeconds)
    let low = its.time(at: one.quantile(0.05)).advanced(bySeconds: -slack)
    let high = its.time(at: one.quantile(0.95)).advanced(bySeconds: slack)
    return low <= others.time(at: other.quantile(0.95))
      && others.time(at: other.quantile(0.05)) <= high
  }
}
