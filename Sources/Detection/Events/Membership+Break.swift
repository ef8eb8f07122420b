import Vocabulary

/// Of two falls close to one another, which look like one, each is an event of its own.
extension Membership {
  /// A fall so near or nearer may blur where another one begins or ends.
  private static let nearSeconds = 3600

  /// Both pieces of a fall that is broken, as it was found or between its edges.
  func pieces(of part: FallEvent.Part) -> (clearer: Fall, other: Fall)? {
    let lead = watched[part.watched]
    let broken = BrokenFall(lead.scan)
    let threshold = settings.leastSignal(of: lead.series)
    let start = min(part.fall.start, part.onset.mode)
    let end = max(part.fall.end, part.end.mode)
    let wide = start..<end == part.fall.steps ? nil : lead.scan.fall(start, end)
    return [part.fall, wide].lazy.compactMap(\.self)
      .compactMap { broken.pieces(of: $0, threshold: threshold) }
      // What is hidden already breaks nothing.
      .first { $0.other.steps.contains { !lead.masked[$0] } }
  }

  /// The fall itself and a clear one near it, with usual orders between them; `nil` if there is none.
  func neighbour(of part: FallEvent.Part) -> (piece: Fall, other: Fall)? {
    let lead = watched[part.watched]
    let near = max(Membership.nearSeconds / lead.stepSeconds, part.fall.end - part.fall.start)
    let (first, last) = (part.core.lowerBound, part.core.upperBound)
    let scan = NearScan(lead, hiding: part.core, within: first - near..<last + near)
    func isClear(_ other: Fall) -> Bool { other.signal >= settings.leastSignal(of: lead.series) }
    let earliest = max(0, first - near)
    if first > earliest,
      let before = scan.best(starts: earliest...first - 1, ends: earliest + 1...first),
      isClear(before), cameBack([part], first - before.start, .before)
    {
      return (part.fall, before)
    }
    if !part.isOpen,
      let behind = scan.best(starts: last...last + near, ends: last + 1...last + near),
      isClear(behind), cameBack([part], behind.end - last, .behind)
    {
      return (part.fall, behind)
    }
    return nil
  }

  /// The event of one piece. The other is left for the search to find, and does not tell where this one begins
  /// or ends.
  func event(_ piece: Fall, without other: Fall, anchor: Int) -> FallEvent? {
    let lead = watched[anchor]
    let (start, end) = (lead.time(at: piece.start), lead.time(at: piece.end))
    let event = hiding(other, of: lead).event(anchor: anchor, start: start, end: end)
    // A closer look may lead to yet another fall, which the break says nothing of.
    guard let event, event.anchor.fall.steps.overlaps(piece.steps) else { return event }
    return leavingTheBreak(event, between: piece, and: other, of: lead)
  }

  /// The same while nobody sees the steps of `fall` in `lead`.
  private func hiding(_ fall: Fall, of lead: Watched) -> Membership {
    let (start, end) = (lead.time(at: fall.start), lead.time(at: fall.end))
    let blind = watched.map { series in
      var series = series
      let first = series.offset(of: start)
      series.mask(first..<max(first + 1, series.offset(of: end)))
      return series
    }
    return Membership(blind, settings: settings, vetoes: vetoes)
  }

  /// The same with edges on its own side of the other piece, and parts that reach a third of the way to it at
  /// most beyond the steps of their edges: what lies between tells where that one ends or begins.
  private func leavingTheBreak(
    _ event: FallEvent, between piece: Fall, and other: Fall, of lead: Watched
  ) -> FallEvent {
    let isBehind = piece.start >= other.end
    let edge =
      isBehind
      ? piece.start - (piece.start - other.end) / 3 : piece.end + (other.start - piece.end) / 3
    func clipped(_ part: FallEvent.Part) -> FallEvent.Part {
      let series = watched[part.watched]
      let edge = series.offset(of: lead.time(at: edge))
      var part = part
      if isBehind {
        part.onset = part.onset.behind(series.offset(of: lead.time(at: other.end)) - 1)
        let first = min(edge, part.onset.mode)
        part.reach = max(first, part.reach.lowerBound)..<max(first + 1, part.reach.upperBound)
      } else {
        part.end = part.end.ahead(of: series.offset(of: lead.time(at: other.start)) + 1)
        let last = max(edge, part.end.mode + 1)
        part.reach = min(last - 1, part.reach.lowerBound)..<min(last, part.reach.upperBound)
      }
      return part
    }
    return FallEvent(parts: event.parts.map(clipped), anchor: clipped(event.anchor))
  }
}
