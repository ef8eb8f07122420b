import Vocabulary

/// Of two falls close to one another, which look like one, each is an event of its own.
extension Membership {
  /// Both pieces of a fall that is broken, as it was found or between its edges.
  func pieces(of part: FallEvent.Part) -> (clearer: Fall, other: Fall)? {
    let lead = watched[part.watched]
    let broken = BrokenFall(lead.scan)
    let threshold = lead.leastSignal(settings)
    let start = min(part.fall.start, part.onset.mode)
    let end = max(part.fall.end, part.end.mode)
    let wide = start..<end == part.fall.steps ? nil : lead.scan.fall(start, end)
    return [part.fall, wide].lazy.compactMap(\.self)
      .compactMap { broken.pieces(of: $0, threshold: threshold) }
      // What is hidden already breaks nothing.
      .first { $0.other.steps.contains { !lead.masked[$0] } }
  }

  /// The event of one piece. The other is left for the search to find, and does not tell where this one begins
  /// or ends.
  func event(_ piece: Fall, without other: Fall, anchor: Int) -> FallEvent? {
    let lead = watched[anchor]
    let (start, end) = (lead.time(at: piece.start), lead.time(at: piece.end))
    return hiding(other, of: lead).event(anchor: anchor, start: start, end: end)
      .map { leavingTheBreak($0, between: piece, and: other, of: lead) }
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

  /// The same with edges on its own side of the other piece, and parts that reach half the way to it at most:
  /// what lies between tells where that one ends or begins.
  private func leavingTheBreak(
    _ event: FallEvent, between piece: Fall, and other: Fall, of lead: Watched
  ) -> FallEvent {
    let isBehind = piece.start >= other.end
    let middle =
      isBehind ? (other.end + piece.start + 1) / 2 : (piece.end + other.start) / 2
    func clipped(_ part: FallEvent.Part) -> FallEvent.Part {
      let series = watched[part.watched]
      let edge = series.offset(of: lead.time(at: middle))
      var part = part
      if isBehind {
        part.onset = part.onset.behind(series.offset(of: lead.time(at: other.end)) - 1)
        part.reach = max(edge, part.reach.lowerBound)..<max(edge + 1, part.reach.upperBound)
      } else {
        part.end = part.end.ahead(of: series.offset(of: lead.time(at: other.start)) + 1)
        part.reach = min(edge - 1, part.reach.lowerBound)..<min(edge, part.reach.upperBound)
      }
      return part
    }
    return FallEvent(parts: event.parts.map(clipped), anchor: clipped(event.anchor))
  }
}
