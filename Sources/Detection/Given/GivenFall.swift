import Vocabulary

/// A given stretch measured with the detection's own expectation.
struct GivenFall {
  private var watched: [Watched]
  private let given: GivenWindow
  private let settings: DetectionSettings

  /// A series fell if its fall over the stretch is this sure by itself.
  private static let leastSignal = 3.0
  /// Pairs of a start and an end beyond this number are not compared; the stretch is taken as it was given,
  /// which is days or weeks long then.
  private static let mostPairs = 20_000_000

  /// `nil` if no series has anything there.
  ///
  /// - Parameter drops: found before; what they took outside the stretch is nothing usual.
  init?(
    _ series: [Series], calendar: [CalendarEvent], given: GivenWindow, beside drops: [Drop],
    settings: DetectionSettings
  ) async {
    guard let block = Block.covering(given.window, data: given.window).last else { return nil }
    watched = await Watched.prepared(series, block: block, events: calendar, settings: settings)
    self.given = given
    self.settings = settings
    for part in drops.flatMap(\.parts) {
      for index in watched.indices where watched[index].series.key == part.series {
        for stretch in outside(part.stretch) {
          let first = watched[index].offset(of: stretch.start)
          watched[index].mask(
            first..<max(first, watched[index].offset(of: stretch.end)))
        }
      }
    }
  }

  /// What lies before and behind the given stretch, of one that may overlap it.
  private func outside(_ stretch: TimeWindow) -> [TimeWindow] {
    [
      TimeWindow(start: stretch.start, end: min(stretch.end, given.window.start)),
      TimeWindow(start: max(stretch.start, given.window.end), end: stretch.end),
    ].compactMap { $0 }
  }

  func drop() -> (drop: Drop, trace: Trace?)? {
    let parts = given.named(watched.indices.compactMap(part)) {
      watched[$0.watched].series.key.marketplace
    }
    let fallen = parts.filter { $0.fall.signal >= Self.leastSignal }
    // Where nothing fell, the cost of the stretch as it was named is still a question.
    let chosen = fallen.isEmpty ? parts : fallen
    guard let anchor = chosen.max(by: { $0.fall.signal < $1.fall.signal }) else { return nil }
    // What is measured says nothing of what was usual.
    var others = watched
    for part in chosen { others[part.watched].mask(part.reach) }
    return DropBuilder(others, settings: settings).drop(
      FallEvent(parts: chosen, anchor: anchor))
  }

  private func part(_ index: Int) -> FallEvent.Part? {
    let series = watched[index]
    let first = series.offset(of: given.window.start)
    let last = min(
      series.scan.dataEnd,
      series.offset(of: given.window.end.advanced(bySeconds: series.stepSeconds - 1)))
    guard first >= 0, first < last, let plain = series.scan.fall(first, last) else { return nil }
    let slack = given.slackSeconds / series.stepSeconds
    // Times as they were given hold where the orders themselves do not show when it was.
    guard plain.signal >= Self.leastSignal,
      (last - first + slack) * (last - first + slack) <= Self.mostPairs,
      let fall = series.scan.best(
        starts: max(0, first - slack)...max(first, last - 1),
        ends: (first + 1)...min(series.scan.dataEnd, last + slack)),
      let onset = series.scan.onset(of: fall)?.behind(first - slack - 1),
      let end = series.scan.end(of: fall)
    else { return fixed(index, plain) }
    let isOpen = end.mode >= series.scan.dataEnd
    return FallEvent.Part(
      watched: index, fall: fall, clarity: fall.signal, onset: onset, end: end, isOpen: isOpen,
      reach: min(onset.mode, fall.start)..<max(end.mode, fall.end), sharesEdges: false)
  }

  private func fixed(_ index: Int, _ fall: Fall) -> FallEvent.Part {
    FallEvent.Part(
      watched: index, fall: fall, clarity: fall.signal, onset: EdgeWeights(certain: fall.start),
      end: EdgeWeights(certain: fall.end), isOpen: false, reach: fall.steps, sharesEdges: true)
  }
}

extension DropPart {
  /// From where it may have begun to where it may have ended, or the data do.
  fileprivate var stretch: TimeWindow {
    let first = onset.range(0.9).low
    let last =
      switch end {
      case .open(let dataUntil): dataUntil
      case .ended(let distribution): distribution.range(0.9).high
      }
    return TimeWindow(start: first, seconds: max(0, last.seconds(since: first)))
  }
}
