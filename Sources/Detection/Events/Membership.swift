import Statistics
import Vocabulary

/// Which series share a fall, each with its own edges where it shows them clearly.
struct Membership {
  let watched: [Watched]
  let settings: DetectionSettings

  /// How several series show a fall together.
  enum Sharing {
    /// A few of them, each with some strength.
    case some
    /// All of them, by about the same part.
    case all
  }

  /// A series whose own edges differ from the anchor's by more than this and by more than both are
  /// uncertain shows another event that only overlaps in time.
  static let toleranceSeconds = 900

  private static let slackSteps = 72
  private static let slackSeconds = 72 * 60

  /// Errors may tell of an onset so long before orders show the fall.
  private static let errorsBeforeSeconds = 4 * 3600

  /// A member falls at least by this part of the anchor's fall; less is a coincidence of noise.
  private static let smallestPart = 0.2

  /// A step this many standard deviations low still belongs to a fall beside it.
  private static let clearlyLow = 2.0

  /// What orders must say for having been low beyond either edge of a stretch, and beyond both, as log-likelihood.
  private static let lowBeyond = 1.5
  private static let clearlyLowBeyond = 5.0

  /// Signal from which a series' own edges are trusted over the anchor's.
  private static let ownEdges = 4.5

  let vetoes: Vetoes

  init(_ watched: [Watched], settings: DetectionSettings, vetoes: Vetoes) {
    self.watched = watched
    self.settings = settings
    self.vetoes = vetoes
  }

  /// The event around a stretch of the anchor; `nil` if on a closer look the anchor did not fall.
  func event(anchor: Int, start: Timestamp, end: Timestamp) -> FallEvent? {
    let lead = watched[anchor]
    var stretch = (lead.offset(of: start), lead.offset(of: end))
    if stretch.1 - stretch.0 > Watched.day(stepSeconds: lead.stepSeconds) {
      stretch = jointEdges([anchor], lead, stretch)
    }
    guard let whole = refined(lead, stretch.0, stretch.1) else { return nil }
    guard whole.depth >= settings.smallestFall, let own = part(anchor, whole) else { return nil }
    if let (piece, other) = pieces(of: own) ?? neighbour(of: own) {
      return event(piece, without: other, anchor: anchor)
    }
    let parts = [own] + others(anchor).compactMap { member($0, of: own) }
    guard parts.count > 1, let joint = jointFall(parts, anchor: own),
      let better = part(anchor, joint)
    else { return FallEvent(parts: parts.inOrder, anchor: own) }
    let again = [better] + others(anchor).compactMap { member($0, of: better) }
    return again.count >= parts.count
      ? FallEvent(parts: again.inOrder, anchor: better)
      : FallEvent(parts: parts.inOrder, anchor: own)
  }

  /// The event of a stretch that several series show together, each perhaps weakly: members are
  /// those whose data speak for the common fall more than against it.
  func sharedEvent(
    _ sharing: Sharing, anchor: Int, start: Timestamp, end: Timestamp
  ) -> FallEvent? {
    let lead = watched[anchor]
    var stretch = (lead.offset(of: start), lead.offset(of: end))
    var members: [Int] = []
    for _ in 0..<2 {
      let all = falls(lead, stretch.0, stretch.1)
      let telling =
        sharing == .all
        ? all : all.filter { watched[$0.index].likelihood($0.fall) >= GroupScan.deduction }
      let information = telling.reduce(0) { $0 + $1.fall.information }
      guard information > 0 else { return nil }
      let depth = telling.reduce(0) { $0 + $1.fall.depth * $1.fall.information } / information
      let least = sharing == .all ? 0 : 1.0
      members = all.filter { index, fall in
        let support = watched[index].witness?.support(fall)
        return fall.logLikelihood(of: depth) + (support ?? 0) > least
      }.map(\.index)
      guard !members.isEmpty else { return nil }
      stretch = jointEdges(members, lead, stretch)
    }
    let parts = members.compactMap { index -> FallEvent.Part? in
      guard let fall = fall(index, lead, stretch.0, stretch.1),
        index == anchor || !isWithin(fall, of: watched[index])
      else { return nil }
      return part(index, fall, sharesEdges: true)
    }
    guard let strongest = parts.max(by: { $0.fall.signal < $1.fall.signal }),
      strongest.fall.depth >= settings.smallestFall
    else { return nil }
    return FallEvent(parts: parts, anchor: strongest)
  }

  /// The fall of every whole storefront over steps of `lead`.
  private func falls(_ lead: Watched, _ start: Int, _ end: Int) -> [(index: Int, fall: Fall)] {
    watched.indices.compactMap { index in
      guard watched[index].series.key.isStorefront else { return nil }
      return fall(index, lead, start, end).map { (index, $0) }
    }
  }

