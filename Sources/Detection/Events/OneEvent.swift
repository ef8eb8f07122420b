import Vocabulary

/// Whether falls found one after the other are one event.
///
/// Of series that fell together the weakest do not show it over the edges of the others: a rollout
/// reached them late, or their errors alone say that something broke. They pass the threshold by
/// themselves, later in the search, and would be told as drops of their own. Two events that have
/// nothing to do with each other seldom overlap, and hardly ever begin or end together.
struct OneEvent {
  let watched: [Watched]

  /// A rollout may reach the last marketplace so long after the first, and be taken back likewise.
  private static let rolloutSeconds = 3 * 3600
  /// And a wave of it so long after the one before.
  private static let waveSeconds = 3600

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

  /// Whether two parts begin together, or end together having begun not long from one another.
  ///
  /// What is still open ends with the data, whatever it is; an edge that may lie anywhere lies near all others;
  /// and in steps longer than the other part, all of it is one edge.
  func shareAnEdge(_ one: FallEvent.Part, _ other: FallEvent.Part) -> Bool {
    let (own, its) = (watched[one.watched], watched[other.watched])
    let shorter = min(window(one).seconds, window(other).seconds)
    guard max(own.stepSeconds, its.stepSeconds) <= shorter else { return false }
    let vague = 2 * max(OneEvent.rolloutSeconds, shorter)
    if near(\.onset, one, other, within: 0, vague: vague) { return true }
    let isOpen = one.isOpen || other.isOpen
    let late = isOpen ? OneEvent.waveSeconds : max(OneEvent.rolloutSeconds, shorter / 2)
    return near(\.end, one, other, within: 0, vague: vague)
      && near(\.onset, one, other, within: late, vague: .max)
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

  /// Whether the 90 % ranges of an edge, none of them longer than `vague` seconds, lie no further apart than
  /// `distance` seconds and some tolerance.
  private func near(
    _ edge: (FallEvent.Part) -> EdgeWeights, _ one: FallEvent.Part, _ other: FallEvent.Part,
    within distance: Int, vague: Int
  ) -> Bool {
    func range(_ part: FallEvent.Part) -> (low: Timestamp, high: Timestamp) {
      let series = watched[part.watched]
      return (
        series.time(at: edge(part).quantile(0.05)), series.time(at: edge(part).quantile(0.95))
      )
    }
    let (own, its) = (range(one), range(other))
    let slack =
      max(Membership.toleranceSeconds, 2 * watched[one.watched].stepSeconds) + distance
    return own.high.seconds(since: own.low) <= vague && its.high.seconds(since: its.low) <= vague
      && own.low.advanced(bySeconds: -slack) <= its.high
      && its.low <= own.high.advanced(bySeconds: slack)
  }
}
