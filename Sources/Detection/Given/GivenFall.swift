import Vocabulary

/// A given stretch measured with the detection's own expectation.
struct GivenFall {
  private let watched: [Watched]
  private let given: GivenWindow
  private let settings: DetectionSettings

  /// A series fell if its fall over the stretch is this sure by itself.
  private static let leastSignal = 3.0

  /// `nil` if no series has anything there.
  init?(
    _ series: [Series], calendar: [CalendarEvent], given: GivenWindow, settings: DetectionSettings
  ) async {
    guard let block = Block.covering(given.window, data: given.window).last else { return nil }
    watched = await Watched.prepared(series, block: block, events: calendar, settings: settings)
    self.given = given
    self.settings = settings
  }

  func drop() -> (drop: Drop, trace: Trace?)? {
    let parts = given.named(watched.indices.compactMap(part)) {
      watched[$0.watched].series.key.marketplace
    }
    let fallen = parts.filter { $0.fall.signal >= Self.leastSignal }
    // Where nothing fell, the cost of the stretch as it was named is still a question.
    let chosen = fallen.isEmpty ? parts : fallen
    guard let anchor = chosen.max(by: { $0.fall.signal < $1.fall.signal }) else { return nil }
    return DropBuilder(watched, settings: settings).drop(
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
      let fall = series.scan.best(
        starts: max(0, first - slack)...max(first, last - 1),
        ends: (first + 1)...min(series.scan.dataEnd, last + slack)),
      let onset = series.scan.onset(of: fall), let end = series.scan.end(of: fall)
    else { return fixed(index, plain) }
    let isOpen = end.mode >= series.scan.dataEnd
    return FallEvent.Part(
      watched: index, fall: fall, clarity: fall.signal, onset: onset, end: end, isOpen: isOpen,
      reach: min(onset.mode, fall.start)..<max(end.mode, fall.end), sharesEdges: false)
  }

  private func fixed(_ index: Int, _ fall: Fall) -> FallEvent.Part? {
    guard let onset = EdgeWeights(first: fall.start, unscaled: [0]),
      let end = EdgeWeights(first: fall.end, unscaled: [0])
    else { return nil }
    return FallEvent.Part(
      watched: index, fall: fall, clarity: fall.signal, onset: onset, end: end, isOpen: false,
      reach: fall.steps,
      sharesEdges: true)
  }
}
