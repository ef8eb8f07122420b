import Statistics
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

  /// A step this many standard deviations low still belongs to a fall beside it.
  private static let clearlyLow = 2.0

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
    guard parts.count > 1, let joint = jointFall(parts, anchor: own),
      let better = part(anchor, joint)
    else { return FallEvent(parts: parts, anchor: own) }
    let again = watched.indices.compactMap { index in
      index == anchor ? better : member(index, of: better)
    }
    return again.count >= parts.count
      ? FallEvent(parts: again, anchor: better) : FallEvent(parts: parts, anchor: own)
  }

  /// The anchor's fall with the edges that all parts together show best; `nil` if they are the
  /// anchor's own, give or take the tolerance.
  private func jointFall(_ parts: [FallEvent.Part], anchor: FallEvent.Part) -> Fall? {
    let lead = watched[anchor.watched]
    let longest = Watched.longest(stepSeconds: lead.stepSeconds)
    var start = anchor.fall.start
    var end = anchor.fall.end
    for _ in 0..<2 {
      start = best(from: max(0, end - longest), to: end - 1) { support(parts, lead, $0, end) }
      end = best(from: start + 1, to: min(lead.scan.dataEnd, start + longest)) {
        support(parts, lead, start, $0)
      }
    }
    let tolerance = max(1, Membership.toleranceSeconds / lead.stepSeconds)
    let moved =
      abs(start - anchor.fall.start) > tolerance || abs(end - anchor.fall.end) > tolerance
    guard moved, let fall = lead.scan.fall(start, end), fall.depth >= settings.smallestFall else {
      return nil
    }
    return fall
  }

  private func best(from low: Int, to high: Int, _ value: (Int) -> Double) -> Int {
    var best = low
    var most = -Double.infinity
    for candidate in low...max(low, high) {
      let here = value(candidate)
      if here > most {
        most = here
        best = candidate
      }
    }
    return best
  }

  /// Log-likelihood of all parts for a fall over steps [start, end) of `lead`.
  private func support(
    _ parts: [FallEvent.Part], _ lead: Watched, _ start: Int, _ end: Int
  ) -> Double {
    parts.reduce(0) { sum, part in
      let series = watched[part.watched]
      let first = series.offset(of: lead.time(at: start))
      let last = series.offset(of: lead.time(at: end))
      guard first >= 0, first < last, last <= series.scan.dataEnd else { return sum }
      return sum + (series.scan.fall(first, last)?.logLikelihood ?? 0)
    }
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
    return FallEvent.Part(
      watched: index, fall: fall, onset: onset, end: end, isOpen: isOpen,
      reach: reach(index, fall, onset, end))
  }

  /// Steps between the edges, one more before, a quarter of an hour more behind (a recovery has a
  /// ramp), and on while orders are low beyond noise, for a quarter of the fall's length at most.
  private func reach(
    _ index: Int, _ fall: Fall, _ onset: EdgeWeights, _ end: EdgeWeights
  ) -> Range<Int> {
    let series = watched[index]
    var first = max(0, onset.quantile(0.05) - 1)
    let recovery = max(
      1, min(Membership.toleranceSeconds / series.stepSeconds, (fall.end - fall.start) / 3))
    var last = min(
      series.scan.dataEnd, max(onset.mode + 1, end.quantile(0.95) + 1 + recovery))
    let most = max(3, (fall.end - fall.start) / 4)
    func isLow(_ step: Int) -> Bool {
      let line = series.line
      guard line.noise.indices.contains(step), line.noise[step] < .infinity else { return false }
      let spread = (line.fit.slow.stateVariance + line.noise[step]).squareRoot()
      return line.residual[step] < -Membership.clearlyLow * spread
    }
    for _ in 0..<most where first > 0 && isLow(first - 1) { first -= 1 }
    for _ in 0..<most where last < series.scan.dataEnd && isLow(last) { last += 1 }
    return first..<max(first + 1, last)
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
