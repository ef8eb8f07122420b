import Vocabulary

/// Days without an order, longer than falls are looked for: the search would tell them in pieces, and as over at the
/// end of one.
///
/// A week tells a silence up to where it follows its drops; what is left of it then is a drop of the week after, which
/// begins where the first was left, so that every night says that it goes on.
struct LongSilence {
  private let watched: [Watched]
  private let block: TimeWindow
  /// What began longer before the block is told by the week before.
  private let leadSeconds: Int
  /// Of each series.
  private let silences: [[Range<Int>]]

  init(_ watched: [Watched], block: TimeWindow, leadSeconds: Int) {
    self.watched = watched
    self.block = block
    self.leadSeconds = leadSeconds
    silences = watched.map { SilentDays.runs(in: $0.line) }
  }

  /// `watched` without what the week before tells.
  var hidden: [Watched] {
    watched.indices.map { index in
      var series = watched[index]
      if let told = begunBefore(index) { series.mask(told) }
      return series
    }
  }

  /// A fall that ends in the midst of a silence ends with it.
  func whole(_ event: FallEvent) -> FallEvent {
    var event = event
    event.parts = event.parts.map { part in
      let series = watched[part.watched]
      guard let run = silence(of: part.watched, at: part.end.mode - 1) else { return part }
      let end = told(run, series)
      return end != part.end.mode
        ? series.silentPart(part.watched, from: part, until: end) ?? part : part
    }
    event.anchor = event.parts.first { $0.watched == event.anchor.watched } ?? event.anchor
    return event
  }

  /// Steps of a silence that the week before tells, as far as it sees it.
  private func begunBefore(_ index: Int) -> Range<Int>? {
    let first = watched[index].offset(of: block.start.advanced(bySeconds: -leadSeconds))
    guard let run = silence(of: index, at: first), run.lowerBound < first else { return nil }
    return run
  }

  /// What the week before did not follow any more, of all series that are still silent there, as a drop of its own.
  ///
  /// - Parameter masked: `watched` with all that was found, silences too, masked.
  func rest(
    costedBy masked: [Watched], _ settings: DetectionSettings
  ) -> (drop: Drop, trace: Trace?)? {
    guard let event = unfollowed else { return nil }
    var found = DropBuilder(masked, settings: settings).drop(event)
    let anchor = watched[event.anchor.watched]
    if let run = begunBefore(event.anchor.watched) {
      let onset = LongSilence.onset(
        after: anchor.time(at: run.lowerBound), toldFrom: found.drop.onset.mode)
      found.drop = found.drop.redated { _, _ in onset }
    }
    return found
  }

  /// Any hour since the silence began, so that no change is suspected for having been made as its telling begins.
  private static func onset(after began: Timestamp, toldFrom start: Timestamp) -> TimeDistribution {
    let hours = max(0, start.seconds(since: began) / 3600)
    return TimeDistribution(
      first: start.advanced(bySeconds: -hours * 3600), stepSeconds: 3600,
      weights: [Double](repeating: 1, count: hours) + [1.001])
      ?? TimeDistribution(certain: start, stepSeconds: 3600)
  }

  private var unfollowed: FallEvent? {
    let start = block.start.advanced(bySeconds: DetectionModel.followSeconds)
    let parts = watched.enumerated().compactMap { index, series -> FallEvent.Part? in
      let first = series.offset(of: start)
      guard let run = begunBefore(index), run.contains(first) else { return nil }
      let end = told(run, series)
      guard series.line.stepsInEvents(first..<end) == 0,
        let fall = series.scan.fall(over: first..<end)
      else { return nil }
      return FallEvent.Part(
        watched: index, fall: fall, clarity: fall.signal, onset: EdgeWeights(certain: first),
        end: EdgeWeights(certain: end), isOpen: series.lasts(to: end), reach: first..<end,
        sharesEdges: true)
    }
    guard let anchor = parts.max(by: { $0.fall.signal < $1.fall.signal }) else { return nil }
    return FallEvent(parts: parts, anchor: anchor)
  }

  /// Up to where this week tells a silence. Its window may reach further where later weeks stand in for history.
  private func told(_ run: Range<Int>, _ series: Watched) -> Int {
    min(
      run.upperBound,
      series.offset(of: block.end.advanced(bySeconds: DetectionModel.followSeconds)))
  }

  private func silence(of index: Int, at step: Int) -> Range<Int>? {
    silences[index].first { $0.contains(step) }
  }
}

extension Watched {
  /// Whether a fall up to `end` may go on behind the data.
  fileprivate func lasts(to end: Int) -> Bool {
    end >= scan.dataEnd && line.plan.steps.upperBound >= series.count
  }

  fileprivate func silentPart(
    _ index: Int, from part: FallEvent.Part, until end: Int
  ) -> FallEvent.Part? {
    scan.fall(over: part.fall.start..<end).map {
      FallEvent.Part(
        watched: index, fall: $0, clarity: part.clarity, onset: part.onset,
        end: EdgeWeights(certain: end), isOpen: lasts(to: end),
        reach: part.reach.lowerBound..<max(end, part.reach.upperBound),
        sharesEdges: part.sharesEdges)
    }
  }
}
