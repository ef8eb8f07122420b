public import Vocabulary

extension Drop {
  /// The same drop with all onsets moved by so many of their steps.
  public func onsetMoved(bySteps steps: Int) -> Drop {
    redated { onset, _ in onset.moved(bySteps: steps) }
  }

  /// The same drop with the onsets, ends and marketplaces that were planted, known to the step: what is
  /// then still missing to an oracle is lost in linking, the rest in finding.
  public func placed(as planted: TrueDrop) -> Drop {
    let step = onset.stepSeconds
    func moment(_ time: Timestamp) -> TimeDistribution {
      let into = Int(time.secondsSinceEpoch - onset.first.secondsSinceEpoch) % step
      return TimeDistribution(
        certain: time.advanced(bySeconds: into < 0 ? -into - step : -into), stepSeconds: step)
    }
    let found = Dictionary(parts.map { ($0.series.marketplace, $0) }) { first, _ in first }
    let hit = planted.parts.map { part -> DropPart in
      let own = found[part.marketplace]
      return DropPart(
        series: SeriesKey(marketplace: part.marketplace), onset: moment(part.onset),
        end: planted.stillOpen ? end : .ended(moment(part.end)), depth: Share(part.depth),
        observedOrders: own?.observedOrders ?? 0, expectedOrders: own?.expectedOrders ?? 0,
        signal: own?.signal ?? signal / Double(planted.parts.count).squareRoot())
    }
    let spared = parts.filter { !planted.marketplaces.contains($0.series.marketplace) }.map {
      UnaffectedSeries(
        series: $0.series, depth: Share(0), standardError: abs($0.depth.value / max(1, $0.signal)))
    }
    var drop = self
    drop.onset = moment(planted.start)
    if !planted.stillOpen { drop.end = .ended(moment(planted.end)) }
    drop.parts = hit.sorted { $0.series < $1.series }
    drop.unaffected.removeAll { planted.marketplaces.contains($0.series.marketplace) }
    drop.unaffected += spared
    return drop
  }
}

extension TimeDistribution {
  fileprivate func moved(bySteps steps: Int) -> TimeDistribution {
    TimeDistribution(
      first: first.advanced(bySeconds: steps * stepSeconds), stepSeconds: stepSeconds,
      weights: weights) ?? self
  }
}
