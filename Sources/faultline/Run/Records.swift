import Correlation
import Datastore
import Detection
import Vocabulary

/// Everything that finding and linking need, read from the database once.
struct Records {
  /// All series, or of many the whole storefronts.
  let series: [Series]
  /// The series of services where there are too many to be held; else none.
  let services: SeriesSource
  /// From the first order to the end of the last; `nil` without orders.
  let data: TimeWindow?
  let changes: [Change]
  let incidents: [Incident]
  let register: [ServiceEntry]
  let calendar: [CalendarEvent]
  let changeRecords: ChangeRegister
  /// What teams concluded about recorded drops.
  let known: [KnownCase]
  /// Rows of the series that are held which fit into no step of them.
  let unplaced: [UnplacedSample]
  /// Those of them whose rows come in finer steps than before.
  let finer: [FinerRows]
  private let stored: StoredSeries

  /// As the loads up to `load` left them.
  init(_ store: Store, asOf load: Int64) throws {
    let isMany = try store.seriesKeys().count > Detector.mostTogether
    let stored = try StoredSeries(store, asOf: load) { isMany && $0.service != nil }
    self.stored = stored
    services = SeriesSource(keys: stored.keys, starts: stored.starts) {
      try stored.series(at: $0, from: $1)
    }
    let reading = try store.series(asOf: load) { !isMany || $0.isStorefront }
    series = reading.series
    unplaced = reading.unplaced
    finer = reading.finer
    data = Records.reach(of: series, stored)
    changes = try store.changes(asOf: load)
    incidents = try store.incidents(asOf: load)
    register = try store.services(asOf: load)
    calendar = try store.calendar(asOf: load)
    changeRecords = ChangeRegister(try store.changeRecords(asOf: load))
    known = try store.verdicts().compactMap(KnownCase.init)
  }

  /// From the first order to the end of the last. Where services are read one by one, nobody knows yet which of
  /// their rows have a wrong date, and whole storefronts tell.
  private static func reach(of storefronts: [Series], _ services: StoredSeries) -> TimeWindow? {
    let own = TimeWindow.around(storefronts.map(\.window))
    guard let own, let its = services.window else { return own ?? services.window }
    let near = own.widened(bySeconds: Timestamp.strayGap)
    return TimeWindow(
      start: its.start < near.start ? own.start : min(own.start, its.start),
      end: its.end > near.end ? own.end : max(own.end, its.end))
  }

  private init(
    series: [Series], services: SeriesSource, data: TimeWindow?, changes: [Change],
    incidents: [Incident], register: [ServiceEntry], calendar: [CalendarEvent],
    changeRecords: ChangeRegister, known: [KnownCase], unplaced: [UnplacedSample],
    finer: [FinerRows], stored: StoredSeries
  ) {
    self.finer = finer
    self.unplaced = unplaced
    self.stored = stored
    self.series = series
    self.services = services
    self.data = data
    self.changes = changes
    self.incidents = incidents
    self.register = register
    self.calendar = calendar
    self.changeRecords = changeRecords
    self.known = known
  }

  /// The records without orders from `moment` on.
  func before(_ moment: Timestamp) -> Records {
    let services = services
    let kept = series.map { $0.before(moment) }.filter { $0.count > 0 }
    let read = services.keys.isEmpty ? nil : data
    let clipped = read.flatMap { TimeWindow(start: $0.start, end: min($0.end, moment)) }
    return Records(
      series: kept,
      services: SeriesSource(keys: services.keys, starts: services.starts) {
        try services.series(at: $0, from: $1)?.before(moment)
      },
      data: TimeWindow.around(kept.map(\.window) + [clipped].compactMap { $0 }),
      changes: changes, incidents: incidents, register: register, calendar: calendar,
      changeRecords: changeRecords, known: known, unplaced: unplaced.filter { $0.time < moment },
      finer: finer.filter { $0.since < moment }, stored: stored)
  }

  /// Where the orders end, if that is before the end of `window`.
  func end(within window: TimeWindow) -> Timestamp? {
    let end = data?.end ?? window.start
    return end < window.end ? end : nil
  }

  /// The newest moment that the feeds tell of. Files say only from when to when they reach, so that one
  /// with a row of a wrong year counts by what the records hold beside it.
  func newest(of intakes: [Intake]) -> Timestamp? {
    let moments =
      changes.flatMap(\.rollout.steps).map(\.startedAt)
      + incidents.map(\.startedAt) + [data?.end].compactMap { $0 }
    // The calendar tells of days to come and says nothing of how new the feeds are; which rows of orders have a
    // wrong date the series tell.
    let dated = intakes.filter { ![.calendar, .orderMetrics].contains($0.feed) }.compactMap(
      \.lastAt)
    return (moments + dated).newestButFarAhead
  }

