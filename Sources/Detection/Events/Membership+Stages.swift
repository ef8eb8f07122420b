import Vocabulary

/// A drop goes on at another depth: an outage gets worse, or is half mended first. The clearest stage is
/// found, and the others are looked for just before it and just behind.
extension Membership {
  /// The log-likelihood that a stage of an hour or less must bring, and times the root of their number one of
  /// more hours. There are few places to look at, and what lies beside a drop is more often part of it than any
  /// other stretch of time is of one; but noise that lasts is no stage.
  private static let stage = 7.0
  /// Of this, what orders must say; website errors may say the rest.
  private static let orders = 3.0
  /// The log-likelihood by which orders must have been back before the drop for it to be another.
  private static let cameBack = 4.0
  /// More stages than this on one side are a slow recovery, of which the rest is small.
  private static let mostStages = 3
  private static let longestSeconds = 6 * 3600

  enum Side { case before, behind }

  /// The event with all of its stages.
  ///
  /// - Parameter isNoDrop: whether a fall in series that do not see the event is something else.
  func withStages(
    _ event: FallEvent, unless isNoDrop: (FallEvent, [Watched]) -> Bool
  ) -> FallEvent {
    var event = event
    for side in [Side.before, .behind] {
      for _ in 0..<Membership.mostStages {
        guard let longer = withStage(event, side, unless: isNoDrop) else { break }
        event = longer
      }
    }
    return event
  }

  private func withStage(
    _ event: FallEvent, _ side: Side, unless isNoDrop: (FallEvent, [Watched]) -> Bool
  ) -> FallEvent? {
    let lead = watched[event.anchor.watched]
    func mayGoOn(_ part: FallEvent.Part) -> Bool {
      watched[part.watched].stepSeconds == lead.stepSeconds && !(side == .behind && part.isOpen)
    }
    let parts = event.parts.filter(mayGoOn)
    guard let steps = stage(beside: parts, side, of: lead), !cameBack(parts, steps, side) else {
      return nil
    }
    let blind = hiding(event.parts)
    var longer = event
    var gain = 0.0
    var stages: [FallEvent.Part] = []
    for (index, part) in event.parts.enumerated() where mayGoOn(part) {
      guard let fall = blind.watched[part.watched].scan.fall(over: part.beside(side, steps)),
        let stage = blind.part(part.watched, fall, sharesEdges: true)
      else { continue }
      let own = blind.watched[part.watched].likelihood(fall) - GroupScan.deduction
      guard own > 0, fall.depth > 0 else { continue }
      gain += own
      stages.append(stage)
      longer.parts[index] =
        FallEvent.Part.joined(
          side == .before ? [stage, part] : [part, stage], in: watched[part.watched],
          reach: min(
            part.reach.lowerBound, stage.reach.lowerBound)..<max(
              part.reach.upperBound, stage.reach.upperBound)) ?? part
    }
    let hours = Double(steps * lead.stepSeconds) / 3600
    guard gain >= Membership.stage * max(1, hours).squareRoot(),
      let clearest = stages.max(by: { $0.clarity < $1.clarity }),
      clearest.fall.depth >= settings.smallestFall,
      !isNoDrop(FallEvent(parts: stages, anchor: clearest), blind.watched),
      let anchor = longer.parts.first(where: { $0.watched == event.anchor.watched })
    else { return nil }
    longer.anchor = anchor
    return longer
  }

  /// The steps for which all parts together are low longest beside what is known of them; `nil` if they are not,
  /// or up to another drop, the edge of which that may be.
  private func stage(beside parts: [FallEvent.Part], _ side: Side, of lead: Watched) -> Int? {
    let room = parts.compactMap { self.room(beside: $0, side) }.min()
    let most = min(room ?? .max, Membership.longestSeconds / lead.stepSeconds)
    guard most > 0 else { return nil }
    var sums = [Double](repeating: 0, count: most + 1)
    for part in parts {
      let edge = part.edge(side)
      let reach = part.beside(side, most)
      let scan = NearScan(watched[part.watched], hiding: part.core, within: reach)
      let falls =
        side == .before
        ? scan.falls(from: reach, to: edge) : scan.falls(from: edge, to: edge + 1..<edge + most + 1)
      for fall in falls { sums[fall.end - fall.start] += fall.logLikelihood }
    }
    guard let best = sums.indices.max(by: { sums[$0] < sums[$1] }), best != room,
      sums[best] >= Membership.orders
    else { return nil }
    return best
  }

  /// The steps between a fall and another found before it; `nil` if there is none.
  private func room(beside part: FallEvent.Part, _ side: Side) -> Int? {
    let series = watched[part.watched]
    let room = series.room(around: part.core)
    switch side {
    case .before: return room.lowerBound == 0 ? nil : part.edge(side) - room.lowerBound
    case .behind:
      return room.upperBound == series.masked.count ? nil : room.upperBound - part.edge(side)
    }
  }

  /// Whether orders were back between falls and what lies so many steps beside them: in some step between, or
  /// in that in which they ended.
  func cameBack(_ parts: [FallEvent.Part], _ steps: Int, _ side: Side) -> Bool {
    var apart = [Double](repeating: 0, count: steps)
    var touching = 0.0
    for part in parts {
      let edge = part.edge(side)
      let series = watched[part.watched]
      let reach = edge - steps..<edge + steps
      let scan = NearScan(series, hiding: part.core, within: reach)
      let falls =
        side == .before
        ? scan.falls(from: edge - steps, to: edge - steps + 1..<edge + 1)
        : scan.falls(from: edge..<edge + steps, to: edge + steps)
      for fall in falls {
        apart[side == .before ? edge - fall.end : fall.start - edge] += fall.logLikelihood
      }
      guard side == .behind, part.onset.mode < part.end.mode else { continue }
      let seeing = NearScan(series, hiding: part.onset.mode..<part.end.mode, within: reach)
      touching += seeing.fall(over: part.end.mode..<edge + steps)?.logLikelihood ?? 0
      touching -= seeing.fall(over: edge..<edge + steps)?.logLikelihood ?? 0
    }
    return (apart.max() ?? 0) - apart[0] > Membership.cameBack || -touching > Membership.cameBack
  }

  /// The same while nobody sees what is known of some falls.
  private func hiding(_ parts: [FallEvent.Part]) -> Membership {
    var blind = watched
    for part in parts { blind[part.watched].mask(part.core) }
    return Membership(blind, settings: settings, vetoes: vetoes)
  }
}

extension FallEvent.Part {
  /// The steps that the fall may have hit, as far as is known.
  var core: Range<Int> { edge(.before)..<edge(.behind) }

  /// So many steps just before it, or just behind.
  func beside(_ side: Membership.Side, _ steps: Int) -> Range<Int> {
    switch side {
    case .before: edge(side) - steps..<edge(side)
    case .behind: edge(side)..<edge(side) + steps
    }
  }

  /// The first step of the fall as it is known, or the one behind the last that it may have hit.
  func edge(_ side: Membership.Side) -> Int {
    switch side {
    case .before: onset.mode
    case .behind: max(onset.mode, end.mode) + 1
    }
  }
}
