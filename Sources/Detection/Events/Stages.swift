/// Whether falls of one series are stages of one drop: orders went on from one depth to another without
/// coming back between.
///
/// The clearest stage is found first and masked, and what is left is found as a fall that touches it.
struct Stages {
  /// With nothing masked.
  private let unmasked: [Watched]

  /// What lies between two stages is low by this part of the later found one at least.
  private static let between = 0.5
  /// Standard deviations by which it must be less low to have come back.
  private static let clear = 2.0

  init(_ unmasked: [Watched]) { self.unmasked = unmasked }

  /// Whether the anchor of `other`, found later, is a stage of what `one` tells of its series.
  func areOne(_ one: FallEvent, _ other: FallEvent) -> Bool {
    one.parts.contains { $0.watched == other.anchor.watched && goesOn($0, into: other.anchor) }
  }

  /// Both as one event.
  func joined(_ one: FallEvent, _ other: FallEvent) -> FallEvent {
    let parts = one.parts.map { part in
      other.parts.first { $0.watched == part.watched && goesOn(part, into: $0) }
        .map { joined(part, $0) } ?? part
    }
    let own = Set(parts.map(\.watched))
    let anchor = parts.first { $0.watched == one.anchor.watched } ?? one.anchor
    return FallEvent(
      parts: (parts + other.parts.filter { !own.contains($0.watched) }).inOrder, anchor: anchor)
  }

  /// Where a part found later reaches beyond one found before.
  private struct Beyond {
    let before: Bool
    let behind: Bool

    init(_ known: FallEvent.Part, _ other: FallEvent.Part) {
      before = other.fall.start < known.reach.lowerBound
      behind = other.fall.end > known.reach.upperBound
    }
  }

  private func goesOn(_ known: FallEvent.Part, into other: FallEvent.Part) -> Bool {
    let beyond = Beyond(known, other)
    let touches =
      other.fall.start <= known.reach.upperBound && other.fall.end >= known.reach.lowerBound
    guard touches, beyond.before || beyond.behind else { return false }
    let start = min(known.fall.start, known.onset.mode)
    let end = max(known.fall.end, known.end.mode + 1)
    let depth = Stages.between * other.fall.depth
    let series = unmasked[known.watched]
    return !(beyond.before && cameBack(min(known.reach.lowerBound, start)..<start, series, depth))
      && !(beyond.behind && cameBack(end..<max(end, known.reach.upperBound), series, depth))
  }

  /// Whether orders were clearly less low than by `depth` in either half of `steps`: a short way back is not to
  /// be averaged away.
  private func cameBack(_ steps: Range<Int>, _ series: Watched, _ depth: Double) -> Bool {
    let middle = (steps.lowerBound + steps.upperBound + 1) / 2
    return [steps.lowerBound..<middle, middle..<steps.upperBound].contains { half in
      guard let fall = series.plainFall(half) else { return false }
      let usual = half.reduce(0) { $0 + series.line.expected[$1] }
      let deviation = series.line.fit.countVariance(expected: usual).squareRoot() / usual
      return fall + Stages.clear * deviation < depth
    }
  }

  private func joined(_ known: FallEvent.Part, _ other: FallEvent.Part) -> FallEvent.Part {
    let beyond = Beyond(known, other)
    let start = beyond.before ? other.fall.start : known.fall.start
    let end = beyond.behind ? other.fall.end : known.fall.end
    guard let fall = unmasked[known.watched].scan.fall(start, end) else { return known }
    return FallEvent.Part(
      watched: known.watched, fall: fall,
      clarity: (known.clarity * known.clarity + other.clarity * other.clarity).squareRoot(),
      onset: beyond.before ? other.onset : known.onset, end: beyond.behind ? other.end : known.end,
      isOpen: beyond.behind ? other.isOpen : known.isOpen,
      reach: min(
        known.reach.lowerBound, other.reach.lowerBound)..<max(
          known.reach.upperBound, other.reach.upperBound),
      sharesEdges: known.sharesEdges && other.sharesEdges)
  }
}
