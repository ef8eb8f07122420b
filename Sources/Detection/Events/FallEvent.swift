/// A fall with the series that show it.
struct FallEvent {
  /// One series' share of the event.
  struct Part {
    /// Index of the watched series.
    let watched: Int
    let fall: Fall
    /// Signal of orders and errors together.
    let clarity: Double
    var onset: EdgeWeights
    var end: EdgeWeights
    /// Not seen to end.
    let isOpen: Bool

    /// Steps that may belong to the fall: from the early end of the onset to the late end of the end,
    /// and on while orders stay clearly low, since falls and recoveries have ramps.
    var reach: Range<Int>

    /// Whether it takes the edges of `fall`, found with others together, in the place of its own.
    let sharesEdges: Bool
  }

  var parts: [Part]
  /// The part that led to it.
  var anchor: Part
}

extension FallEvent.Part {
  /// Falls of one series that are one, in the order of their starts: from the first onset to the last end;
  /// `nil` of none, or if the series shows nothing over all of them.
  static func joined(
    _ parts: [FallEvent.Part], in series: Watched, reach: Range<Int>
  ) -> FallEvent.Part? {
    guard let first = parts.first, let last = parts.last,
      let fall = series.scan.fall(first.fall.start, last.fall.end)
    else { return nil }
    return FallEvent.Part(
      watched: first.watched, fall: fall,
      clarity: parts.reduce(0) { $0 + $1.clarity * $1.clarity }.squareRoot(), onset: first.onset,
      end: last.end, isOpen: last.isOpen,
      reach: reach, sharesEdges: parts.allSatisfy(\.sharesEdges))
  }

  /// The steps of `reach` that the data of its series cover.
  func countedSteps(_ series: Watched) -> Range<Int> {
    let end = min(reach.upperBound, series.scan.dataEnd)
    return min(reach.lowerBound, end)..<end
  }
}

extension [FallEvent.Part] {
  /// By the place of their series.
  var inOrder: [FallEvent.Part] { sorted { $0.watched < $1.watched } }
}

extension FallEvent {
  /// Events that follow one another as one, from the first onset to the last end; `nil` of none.
  static func oneAfterTheOther(_ events: [FallEvent], _ watched: [Watched]) -> FallEvent? {
    let parts = Dictionary(grouping: events.flatMap(\.parts), by: \.watched)
      .compactMapValues { parts -> FallEvent.Part? in
        let inTime = parts.sorted { $0.fall.start < $1.fall.start }
        guard let first = inTime.first, let start = parts.map(\.reach.lowerBound).min(),
          let end = parts.map(\.reach.upperBound).max()
        else { return nil }
        return FallEvent.Part.joined(inTime, in: watched[first.watched], reach: start..<end)
      }
    let clearest = events.max { $0.signal < $1.signal }
    guard let anchor = clearest.flatMap({ parts[$0.anchor.watched] }) else { return nil }
    return FallEvent(parts: Array(parts.values).inOrder, anchor: anchor)
  }

  /// Signal of all parts together: the anchor's, and what each other one brings beyond the deduction.
  var signal: Double {
    let others = parts.filter { $0.watched != anchor.watched }
    let joined = others.reduce(anchor.fall.logLikelihood) {
      $0 + max(0, $1.fall.logLikelihood - GroupScan.deduction)
    }
    return (2 * joined).squareRoot()
  }

  /// Whether in most of its parts website errors were about as high before or behind it as in it.
  func liesInErrors(_ watched: [Watched]) -> Bool {
    let telling = parts.compactMap { part -> Bool? in
      guard let witness = watched[part.watched].witness, witness.support(part.fall) > 0 else {
        return nil
      }
      return witness.outlasts(part.fall)
    }
    return 2 * telling.count { $0 } > telling.count
  }

  /// What website errors say for a fault over all parts; they rise for no holiday, promotion or lull.
  func errorSupport(_ watched: [Watched]) -> Double {
    parts.reduce(0) { $0 + max(0, watched[$1.watched].witness?.support($1.fall) ?? 0) }
  }
}