  /// When series were counted in all, and before `moment`; without those that then reached further than
  /// `seconds` from their start.
  func reaches(cutAt moment: Timestamp, within seconds: Int) throws -> [SeriesReach] {
    try series.compactMap { SeriesReach($0, cutAt: moment) }
      + stored.reaches(cutAt: moment, within: seconds)
  }

  /// The drops of `window` and what else was seen there, `told` being what the report is on, and
  /// `memory` what screens of services left before.
  func detection(
    _ settings: DetectionSettings, window: TimeWindow, told: TimeWindow,
    memory: ScreenMemory? = nil,
    progress: @Sendable (Double) -> Void
  ) async throws -> DetectionResult {
    // Series after series needs arrays of the same sizes.
    if !services.keys.isEmpty { Memory.keep() }
    defer { if !services.keys.isEmpty { Memory.giveBack() } }
    return try await Detector(settings: settings).detect(
      series, services: services, data: data ?? window, calendar: calendar, window: window,
      summarized: told, memory: memory, progress: progress)
  }

  /// What must be known of each series beside its drops, by key.
  func summaries(_ detection: DetectionResult?, window: TimeWindow) throws -> [SeriesSummary] {
    let others =
      try detection?.summaries
      ?? services.keys.indices.compactMap { index in
        try services.series(at: index).map { SeriesSummary($0, during: window) }
      }
    return (series.map { SeriesSummary($0, during: window) } + others).sorted { $0.key < $1.key }
  }

  /// Drops, each with its links and the incidents that touch it.
  ///
  func findings(
    _ detection: DetectionResult, quiet: QuietTime, settings: Settings
  ) -> [Finding] {
    findings(
      of: detection.drops, traces: detection.traces, quiet: quiet, settings: settings)
  }

  func findings(
    of drops: [Drop], traces: [DropID: Trace], quiet: QuietTime, settings: Settings
  ) -> [Finding] {
    let links = attributions(of: drops, quiet: quiet, settings: settings)
    return zip(drops, links).map { drop, attribution in
      Finding(
        drop: drop, attribution: attribution, incidents: incidents.filter { $0.touches(drop) },
        trace: traces[drop.id])
    }
  }

  /// What drops are linked by: all that are known, as one run over everything sees them. A log of a few
  /// changes counts as kept for as long as orders are, so that it says how rare changes are.
  ///
  /// - Parameter recorded: by runs of before, and not looked at anew; what was found again of it
  ///   counts as found.
  func quiet(found drops: [Drop], recorded: [PriorDrop] = []) -> QuietTime {
    let again = Set(drops.compactMap { recorded.record(of: $0)?.id })
    let others = recorded.filter { !again.contains($0.id) }.map {
      QuietTime.Disturbance(id: $0.id, window: $0.window, marketplaces: $0.marketplaces)
    }
    let starts = changes.map(\.rollout.startedAt) + [data?.start].compactMap { $0 }
    return QuietTime(
      since: starts.min() ?? drops.first?.window.start ?? Clock.now, drops: drops, others: others)
  }

  /// One a drop, in their order.
  func attributions(
    of drops: [Drop], quiet: QuietTime, settings: Settings
  ) -> [Attribution] {
    Correlator(settings: settings.correlation, topology: ServiceGraph(register)).attribute(
      drops, rollouts: changes.map(\.rollout), incidents: incidents, quiet: quiet, known: known)
  }
}

extension Incident {
  /// Declared windows are late and rough: an incident belongs to a drop if it began from an hour
  /// before to the end of it (an hour after at the latest), was not over before it, and names none
  /// but hit marketplaces, or at least one of them.
  func touches(_ drop: Drop) -> Bool {
    let slack = 3600
    let over = resolvedAt ?? mitigatedAt
    if let over, over < drop.onset.range(0.9).low { return false }
    let end = max(over ?? startedAt, startedAt)
    let declared = TimeWindow(start: startedAt, seconds: end.seconds(since: startedAt) + 1)
    let near = drop.window.widened(bySeconds: slack)
    let hit = Set(drop.marketplaces)
    return declared.overlaps(near)
      && (marketplaces.isEmpty || marketplaces.contains { hit.contains($0) })
  }
}

extension UnplacedRows {
  /// One a series, by key.
  static func counting(_ samples: [UnplacedSample]) -> [UnplacedRows] {
    Dictionary(grouping: samples, by: \.key).sorted { $0.key < $1.key }.compactMap { key, rows in
      rows.map(\.time).min().map { first in
        UnplacedRows(
          series: key, count: rows.count, first: first,
          isAlone: rows.contains { $0.reason == .onlyOne },
          isStray: rows.allSatisfy { $0.reason == .isolated })
      }
    }
  }
}
