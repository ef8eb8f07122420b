import Statistics
import Vocabulary

/// Turns a fall that is a drop into the drop that reports speak of.
struct DropBuilder {
  private let watched: [Watched]
  private let settings: DetectionSettings

  init(_ watched: [Watched], settings: DetectionSettings) {
    self.watched = watched
    self.settings = settings
  }

  /// The drop under a provisional id, with its figure.
  func drop(_ found: FallEvent) -> (drop: Drop, trace: Trace?) {
    let event = found.coupled(watched)
    let parts = event.parts.compactMap(dropPart)
    let counted = countedOnce(event.parts)
    let whole = Set(counted.map { watched[$0.watched].series.key })
    let told = parts.filter { whole.contains($0.series) }
    let unaffected = unaffectedSeries(event)
    let loss = LossEstimator(watched, settings: settings)
      .estimate(parts: counted, unaffected: unaffected.map(\.index))
    let onset = EarliestOnset(watched, event.parts).distribution
    let end = latestEnd(event.parts, after: onset.mode)
    let short = event.parts.compactMap { part -> Int? in
      let plan = watched[part.watched].line.plan
      return plan.isShort ? plan.historyDays : nil
    }.min()
    let signal = event.parts.reduce(0) { $0 + $1.fall.signal * $1.fall.signal }.squareRoot()
    let drop = Drop(
      id: DropID(""), onset: onset, end: end,
      parts: parts.sorted { $0.series < $1.series },
      unaffected: unaffected.map(\.series),
      observedOrders: told.reduce(0) { $0 + $1.observedOrders },
      expectedOrders: told.reduce(0) { $0 + $1.expectedOrders }, lostOrders: loss.lost,
      catchUp: loss.catchUp,
      comparisonLoss: loss.comparison, websiteErrors: loss.errors, coverage: loss.coverage,
      signal: signal, shortHistoryDays: short)
    let trace = TraceBuilder(
      watched, halfWidth: loss.halfWidth, level: settings.intervalLevel
    ).trace(of: counted, window: drop.window)
    return (drop, trace)
  }

  private func dropPart(_ part: FallEvent.Part) -> DropPart? {
    let series = watched[part.watched]
    let blurred = part.onset.blurredEarlier()
    guard let onset = distribution(blurred, series) else { return nil }
    // From the onset to the end as they are told, which anyone can count again. What was lost is weighed by
    // how probable the edges are, and so may differ from the one less the other.
    let dataEnd = series.scan.dataEnd
    let first = max(0, min(blurred.mode, dataEnd - 1))
    let steps = first..<max(first + 1, part.isOpen ? dataEnd : min(part.end.mode, dataEnd))
    var total = Shortfall()
    total.add(series.line, over: steps, noise: series.maskedNoise, pass: series.scan.pass)
    let state = SmoothedState(series.scan.pass)
    return DropPart(
      series: series.series.key, onset: onset, end: self.end(part, series),
      depth: Share(typicalFall(part, series, state)), observedOrders: Int(total.observed),
      expectedOrders: total.expected, signal: part.fall.signal,
      lowSince: SurelyLow(part, series, state).since)
  }

  /// The fall of the median step between the edges, which ramps and half-hit steps do not blur.
  private func typicalFall(
    _ part: FallEvent.Part, _ series: Watched, _ state: SmoothedState
  ) -> Double {
    let core = (part.onset.mode + 1)..<max(part.onset.mode + 1, part.end.mode)
    guard core.count >= 3 else { return part.fall.depth }
    let falls = core.compactMap { step -> Double? in
      let expected = series.line.expected[step] * (1 + state.mean[step])
      guard !series.line.observed[step].isNaN, expected > 0 else { return nil }
      return 1 - series.line.observed[step] / expected
    }
    return Quantiles.median(falls) ?? part.fall.depth
  }

  private func distribution(_ edge: EdgeWeights, _ series: Watched) -> TimeDistribution? {
    TimeDistribution(
      first: series.time(at: edge.first), stepSeconds: series.stepSeconds, weights: edge.weights)
  }

  private func end(_ part: FallEvent.Part, _ series: Watched) -> DropEnd {
    guard !part.isOpen, let end = distribution(part.end, series) else {
      return .open(dataUntil: series.time(at: series.scan.dataEnd))
    }
    return .ended(end)
  }

  /// One series a marketplace: the whole storefront if it fell, else the service that lost most, since
  /// one order may pass several services.
  private func countedOnce(_ parts: [FallEvent.Part]) -> [FallEvent.Part] {
    let groups = Dictionary(grouping: parts) { watched[$0.watched].series.key.marketplace }
    return groups.sorted { $0.key < $1.key }.compactMap { _, group in
      group.first { watched[$0.watched].series.key.isStorefront }
        ?? group.max { lost($0) < lost($1) }
    }
  }

  private func lost(_ part: FallEvent.Part) -> Double {
    let line = watched[part.watched].line
    return part.fall.steps.reduce(0) { $0 + line.expected[$1] } * part.fall.depth
  }

  private func latestEnd(_ parts: [FallEvent.Part], after onset: Timestamp) -> DropEnd {
    let ends = parts.map { ($0, end($0, watched[$0.watched])) }
    if let open = ends.first(where: { $0.0.isOpen }) { return open.1 }
    // Weak parts place their ends badly; the drop ends with the last of those that are clear.
    let clear = parts.map(\.fall.signal).max().map { $0 / 2 } ?? 0
    let sure = ends.filter { $0.0.fall.signal >= clear && moment($0.1) > onset }
    return (sure.isEmpty ? ends : sure).max { moment($0.1) < moment($1.1) }?.1 ?? ends[0].1
  }

  private func moment(_ end: DropEnd) -> Timestamp {
    switch end {
    case .open(let dataUntil): dataUntil
    case .ended(let distribution): distribution.mode
    }
  }

  /// Whole storefronts watched over the same time and not part of the event.
  private func unaffectedSeries(
    _ event: FallEvent
  ) -> [(index: Int, series: UnaffectedSeries)] {
    let lead = watched[event.anchor.watched]
    let hit = Set(event.parts.map(\.watched))
    let start = lead.time(at: event.anchor.fall.start)
    let end = lead.time(at: event.anchor.fall.end)
    return watched.indices.compactMap { index in
      let series = watched[index]
      guard !hit.contains(index), series.series.key.isStorefront else { return nil }
      let first = series.offset(of: start)
      let last = min(series.scan.dataEnd, max(first + 1, series.offset(of: end)))
      guard first >= 0, first < last, let fall = series.scan.fall(first, last) else { return nil }
      return (
        index,
        UnaffectedSeries(
          series: series.series.key, depth: Share(fall.depth), standardError: fall.standardError)
      )
    }
  }
}
