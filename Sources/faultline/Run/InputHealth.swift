import Datastore
import Detection
import Vocabulary

/// What a reader must know about the input before trusting what was, or was not, found.
struct InputHealth {
  /// By key.
  let series: [SeriesSummary]
  let changes: [Change]
  let incidents: [Incident]
  let intakes: [Intake]
  let register: [ServiceEntry]
  let changeRecords: ChangeRegister
  let detection: DetectionResult
  let window: TimeWindow
  /// The moment at which feeds should be complete.
  let asOf: Timestamp
  let settings: Settings
  /// Drops found elsewhere, if so: orders were not looked at then, and may be absent.
  let given: GivenDrops?
  /// Since when no newer orders have come though the run looked for some; `nil` if some did.
  var waitingSince: Timestamp?
  /// Rows of orders that no series has a place for.
  var unplaced: [UnplacedSample] = []
  /// Series whose rows come in finer steps than before.
  var finer: [FinerRows] = []
  var unseen: [UnseenStretch] = []
  /// Rows set aside that nobody has given back.
  var rejected: [RejectedRow] = []

  var warnings: [InputWarning] {
    (given.map { [$0.warning] } ?? []) + feedThatEnded + staleFeeds + staleSeries
      + unseen.map { .unseen($0) } + rowsSetAside + cutOff + rowsWithoutStep
      + finer.map { .rowsAddedUp($0) } + farAhead
      + gaps + shortHistory
      + names + records + absent
  }

  /// A marketplace whose rows have been missing for two weeks of reports that said so has closed, or goes by
  /// another name.
  private static let closedAfterSeconds = 14 * 86_400

  private var newestOrder: Timestamp? { series.compactMap(\.newestRow).max() }

  /// Where the newest rows of orders end: a row tells of all of its step.
  private var ordersEnd: Timestamp? {
    series.compactMap { one in one.newestRow?.advanced(bySeconds: one.stepSeconds) }.max()
  }

  private var feedThatEnded: [InputWarning] {
    guard let waitingSince, let ordersEnd else { return [] }
    return [.noNewerOrders(end: ordersEnd, loadedAt: waitingSince)]
  }

  private var rowsWithoutStep: [InputWarning] {
    unplaced.isEmpty ? [] : [.rowsWithoutStep(UnplacedRows.counting(unplaced))]
  }

  private var staleFeeds: [InputWarning] {
    [
      (Feed.orderMetrics, ordersEnd), (.deploys, deployed.newestButFarAhead),
      (.incidents, incidents.map(\.startedAt).newestButFarAhead),
    ].compactMap { feed, newest in
      guard let limit = settings.staleAfter[feed] else { return nil }
      if given != nil, feed == .orderMetrics, newest == nil { return nil }
      if let newest, asOf.seconds(since: newest) <= limit { return nil }
      return .staleFeed(feed, newestRow: newest, asOf: asOf, limitSeconds: limit)
    }
  }

  private var deployed: [Timestamp] { changes.flatMap(\.rollout.steps).map(\.startedAt) }

  private var farAhead: [InputWarning] {
    [(Feed.deploys, deployed), (.incidents, incidents.map(\.startedAt))].compactMap { feed, all in
      guard let end = all.newestButFarAhead, let newest = all.max(), newest > end else {
        return nil
      }
      return .rowsFarAhead(feed, count: all.count { $0 > end }, newest: newest, end: end)
    }
  }

  private var staleSeries: [InputWarning] {
    guard let newestOrder, let limit = settings.staleAfter[.orderMetrics] else { return [] }
    return series.compactMap { one in
      let patience = max(limit, 2 * one.stepSeconds)
      if let newest = one.newestRow {
        let age = newestOrder.seconds(since: newest)
        if age <= patience { return nil }
        if age > InputHealth.closedAfterSeconds { return .seriesEnded(one.key, newestRow: newest) }
      }
      return .staleSeries(
        one.key, newestRow: one.newestRow, asOf: newestOrder, limitSeconds: patience)
    }
  }

