import Vocabulary

/// What one block yields.
struct BlockResult {
  /// Begin of the block.
  let start: Timestamp
  /// Drops without their final ids.
  var drops: [(drop: Drop, trace: Trace?)] = []
  var dismissed: [DismissedStretch] = []
  var overviews: [SeriesKey: OverviewParts] = [:]
  var shortHistory: [SeriesKey: Int] = [:]
  var watch: [WatchedFall] = []
}

/// Judges one block: prepares the series on all cores, searches, and works out what was found.
struct BlockJudge {
  private let block: TimeWindow
  private let events: [CalendarEvent]
  private let settings: DetectionSettings
  private let prepared: [Watched]
  /// A fall that began so far before the block belongs to it too if it lasts into it.
  private let leadSeconds: Int

  init(
    _ series: [Series], block: TimeWindow, events: [CalendarEvent], settings: DetectionSettings
  ) async {
    self.block = block
    self.events = events
    self.settings = settings
    leadSeconds = DetectionModel.blockMarginSeconds
    prepared = Watched.sharingTails(
      await Watched.prepared(series, block: block, events: events, settings: settings))
  }

  /// One series, judged alone. The week before may not be, so the longest fall that reaches into this one
  /// is told with it.
  init(
    alone series: Series, block: TimeWindow, events: [CalendarEvent], settings: DetectionSettings
  ) {
    self.block = block
    self.events = events
    self.settings = settings
    leadSeconds = DetectionModel.daySeconds + DetectionModel.blockMarginSeconds
    let one = Watched(series, block: block, events: events, settings: settings)
    prepared = one.map { [$0] } ?? []
  }

  /// - Parameter overviewEnd: end of the day that overviews show.
  func judge(overviewEnd: Timestamp) -> BlockResult {
    let silence = LongSilence(prepared, block: block, leadSeconds: leadSeconds)
    var search = BlockSearch(silence.hidden, block: block, events: events, settings: settings)
    let found = search.run()
    let watched = search.watched
    let mine = found.filter { belongs($0.event, watched) }
    var result = BlockResult(start: block.start)
    let events = mine.filter { $0.dismissal == nil }.map { silence.whole($0.event) }
    let told = drops(events, search.costing(events))
    result.drops = told.drops
    if let rest = silence.rest(costedBy: watched, settings) {
      result.drops.append(rest)
    }
    result.watch = told.doubtful.compactMap { event, lack in
      OnWatch(watched[event.anchor.watched], settings: settings)
        .doubtful(event.anchor, lacking: lack, in: block)
    }
    result.dismissed = mine.compactMap { event, reason in
      reason.map { dismissed(event, watched, $0.kind, $0.name) }
    }
    for series in watched {
      if let fall = OnWatch(series, settings: settings).fall(in: block) {
        result.watch.append(fall)
      }
      if series.series.key.isStorefront {
        result.overviews[series.series.key] = OverviewParts(
          series, block: block, end: overviewEnd)
      }
      if series.line.plan.isShort {
        result.shortHistory[series.series.key] = series.line.plan.historyDays
      }
      result.dismissed += ScheduleChanges.find(in: series, block: block)
      result.dismissed += LateCounts.dismissed(in: series, block: block)
      result.dismissed += RepeatedCounts.dismissed(in: series, block: block)
      result.dismissed += Surges.ended(in: series, block: block)
    }
    return result
  }

  /// What needs a look, each event once, and falls beyond the threshold of which that is not sure.
  private func drops(
    _ events: [FallEvent], _ watched: [Watched]
  ) -> (
    drops: [(drop: Drop, trace: Trace?)], doubtful: [(event: FallEvent, lack: WatchedFall.Lack)]
  ) {
    let builder = DropBuilder(watched, settings: settings)
    let days = DaysOff(prepared)
    let one = OneEvent(watched: watched)
    func built(_ event: FallEvent) -> (drop: Drop, trace: Trace?) {
      var found = costed(builder.drop(event), event)
      found.drop.mayBeDayOff = days.mayHaveBegun(event)
      found.drop.lowAfter = WeeksBefore(prepared[event.anchor.watched])
        .stillMissing(after: event.anchor).map { Share($0) }
      return found
    }
    var told: [(event: FallEvent, found: (drop: Drop, trace: Trace?))] = []
    var doubtful: [(event: FallEvent, lack: WatchedFall.Lack)] = []
    for event in events where !mayBeCourseOfDay(event) {
      if mayBeLateCounts(event) {
        doubtful.append((event, .counts))
        continue
      }
      let found = built(event)
      guard needsALook(found.drop, event) else {
        if found.drop.lostOrders.value > 0 { doubtful.append((event, .loss)) }
        continue
      }
      if let known = told.firstIndex(where: { one.isOne($0.event, event) }) {
        let both = one.joined(told[known].event, event)
        told[known] = (both, built(both))
      } else {
        told.append((event, found))
      }
    }
    let flaps = Flapping(watched: prepared).find(in: told.map(\.event))
    let pieces = Set(flaps.flatMap(\.pieces))
    told = told.indices.filter { !pieces.contains($0) }.map { told[$0] }
    told += flaps.map { ($0.event, built($0.event)) }
    let unbroken = Unbroken(watched: prepared)
    while let long = unbroken.first(in: told.map(\.event)) {
      told[long.one] = (long.event, built(long.event))
      told.remove(at: long.next)
    }
    doubtful.removeAll { event, _ in told.contains { one.isOne($0.event, event) } }
    return (told.map(\.found), doubtful)
  }