  /// The fall of one series over steps of `lead`; `nil` where it has no data.
  private func fall(_ index: Int, _ lead: Watched, _ start: Int, _ end: Int) -> Fall? {
    let first = watched[index].offset(of: lead.time(at: start))
    let last = watched[index].offset(of: lead.time(at: end))
    guard first >= 0, first < last, last <= watched[index].scan.dataEnd,
      !vetoes.cover(index, first, last)
    else { return nil }
    return watched[index].scan.fall(first, last)
  }

  /// The edges near a stretch of `lead` for which its members speak most.
  private func jointEdges(
    _ members: [Int], _ lead: Watched, _ stretch: (Int, Int)
  ) -> (Int, Int) {
    let length = stretch.1 - stretch.0
    // The rungs of days lie half a day apart and more.
    let isLong = length > Watched.day(stepSeconds: lead.stepSeconds)
    let slack = isLong ? length / 2 : Membership.slack(length, stepSeconds: lead.stepSeconds)
    var (start, end) = stretch
    for _ in 0..<2 {
      start = bestStart(members, lead, max(0, start - slack)...min(end - 1, start + slack), to: end)
      let earliest = max(start + 1, end - slack)
      let latest = max(earliest, min(lead.scan.dataEnd, end + slack))
      end = bestEnd(members, lead, from: start, earliest...latest)
    }
    return (start, end)
  }

  /// Steps by which the edges of a stretch may be off: rungs lie half its length apart at most.
  private static func slack(_ length: Int, stepSeconds: Int) -> Int {
    max(4, min(max(slackSteps, slackSeconds / stepSeconds), length / 2))
  }

  private func others(_ anchor: Int) -> [Int] { watched.indices.filter { $0 != anchor } }

  /// The anchor's fall with the edges that all parts together show best; `nil` if they are the
  /// anchor's own, give or take the tolerance.
  private func jointFall(_ parts: [FallEvent.Part], anchor: FallEvent.Part) -> Fall? {
    let lead = watched[anchor.watched]
    let day = Watched.day(stepSeconds: lead.stepSeconds)
    let longest =
      anchor.fall.steps.count > day ? Watched.longest(stepSeconds: lead.stepSeconds) : day
    let members = parts.map(\.watched)
    var start = anchor.fall.start
    var end = anchor.fall.end
    for _ in 0..<2 {
      start = bestStart(members, lead, max(0, end - longest)...(end - 1), to: end)
      end = bestEnd(
        members, lead, from: start,
        (start + 1)...max(start + 1, min(lead.scan.dataEnd, start + longest)))
    }
    let tolerance = max(1, Membership.toleranceSeconds / lead.stepSeconds)
    let moved =
      abs(start - anchor.fall.start) > tolerance || abs(end - anchor.fall.end) > tolerance
    guard moved, let fall = lead.scan.fall(start, end), fall.depth >= settings.smallestFall else {
      return nil
    }
    return fall
  }

  /// The start among steps of `lead` for which all members speak most if the fall ends at `end`.
  private func bestStart(
    _ members: [Int], _ lead: Watched, _ starts: ClosedRange<Int>, to end: Int
  ) -> Int {
    likeliest(members, lead, starts) { series, starts in
      let last = series.offset(of: lead.time(at: end))
      return last <= series.scan.dataEnd ? series.weighed(from: starts, to: last) : []
    }
  }

  /// The end, likewise, if it begins at `start`.
  private func bestEnd(
    _ members: [Int], _ lead: Watched, from start: Int, _ ends: ClosedRange<Int>
  ) -> Int {
    likeliest(members, lead, ends) { series, ends in
      let first = series.offset(of: lead.time(at: start))
      return first >= 0 ? series.weighed(from: first, to: ends) : []
    }
  }

  /// The edge among steps of `lead` whose falls have the largest log-likelihood of all members, the
  /// earliest of equals.
  ///
  /// - Parameter falls: those of one series with their edge at each of its steps; none if it cannot tell.
  private func likeliest(
    _ members: [Int], _ lead: Watched, _ edges: ClosedRange<Int>,
    _ falls: (Watched, Range<Int>) -> [Watched.Weighed?]
  ) -> Int {
    var sums = [Double](repeating: 0, count: edges.count)
    for index in members {
      let series = watched[index]
      let mine = edges.map { series.offset(of: lead.time(at: $0)) }
      guard let low = mine.first, let high = mine.last else { continue }
      let steps = max(0, low)..<max(0, low, min(high, series.scan.dataEnd) + 1)
      let falls = falls(series, steps)
      guard !falls.isEmpty else { continue }
      for (place, step) in mine.enumerated() where steps.contains(step) {
        guard let (fall, likelihood) = falls[step - steps.lowerBound],
          !vetoes.cover(index, fall.start, fall.end)
        else { continue }
        sums[place] += likelihood
      }
    }
    var best = 0
    for place in sums.indices where sums[place] > sums[best] { best = place }
    return edges.lowerBound + best
  }

