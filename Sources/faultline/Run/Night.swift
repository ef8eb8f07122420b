import Datastore
import Detection
import Policy
import Reporting
import Vocabulary

/// One nightly run from the records to the report.
struct Night {
  let report: NightlyReport
  private let run: RunRecord
  private let basis: RunBasis
  /// Those of the report, and those that were looked at again.
  private let all: [Finding]
  private let rejudged: TimeWindow?
  private let relinked: [RelinkedDrop]
  private let memory: ScreenMemory

  /// - Parameter given: drops found elsewhere; without them orders are looked at.
  init(
    _ store: Store, knowledge: Knowledge, intakes loaded: [Intake], given: GivenDrops?,
    settings: Settings, policy: PolicyFile, since: Timestamp?, until: Timestamp?, asOf: Timestamp?,
    commandLine: String,
    progress: @Sendable (Double) -> Void, log: StageLog
  ) async throws {
    let load = knowledge.load
    let held = try Records(store, asOf: load)
    log.ended(
      "Read \(held.series.count) series and \(held.changes.count) changes; "
        + "\(held.services.keys.count) series to be read one by one")
    let last = try knowledge.lastWindow(store)
    let window = try RunWindow.choose(
      since: since, until: until, data: held.data, last: last,
      drops: given?.drops, unplaced: UnplacedRows.counting(held.unplaced))
    // What an earlier run saw of the orders behind a past window is seen of it again, so that both say
    // the same of its drops.
    let isPast = asOf == nil && (until.map { end in last.map { end < $0.end } ?? false } ?? false)
    let records = isPast ? held : until.map { held.before($0) } ?? held
    try RunWindow.check(
      asOf: asOf, knowledge: knowledge,
      newest: given == nil ? records.series.compactMap(\.newestRow).max() : nil)
    let known = try knowledge.basis(
      store, window, orders: given == nil && records.data != nil ? records : nil, settings)
    let (made, previous) = (known.made, known.previous)
    let rejudged = known.rejudged
    let look = try await NightLook(
      records, window, rejudged: rejudged, known: known, given: given,
      settings: settings.detection,
      memory: { try knowledge.screenMemory(store, from: $0, settings) }, progress: progress)
    let detection = look.detection
    let watch = isPast ? [] : detection.watch
    log.ended(
      "Looked at orders: \(detection.drops.count) drops, \(detection.dismissed.count) stretches "
        + "that are none; \(look.closely) looks at single series")
    let told = detection.inside(window) { drop in
      previous?.followed(drop) ?? false
        || rejudged.map { $0.contains(drop.window.start) } ?? false
          && previous?.drops.record(of: drop) == nil
    }
    let quiet = records.quiet(
      found: Records.drops(of: look.all), recorded: known.standing(beside: window))
    let findings = records.findings(told, quiet: quiet, settings: settings)
    // The report is on its window; what was looked at again is recorded beside it.
    let names = Set(findings.map(\.drop.id))
    let relinked = records.relinked(
      known, among: look.all, but: names, quiet: quiet, settings: settings)
    let elsewhere = names.union(relinked.map(\.finding.drop.id))
    let again = rejudged.map { rejudged in
      records.findings(
        detection.inside(rejudged) { _ in false }, quiet: quiet, settings: settings
      )
      .filter { !elsewhere.contains($0.drop.id) }
    }
    let all = findings + (again ?? [])
    log.ended("Linked them")
    let taken = try store.intakes(asOf: load)
    let named = knowledge.past == nil ? loaded : try store.intakes(made?.inputs ?? [], asOf: load)
    let intakes = named.isEmpty ? taken : named
    let newest = records.newest(of: intakes)
    let usual = asOf ?? until ?? newest ?? window.end
    let completeBy = knowledge.past == nil ? usual : made?.completeBy ?? usual
    let summaries = try records.summaries(given == nil ? detection : nil, window: window)
    let goesOn = given == nil && knowledge.past == nil && (since ?? until ?? asOf) == nil
    let rejected = try store.rejectedRows(asOf: load)
    let health = InputHealth(
      series: summaries, changes: records.changes, incidents: records.incidents, intakes: taken,
      register: records.register, changeRecords: records.changeRecords, detection: told,
      window: window, asOf: completeBy, settings: settings, given: given,
      waitingSince: goesOn ? try held.waiting(store, last: last, settings) : nil,
      unplaced: given == nil ? records.unplaced : [], finer: given == nil ? records.finer : [],
      unseen: given == nil ? records.unseen(in: window, settings) : [], rejected: rejected)
    report = NightlyReport(
      window: window,
      provenance: RunProvenance(
        toolVersion: toolVersion, commandLine: commandLine, settingsHash: settings.hash,
        policy: policy.mention, runAt: Clock.now),
      intakes: intakes, rejectedRows: rejected, findings: findings,
      changes: Dictionary(uniqueKeysWithValues: records.changes.map { ($0.id, $0) }),
      dismissed: told.dismissed, overviews: told.overviews,
      watchedSeries: given == nil ? summaries.count { $0.steps > $0.missing } : 0,
      controls: Night.controls(records, findings, window: window, policy: policy.policy),
      register: Dictionary(records.register.map { ($0.service, $0) }) { first, _ in first },
      warnings: health.warnings,
      sinceLastRun: previous.map {
        RunDifferences(
          $0, findings: all, relinked: relinked, window: window, known: known,
          now: watch)
      }, watch: watch,
      corrections: try store.corrections(after: previous?.load ?? 0, upTo: load),
      verdicts: Night.verdicts(try knowledge.verdicts(store), findings))
    // Drops that were found elsewhere tell nothing of where the orders ended there.
    let lookedUntil = given == nil ? records.end(within: window) : nil
    run = RunRecord(
      window: window, dataUntil: summaries.compactMap(\.newestRow).max(), lookedUntil: lookedUntil,
      settingsHash: settings.hash, toolVersion: toolVersion, recordedAt: Clock.now)
    basis = RunBasis(
      window: window, lookedUntil: lookedUntil, load: load, settingsHash: settings.hash,
      toolVersion: toolVersion,
      completeBy: completeBy, inputs: intakes.map(InputMention.init), previous: previous,
      watch: watch)
    self.all = all
    self.rejudged = rejudged
    self.relinked = relinked
    memory = detection.memory
  }