  /// Where nothing repeats yet, the expectation rests in part on the fall itself, and the stretch just
  /// before says better what was expected.
  private func costed(
    _ found: (drop: Drop, trace: Trace?), _ event: FallEvent
  ) -> (drop: Drop, trace: Trace?) {
    let anchor = prepared[event.anchor.watched]
    guard anchor.line.plan.cycle == .none else { return found }
    let alike = prepared.map(\.series).filter {
      $0.key.isStorefront == anchor.series.key.isStorefront
        && $0.stepSeconds == anchor.stepSeconds
    }
    let given = GivenWindow(
      window: found.drop.window, marketplaces: Set(found.drop.marketplaces),
      slackSeconds: 3 * anchor.stepSeconds)
    guard
      let costed = BeforeAfter(alike, given: given, level: settings.intervalLevel)?.drop(),
      costed.drop.marketplaces.contains(where: found.drop.marketplaces.contains)
    else { return found }
    return costed
  }

  /// Whether a fall that passed the threshold is reported. Orders must be missing, clearly so by themselves
  /// where errors were as high around it: while these are high for hours some orders are always lowest. Of a weak
  /// fall that must be sure, unless website errors rose clearly with it, and of any beside a calendar event,
  /// where the day has another shape.
  private func needsALook(_ drop: Drop, _ event: FallEvent) -> Bool {
    guard drop.lostOrders.value > 0 else { return false }
    guard event.signal >= DetectionModel.clearOfOrders || !event.liesInErrors(prepared) else {
      return false
    }
    let isWeak = event.signal < DetectionModel.clearSignal || isBesideCalendar(event.anchor)
    guard isWeak, drop.lostOrders.low <= 0 else { return true }
    guard let errors = drop.websiteErrors else { return false }
    return errors.low > 0 && event.errorSupport(prepared) >= ErrorWitness.clear
      && event.signal >= DetectionModel.leastOfOrders
  }

  /// Whether it lies in the last steps of the data, of which counts may come in yet, and no error rose.
  private func mayBeLateCounts(_ event: FallEvent) -> Bool {
    event.parts.allSatisfy { LateCounts.mayCome(in: $0, prepared[$0.watched]) }
      && event.errorSupport(prepared) < ErrorWitness.clear
  }

  /// Whether too little was counted to tell it from the course of a usual day.
  private func mayBeCourseOfDay(_ event: FallEvent) -> Bool {
    event.parts.allSatisfy {
      let series = prepared[$0.watched]
      return series.line.plan.cycle == .none && !SuddenFall.isOne($0, series)
    }
  }

  private func isBesideCalendar(_ part: FallEvent.Part) -> Bool {
    let series = prepared[part.watched]
    let near = max(1, 3600 / series.stepSeconds)
    return series.line.stepsInEvents((part.fall.start - near)..<(part.fall.end + near)) > 0
  }

  /// Whether the event begins in this block, give or take the margin that neighbours share, or lasts
  /// into it from not long before.
  private func belongs(_ event: FallEvent, _ watched: [Watched]) -> Bool {
    let series = watched[event.anchor.watched]
    let onset = series.time(at: event.anchor.onset.mode)
    let lasts = series.time(at: event.anchor.end.mode) > block.start
    let margin = DetectionModel.blockMarginSeconds
    return onset >= block.start.advanced(bySeconds: lasts ? -leadSeconds : -margin)
      && onset < block.end.advanced(bySeconds: margin)
  }

  private func dismissed(
    _ event: FallEvent, _ watched: [Watched], _ kind: DismissedStretch.Kind, _ name: String?
  ) -> DismissedStretch {
    let anchor = watched[event.anchor.watched]
    let start = anchor.time(at: event.anchor.onset.mode)
    let end = anchor.time(at: max(event.anchor.onset.mode + 1, event.anchor.end.mode))
    return DismissedStretch(
      kind: kind, window: TimeWindow(start: start, seconds: end.seconds(since: start)),
      series: event.parts.map { watched[$0.watched].series.key }.sorted(),
      depth: Share(event.anchor.fall.depth), eventName: name)
  }
}

extension Watched {
  /// Each series that has something in the block, in their order, worked out on all cores.
  static func prepared(
    _ series: [Series], block: TimeWindow, events: [CalendarEvent], settings: DetectionSettings
  ) async -> [Watched] {
    await withTaskGroup(of: (Int, Watched?).self) { group in
      for (index, one) in series.enumerated() {
        group.addTask {
          (index, Watched(one, block: block, events: events, settings: settings))
        }
      }
      var found: [(Int, Watched)] = []
      for await (index, watched) in group {
        if let watched { found.append((index, watched)) }
      }
      return found.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }
}
