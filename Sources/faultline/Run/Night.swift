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

  /// - Parameter given: drops found elsewhere; without them orders are looked at.
  init(
    _ store: Store, knowledge: Knowledge, intakes loaded: [Intake], given: GivenDrops?,
    settings: Settings, policy: PolicyFile, since: Timestamp?, until: Timestamp?, asOf: Timestamp?,
    commandLine: String,
    progress: @Sendable (Double) -> Void, log: StageLog
  ) async throws {
    let load = knowledge.load
    let all = try Records(store, asOf: load)
    log.ended("Read \(all.series.count) series and \(all.changes.count) changes")
    let window = try RunWindow.choose(
      since: since, until: until, series: all.series, last: try knowledge.lastWindow(store),
      drops: given?.drops)
    let records = until.map { all.before($0) } ?? all
    let (made, previous) = try knowledge.basis(store, window, settings)
    let detection =
      if let given {
        given.found(in: window)
      } else {
        await Detector(settings: settings.detection).detect(
          records.series, calendar: records.calendar,
          window: previous?.withOpenDrops(window) ?? window, progress: progress
        ).inside(window) { previous?.wasOpen($0) ?? false }
      }
    log.ended(
      "Looked at orders: \(detection.drops.count) drops, \(detection.dismissed.count) stretches "
        + "that are none")
    let findings = records.findings(detection, settings: settings)
    log.ended("Linked them")
    let held = try store.intakes(asOf: load)
    let named = knowledge.past == nil ? loaded : try store.intakes(made?.inputs ?? [], asOf: load)
    let intakes = named.isEmpty ? held : named
    // The calendar tells of days to come and says nothing of how new the feeds are.
    let dated = intakes.filter { $0.feed != .calendar }.compactMap(\.lastAt)
    let newest = (records.series.map(\.window.end) + dated).max()
    let usual = asOf ?? until ?? newest ?? window.end
    let completeBy = knowledge.past == nil ? usual : made?.completeBy ?? usual
    let health = InputHealth(
      series: records.series, changes: records.changes, incidents: records.incidents,
      intakes: held,
      register: records.register, changeRecords: records.changeRecords, detection: detection,
      window: window, asOf: completeBy, settings: settings, given: given)
    report = NightlyReport(
      window: window,
      provenance: RunProvenance(
        toolVersion: toolVersion, commandLine: commandLine, settingsHash: settings.hash,
        policy: policy.mention, runAt: Clock.now),
      intakes: intakes, rejectedRows: try store.rejectedRows(asOf: load), findings: findings,
      changes: Dictionary(uniqueKeysWithValues: records.changes.map { ($0.id, $0) }),
      dismissed: detection.dismissed, overviews: detection.overviews,
      controls: Night.controls(records, findings, window: window, policy: policy.policy),
      register: Dictionary(records.register.map { ($0.service, $0) }) { first, _ in first },
      warnings: health.warnings,
      sinceLastRun: previous.map { RunDifferences($0, findings: findings) },
      corrections: try store.corrections(after: previous?.load ?? 0, upTo: load),
      verdicts: Night.verdicts(try knowledge.verdicts(store), findings))
    run = RunRecord(
      window: window, dataUntil: records.series.compactMap(\.newestRow).max(),
      settingsHash: settings.hash, toolVersion: toolVersion, recordedAt: Clock.now)
    basis = RunBasis(
      window: window, load: load, settingsHash: settings.hash, toolVersion: toolVersion,
      completeBy: completeBy, inputs: intakes.map(InputMention.init), previous: previous)
  }

  func record(in store: Store) throws {
    try store.record(run: run, basis: basis, findings: report.findings, controls: report.controls) {
      evidence, _, _ in evidence.statement
    }
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
