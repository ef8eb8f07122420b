import Datastore
import Detection
import Policy
import Reporting
import Vocabulary

/// One nightly run from the records to the report.
struct Night {
  let report: NightlyReport
  private let run: RunRecord

  /// - Parameter given: drops found elsewhere; without them orders are looked at.
  init(
    _ store: Store, intakes loaded: [Intake], given: GivenDrops?, settings: Settings,
    since: Timestamp?,
    until: Timestamp?, asOf: Timestamp?, commandLine: String,
    progress: @Sendable (Double) -> Void, log: StageLog
  ) async throws {
    let all = try Records(store)
    log.ended("Read \(all.series.count) series and \(all.changes.count) changes")
    let lastRun = try store.lastRun()
    let window = try RunWindow.choose(
      since: since, until: until, series: all.series, lastRun: lastRun,
      drops: given?.drops)
    let records = until.map { all.before($0) } ?? all
    let detection: DetectionResult
    if let given {
      detection = given.found(in: window)
    } else {
      detection = await Detector(settings: settings.detection).detect(
        records.series, calendar: records.calendar, window: window, progress: progress)
    }
    log.ended(
      "Looked at orders: \(detection.drops.count) drops, \(detection.dismissed.count) stretches "
        + "that are none")
    let findings = records.findings(detection, settings: settings)
    log.ended("Linked them")
    let intakes = loaded.isEmpty ? try store.intakes() : loaded
    let newest = (records.series.map(\.window.end) + intakes.compactMap(\.lastAt)).max()
    let health = InputHealth(
      series: records.series, changes: records.changes, intakes: try store.intakes(),
      register: records.register, detection: detection, window: window,
      asOf: asOf ?? until ?? newest ?? window.end, settings: settings, given: given)
    let recorded = try store.recordedDrops(in: window)
    report = NightlyReport(
      window: window,
      provenance: RunProvenance(
        toolVersion: toolVersion, commandLine: commandLine, settingsHash: settings.hash,
        runAt: Clock.now),
      intakes: intakes, rejectedRows: try store.rejectedRows(), findings: findings,
      changes: Dictionary(uniqueKeysWithValues: records.changes.map { ($0.id, $0) }),
      dismissed: detection.dismissed, overviews: detection.overviews,
      controls: Night.controls(records, findings, window: window, policy: settings.policy),
      register: Dictionary(records.register.map { ($0.service, $0) }) { first, _ in first },
      warnings: health.warnings,
      sinceLastRun: lastRun.map {
        RunDifferences(previousUntil: $0.window.end, recorded: recorded, findings: findings)
      },
      verdicts: Night.verdicts(try store.verdicts(), findings))
    run = RunRecord(
      window: window, dataUntil: records.series.compactMap(\.newestRow).max(),
      settingsHash: settings.hash, toolVersion: toolVersion, recordedAt: Clock.now)
  }

  func record(in store: Store) throws {
    try store.record(run: run, findings: report.findings, controls: report.controls) {
      evidence, _, _ in evidence.statement
    }
  }

  /// Of the changes of the window, and of every suspect wherever it began.
  private static func controls(
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
  private static func verdicts(
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