  func record(in store: Store) throws {
    try store.record(
      run: run, basis: basis, findings: all, rejudged: rejudged, relinked: relinked,
      memory: memory, controls: report.controls
    ) { evidence, _, _ in evidence.statement }
  }

  /// Of the changes of the window, and of every suspect wherever it began.
  static func controls(
    _ records: Records, _ findings: [Finding], window: TimeWindow, policy: SafeguardPolicy
  ) -> [ControlResult] {
    let suspects = Set(findings.flatMap(\.attribution.suspects).map(\.change))
    let changes = records.changes.filter {
      window.contains($0.rollout.startedAt) || suspects.contains($0.id)
    }
    return Auditor(policy).audit(changes: changes, services: records.register)
  }

  /// A verdict belongs to the drop of its name, or else to one it shares time and place with: the
  /// name may have moved with later data.
  static func verdicts(
    _ recorded: [RecordedVerdict], _ findings: [Finding]
  ) -> [DropID: TeamVerdict] {
    var verdicts: [DropID: TeamVerdict] = [:]
    for one in recorded {
      let drop =
        findings.first { $0.drop.id == one.verdict.drop }
        ?? findings.first { finding in
          finding.drop.window.overlaps(one.window)
            && finding.drop.marketplaces.contains { one.marketplaces.contains($0) }
        }
      if let drop { verdicts[drop.drop.id] = one.verdict }
    }
    return verdicts
  }
}
