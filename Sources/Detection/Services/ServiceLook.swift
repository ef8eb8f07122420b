import Vocabulary

/// A look at one service over the blocks of a run: it is screened by as little of it as will do, and where
/// the screen tells of a fall judged alone as any series is.
struct ServiceLook {
  let run: ServiceJudge
  /// Of the series in the source.
  let index: Int

  private var key: SeriesKey { run.source.keys[index] }

  func findings() throws -> ServiceJudge.Findings {
    let all = run.settings.lookBack(from: (run.blocks.first ?? run.window).start)
    // Counts that came later may stand in for short history: then all of it is read.
    let mayBeShort = run.source.starts[index] > all
    let whole = mayBeShort ? try run.source.series(at: index) : nil
    let open = run.blocks.filter { mayBeShort || told(in: $0) ?? true }
    let screened = open.filter { mayBeShort || told(in: $0) == nil }
    var shelf = BaselineShelf(
      key, kept: run.memory?.baselines[key] ?? [], for: screened, ahead: dayAhead,
      since: whole?.start ?? run.source.starts[index], settings: run.settings)
    if !mayBeShort, shelf.holdsAll(for: screened),
      let start = (screened.compactMap(run.stretches).map(Screen.start) + open.map(\.start)).min(),
      let series = try run.source.series(at: index, from: start), shelf.fits(series)
    {
      return try findings(series, in: open, shelf) {
        try run.source.series(at: index, from: all) ?? series
      }
    }
    let from = min(all, shelf.start ?? all)
    guard let series = try whole ?? run.source.series(at: index, from: from) else {
      return ServiceJudge.Findings()
    }
    shelf.learn(from: series, events: run.events)
    return try findings(series, in: open, shelf, mayBeShort: mayBeShort) { series }
  }

  /// - Parameters:
  ///   - series: as much of it as its screens need.
  ///   - whole: with all weeks that an expectation rests on.
  private func findings(
    _ series: Series, in blocks: [TimeWindow], _ shelf: BaselineShelf, mayBeShort: Bool = false,
    whole: () throws -> Series
  ) throws -> ServiceJudge.Findings {
    var findings = ServiceJudge.Findings()
    findings.summaries.append(SeriesSummary(series, during: run.summarized))
    for gap in FeedGaps.gaps(of: series, during: run.window) {
      findings.gaps[gap, default: []].append(key)
    }
    if !shelf.learnt.isEmpty { findings.learnt[key] = shelf.learnt }
    var gathered = Gathered()
    for block in blocks {
      guard let plan = WindowPlan(series, block: block, settings: run.settings) else { continue }
      let isShort = mayBeShort && plan.isShort
      if isShort { findings.shortWeeks[block.start, default: [:]][key] = plan.historyDays }
      guard let stretches = run.stretches(in: block) else { continue }
      let screen = Screen(
        series, block: block, hasShortHistory: isShort, baseline: shelf.baseline(for: block),
        stretches: stretches, events: run.events, settings: run.settings)
      // Later counts, which stand in for short history, may have come since.
      guard (isShort ? nil : told(in: block)) ?? screen.isTelling else { continue }
      findings.closely[block.start, default: []].insert(key)
      let judge = BlockJudge(
        alone: try whole(), block: block, events: run.events, settings: run.settings)
      gathered.add(judge.judge(overviewEnd: run.overviewEnd))
    }
    let found = gathered.found(touching: run.window)
    (findings.drops, findings.dismissed, findings.watch) = found
    return findings
  }

  /// Up to when a baseline is learnt for a week to come: the service's weekday, if it is one of the run's
  /// own days.
  private var dayAhead: Timestamp? {
    let day = BaselineDay.last(before: run.overviewEnd, of: key)
    return run.memory != nil && day > run.summarized.start ? day : nil
  }

  /// Whether the screen of a run before told of something; `nil` if there was none.
  private func told(in block: TimeWindow) -> Bool? {
    run.memory?.weeks[block.start]?.contains(key)
  }
}
