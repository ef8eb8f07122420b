import Correlation
import Datastore
import Detection
import Vocabulary

/// Everything that finding and linking need, read from the database once.
struct Records {
  let series: [Series]
  let changes: [Change]
  let incidents: [Incident]
  let register: [ServiceEntry]
  let calendar: [CalendarEvent]
  let changeRecords: ChangeRegister

  /// As the loads up to `load` left them.
  init(_ store: Store, asOf load: Int64) throws {
    series = try store.series(asOf: load).series
    changes = try store.changes(asOf: load)
    incidents = try store.incidents(asOf: load)
    register = try store.services(asOf: load)
    calendar = try store.calendar(asOf: load)
    changeRecords = ChangeRegister(try store.changeRecords(asOf: load))
  }

  private init(
    series: [Series], changes: [Change], incidents: [Incident], register: [ServiceEntry],
    calendar: [CalendarEvent], changeRecords: ChangeRegister
  ) {
    self.series = series
    self.changes = changes
    self.incidents = incidents
    self.register = register
    self.calendar = calendar
    self.changeRecords = changeRecords
  }

  /// The records without orders from `moment` on.
  func before(_ moment: Timestamp) -> Records {
    Records(
      series: series.map { $0.before(moment) }.filter { $0.count > 0 }, changes: changes,
      incidents: incidents, register: register, calendar: calendar,
      changeRecords: changeRecords)
  }

  /// From the first to the last recorded rollout step.
  private var logged: TimeWindow? {
    let starts = changes.flatMap(\.rollout.steps).map(\.startedAt)
    guard let first = starts.min(), let last = starts.max() else { return nil }
    return TimeWindow(start: first, end: last)
  }

  /// Drops of the window, each with its links and the incidents that touch it.
  func findings(_ detection: DetectionResult, settings: Settings) -> [Finding] {
    let history =
      logged ?? TimeWindow(start: detection.drops.first?.window.start ?? Clock.now, seconds: 0)
    let correlator = Correlator(settings: settings.correlation, topology: ServiceGraph(register))
    let attributions = correlator.attribute(
      detection.drops, rollouts: changes.map(\.rollout), incidents: incidents,
      quiet: QuietTime(history: history, drops: detection.drops))
    return zip(detection.drops, attributions).map { drop, attribution in
      Finding(
        drop: drop, attribution: attribution, incidents: incidents.filter { $0.touches(drop) },
        trace: detection.traces[drop.id])
    }
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
    let near = TimeWindow(
      start: drop.window.start.advanced(bySeconds: -slack),
      seconds: drop.window.seconds + 2 * slack)
    let hit = Set(drop.marketplaces)
    return declared.overlaps(near)
      && (marketplaces.isEmpty || marketplaces.contains { hit.contains($0) })
  }
}
