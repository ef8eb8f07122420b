import Vocabulary

/// Which series share a fall, each with its own edges where it shows them clearly.
struct Membership {
  private let watched: [Watched]
  private let settings: DetectionSettings

  /// A series whose own edges differ from the anchor's by more than this and by more than both are
  /// uncertain shows another event that only overlaps in time.
  private static let toleranceSeconds = 900

  /// A member falls at least by this part of the anchor's fall; less is a coincidence of noise.
  private static let smallestPart = 0.2

  /// Signal from which a series' own edges are trusted over the anchor's.
  private static let ownEdges = 4.5

  init(_ watched: [Watched], settings: DetectionSettings) {
    self.watched = watched
    self.settings = settings
  }

  /// The event around a stretch of the anchor; `nil` if on a closer look the anchor did not fall.
  func event(anchor: Int, start: Timestamp, end: Timestamp) -> FallEvent? {
    let lead = watched[anchor]
    let first = lead.offset(of: start)
    let last = lead.offset(of: end)
    guard let fall = refined(lead, first, last), fall.depth >= settings.smallestFall,
      let own = part(anchor, fall)
    else { return nil }
    let parts = watched.indices.compactMap { index in
      index == anchor ? own : member(index, of: own)
    }
    return FallEvent(parts: parts, anchor: own)
  }

  private func refined(_ series: Watched, _ first: Int, _ last: Int) -> Fall? {
    let slack = max(4, min(72, (last - first) / 2))
    return series.scan.best(
      starts: max(0, first - slack)...max(0, first + slack),
      ends: max(1, last - slack)...max(1, last + slack))
  }

  private func part(_ index: Int, _ fall: Fall) -> FallEvent.Part? {
    let scan = watched[index].scan
    guard let onset = scan.onset(of: fall), let end = scan.end(of: fall) else { return nil }
    let unseen = end.first + end.logWeights.count - 1 == scan.dataEnd
    let isOpen = unseen && end.weights[end.weights.count - 1] >= 0.5
    return FallEvent.Part(watched: index, fall: fall, onset: onset, end: end, isOpen: isOpen)
  }

  private func member(_ index: Int, of anchor: FallEvent.Part) -> FallEvent.Part? {
    let series = watched[index]
    let lead = watched[anchor.watched]
    let first = series.offset(of: lead.time(at: anchor.fall.start))
    let last = series.offset(of: lead.time(at: anchor.fall.end))
    guard first >= 0, last <= series.scan.dataEnd, first < last else { return nil }
    let least = max(settings.smallestFall / 2, Membership.smallestPart * anchor.fall.depth)
    if let own = refined(series, first, last), own.signal >= Membership.ownEdges,
      own.depth >= least, let part = part(index, own), shareAnEdge(part, anchor)
    {
      return part
    }
    guard let same = series.scan.fall(first, last), same.depth >= least,
      same.logLikelihood >= DetectionModel.joinLogLikelihood
    else { return nil }
    return part(index, same)
  }

  private func shareAnEdge(_ one: FallEvent.Part, _ other: FallEvent.Part) -> Bool {
    near(one, one.onset, other, other.onset) || near(one, one.end, other, other.end)
  }

  private func near(
    _ one: FallEvent.Part, _ oneEdge: EdgeWeights, _ other: FallEvent.Part,
    _ otherEdge: EdgeWeights
  ) -> Bool {
    let a = watched[one.watched]
    let b = watched[other.watched]
    let slack = max(Membership.toleranceSeconds, 2 * a.stepSeconds)
    let aLow = a.time(at: oneEdge.quantile(0.05)).advanced(bySeconds: -slack)
    let aHigh = a.time(at: oneEdge.quantile(0.95)).advanced(bySeconds: slack)
    return aLow <= b.time(at: otherEdge.quantile(0.95))
      && b.time(at: otherEdge.quantile(0.05)) <= aHigh
  }
}