  private var rowsSetAside: [InputWarning] {
    intakes.filter(settings.hasTooManySetAside).map { intake in
      .tooManyRowsSetAside(
        file: intake.file, setAside: intake.rowsOpen, read: intake.rowsRead,
        limit: Share(settings.rowsSetAsideShare))
    }
  }

  /// Where another file goes on from it, the rest of one that was cut off has come. How far orders reach is
  /// told series by series.
  private var cutOff: [InputWarning] {
    rejected.filter { $0.isCutOff && $0.feed != .orderMetrics }.compactMap { row in
      let files = intakes.filter { $0.feed == row.feed }
      guard let file = files.first(where: { $0.file == row.place.file }) else { return nil }
      let goesOn = files.compactMap(\.lastAt).contains { other in
        file.lastAt.map { $0 < other } ?? true
      }
      return goesOn ? nil : .fileCutOff(row.feed, file: file.file, newestRow: file.lastAt)
    }
  }

  private var gaps: [InputWarning] {
    series.compactMap { one in
      one.missing > 0 ? .missingSteps(one.key, missing: one.missing, of: one.steps) : nil
    }
  }

  private var shortHistory: [InputWarning] {
    let needed = 7 * settings.detection.lookBackWeeks
    let unknown = series.filter { $0.window.seconds < Detector.fewestDays * 86_400 }.map(\.key)
    let known = detection.shortHistory.filter { !unknown.contains($0.key) }
    return (unknown.isEmpty ? [] : [.noUsualDay(unknown)])
      + Dictionary(grouping: known, by: \.value).sorted { $0.key < $1.key }.map { days, series in
        .historyTooShort(series.map(\.key).sorted(), days: days, needed: needed)
      }
  }

  private var names: [InputWarning] {
    var warnings: [InputWarning] = []
    let registered = Set(register.map(\.service))
    let changed = Set(changes.map(\.service))
    if !registered.isEmpty, !changed.isSubset(of: registered) {
      warnings.append(
        .servicesMissing(
          changed.subtracting(registered).sorted(), namedIn: .deploys, missingIn: .services))
    }
    let counted = Set(series.map(\.key.marketplace))
    let reached = changes.flatMap(\.rollout.steps).reduce(into: Set<Marketplace>()) { all, step in
      if case .only(let some) = step.reach { all.formUnion(some) }
    }
    if !counted.isEmpty, !reached.isSubset(of: counted) {
      warnings.append(
        .marketplacesMissing(
          reached.subtracting(counted).sorted(), namedIn: .deploys, missingIn: .orderMetrics))
    }
    return warnings
  }

  private var records: [InputWarning] {
    let looked = changes.filter { window.contains($0.rollout.startedAt) }
    let missing = changeRecords.missing(looked.map(\.paperwork))
    return missing.numbers.isEmpty
      ? [] : [.recordsMissing(missing.numbers, changes: missing.naming)]
  }

  private var absent: [InputWarning] {
    let present = Set(intakes.map(\.feed))
    return [Feed.services, .calendar].filter { !present.contains($0) }.map { .feedAbsent($0) }
  }
}

extension Records {
  /// Where orders of `window` came too thinly to see a drop, by the limit that their feed has.
  func unseen(in window: TimeWindow, _ settings: Settings) -> [UnseenStretch] {
    guard let limit = settings.staleAfter[.orderMetrics] else { return [] }
    return UnseenHours(
      weeks: settings.detection.lookBackWeeks, limitSeconds: limit, calendar: calendar
    ).stretches(of: series, in: window)
  }

  /// When the newest orders were loaded, if the last run had looked at them already and the feed has
  /// been silent for longer than its limit since; else `nil`. Without a run before, or with newer
  /// orders, old data are as good as any: only the orders themselves say how old they should be.
  func waiting(
    _ store: Store, last: TimeWindow?, _ settings: Settings
  ) throws -> Timestamp? {
    guard let last, let data, last.end >= data.end,
      let limit = settings.staleAfter[.orderMetrics],
      let loadedAt = try store.newestOrdersLoaded()
    else { return nil }
    return Clock.now.seconds(since: loadedAt) > limit ? loadedAt : nil
  }
}