  private func refined(_ series: Watched, _ first: Int, _ last: Int) -> Fall? {
    let slack = Membership.slack(last - first, stepSeconds: series.stepSeconds)
    return series.scan.best(
      starts: max(0, first - slack)...max(0, first + slack),
      ends: max(1, last - slack)...max(1, last + slack))
  }

  func part(_ index: Int, _ fall: Fall, sharesEdges: Bool = false) -> FallEvent.Part? {
    let series = watched[index]
    let scan = series.scan
    let onset = scan.onset(
      of: fall, before: Membership.errorsBeforeSeconds / series.stepSeconds
    ) { series.risingErrors(fall, from: $0) }
    let room = series.room(around: fall.steps)
    guard let onset = onset?.behind(room.lowerBound - 1),
      let end = scan.end(of: fall)?.ahead(of: room.upperBound + 1)
    else { return nil }
    let unseen = end.first + end.logWeights.count - 1 == scan.dataEnd
    let isOpen = unseen && end.weights[end.weights.count - 1] >= 0.5
    return FallEvent.Part(
      watched: index, fall: fall, clarity: (2 * series.likelihood(fall)).squareRoot(), onset: onset,
      end: end, isOpen: isOpen,
      reach: reach(index, fall, onset, end, sharesEdges: sharesEdges).clamped(to: room),
      sharesEdges: sharesEdges)
  }

  /// Steps that the way back from a fall may take.
  static func recoverySteps(_ fall: Fall, stepSeconds: Int) -> Int {
    max(1, min(toleranceSeconds / stepSeconds, (fall.end - fall.start) / 3))
  }

  /// Steps between the edges, one more before, a quarter of an hour more behind (a recovery has a
  /// ramp), and on while orders are low beyond noise, for a quarter of the fall's length at most.
  private func reach(
    _ index: Int, _ fall: Fall, _ onset: EdgeWeights, _ end: EdgeWeights, sharesEdges: Bool
  ) -> Range<Int> {
    let series = watched[index]
    var first = max(0, (sharesEdges ? fall.start : onset.quantile(0.05)) - 1)
    let recovery = Membership.recoverySteps(fall, stepSeconds: series.stepSeconds)
    var last = min(
      series.scan.dataEnd,
      max(first + 2, (sharesEdges ? fall.end : end.quantile(0.95) + 1) + recovery))
    let most = max(3, (fall.end - fall.start) / 4)
    func isLow(_ step: Int) -> Bool {
      let line = series.line
      guard line.noise.indices.contains(step), line.noise[step] < .infinity, !series.masked[step]
      else { return false }
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
    guard first >= 0, last <= series.scan.dataEnd, first < last, !vetoes.cover(index, first, last),
      2 * series.masked[first..<last].count(where: { $0 }) < last - first
    else { return nil }
    let least = max(settings.smallestFall / 2, Membership.smallestPart * anchor.fall.depth)
    let same = series.scan.fall(first, last)
    if let same, isWithin(same, of: series) { return nil }
    let own = refined(series, first, last)
    if let own, own.signal >= Membership.ownEdges, own.depth >= least, let part = part(index, own) {
      return OneEvent(watched: watched).shareAnEdge(part, anchor) ? part : nil
    }
    guard let same, same.depth >= least,
      series.likelihood(same) >= DetectionModel.joinLogLikelihood
    else { return nil }
    return part(index, same, sharesEdges: true)
  }

  /// Whether orders were as low well before a stretch and well behind it: the series falls by itself, and
  /// another event happens to lie within.
  private func isWithin(_ fall: Fall, of series: Watched) -> Bool {
    let length = fall.steps.count
    let apart = max(1, Membership.toleranceSeconds / series.stepSeconds)
    let (first, last) = (max(0, fall.start - length), min(series.scan.dataEnd, fall.end + length))
    guard first < fall.start - apart, fall.end + apart < last else { return false }
    let own = series.edgeLikelihood(fall)
    func gain(_ longer: [Watched.Weighed?]) -> Double {
      (longer.compactMap { $0?.likelihood }.max() ?? 0) - own
    }
    let before = gain(series.weighed(from: first..<fall.start - apart, to: fall.end))
    let behind = gain(series.weighed(from: fall.start, to: fall.end + apart..<last + 1))
    return min(before, behind) >= Membership.lowBeyond
      && before + behind >= Membership.clearlyLowBeyond
  }
}
