import Correlation
import Datastore
import Detection
import Policy
import Reporting
import Statistics
import Vocabulary

/// A trend from the records to the report: drops and links of the whole history, then groups.
struct LongLook {
  let report: TrendReport

  /// The quarter from which on quarters are shown beside the one asked for, where records reach.
  private static let firstQuarter = CalendarQuarter(year: 2025, number: 3)
  /// Readers compare with the level that shares of the trend have.
  private static let level = 0.95

  init(
    _ window: TimeWindow, quarter: CalendarQuarter?, store: Store, settings: Settings,
    policy: PolicyFile, commandLine: String, path: String,
    progress: @Sendable (Double) -> Void, log: StageLog
  ) async throws {
    let records = try Records(store, asOf: Store.present)
    log.ended("Read \(records.series.count) series and \(records.changes.count) changes")
    guard !records.changes.isEmpty else {
      throw ToolFailure.holdsNo("changes", path, load: "deploys")
    }
    guard let data = records.data else {
      throw ToolFailure.holdsNo("orders", path, load: "order_metrics")
    }
    let detection = try await records.detection(
      settings.detection, window: data, told: data, progress: progress)
    let findings = records.findings(
      detection, quiet: records.quiet(found: detection.drops), settings: settings)
    log.ended("Looked at orders and linked \(findings.count) drops")
    let plain = Auditor(policy.policy.withoutExcuses).hold(
      changes: records.changes, services: records.register)
    let hasRegister = !records.register.isEmpty
    let (compared, others) = LongLook.split(plain, hasRegister: hasRegister)
    let judged = LongLook.judged(
      findings, verdicts: Night.verdicts(try store.verdicts(), findings))
    let trend = Trend(
      Trend.Input(
        changes: compared, otherStarts: others.map(\.change.rollout.startedAt),
        drops: judged.drops, withdrawn: judged.withdrawn,
        history: records.history(with: data),
        lookBackSeconds: settings.correlation.lookBackSeconds,
        priorShare: settings.correlation.priorShare, reset: policy.mention.reset))
    let found = trend.findings(window, quarters: LongLook.quarters(upTo: window))
    log.ended("Compared \(found.all.changes) changes")
    let provenance = RunProvenance(
      toolVersion: toolVersion, commandLine: commandLine, settingsHash: settings.hash,
      policy: policy.mention, runAt: nil)
    let intakes = try store.intakes()
    report = TrendReport(
      quarter: quarter, findings: found,
      audit: records.audit(
        found.window, drops: judged.drops, policy: policy, provenance: provenance,
        intakes: intakes),
      provenance: provenance, intakes: intakes, hasRegister: hasRegister,
      warnings: try records.warnings(
        detection, window: data, intakes: intakes, settings: settings),
      interval: { cases, all in
        let limits = BinomialLimits.clopperPearson(
          Double(cases), of: Double(all), level: LongLook.level)
        return Estimate(
          value: Double(cases) / Double(max(1, all)), low: limits.low, high: limits.high,
          level: LongLook.level)
      })
  }

  /// Changes to the systems that the policy covers, and all others; without a register all are
  /// compared.
  private static func split(
    _ held: [AuditedChange], hasRegister: Bool
  ) -> (compared: [AuditedChange], others: [AuditedChange]) {
    guard hasRegister else { return (held, []) }
    return (held.filter { $0.coverage == .covered }, held.filter { $0.coverage != .covered })
  }

  /// Drops as people judged them where they did, by onset.
  private static func judged(
    _ findings: [Finding], verdicts: [DropID: TeamVerdict]
  ) -> (drops: [LinkedDrop], withdrawn: [Timestamp]) {
    var drops: [LinkedDrop] = []
    var withdrawn: [Timestamp] = []
    for finding in findings.sorted(by: {
      ($0.drop.window.start, $0.drop.id) < ($1.drop.window.start, $1.drop.id)
    }) {
      if let drop = LinkedDrop(
        finding, verdict: verdicts[finding.drop.id], confirmed: finding.confirmedCause)
      {
        drops.append(drop)
      } else {
        withdrawn.append(finding.drop.window.start)
      }
    }
    return (drops, withdrawn)
  }

  private static func quarters(upTo window: TimeWindow) -> [CalendarQuarter] {
    guard var quarter = firstQuarter,
      let last = CalendarQuarter(holding: window.end.advanced(bySeconds: -1))
    else { return [] }
    var quarters: [CalendarQuarter] = []
    while quarter <= last {
      quarters.append(quarter)
      if quarter.next == quarter { break }
      quarter = quarter.next
    }
    return quarters
  }
}

extension Finding {
  /// What incidents of the drop name as its cause, if it is one change that was considered.
  fileprivate var confirmedCause: ChangeID? {
    .confirmed(
      by: incidents.compactMap(\.confirmedCause), among: attribution.suspects.map(\.change))
  }
}

extension Records {
  /// Where both changes and orders are recorded.
  fileprivate func history(with data: TimeWindow) -> TimeWindow? {
    let starts = changes.flatMap(\.rollout.steps).map(\.startedAt)
    guard let first = starts.min(), let last = starts.max() else { return nil }
    return TimeWindow(
      start: max(first, data.start), end: min(last.advanced(bySeconds: 1), data.end))
  }

  /// What must be known of the input, as of the end of the orders.
  fileprivate func warnings(
    _ detection: DetectionResult, window: TimeWindow, intakes: [Intake], settings: Settings
  ) throws -> [InputWarning] {
    InputHealth(
      series: try summaries(detection, window: window), changes: changes, incidents: incidents,
      intakes: intakes, register: register, changeRecords: changeRecords, detection: detection,
      window: window, asOf: window.end, settings: settings, given: nil
    ).warnings.filter { warning in
      // A list of every series is for the nightly report, and so are single hours.
      switch warning {
      case .missingSteps, .unseen: false
      default: true
      }
    }
  }

  fileprivate func audit(
    _ window: TimeWindow, drops: [LinkedDrop], policy: PolicyFile, provenance: RunProvenance,
    intakes: [Intake]
  ) -> SafeguardAudit {
    let held = Auditor(policy.policy).report(
      changes: changes.filter { window.contains($0.rollout.startedAt) }, services: register)
    let entries = Dictionary(register.map { ($0.service, $0) }) { first, _ in first }
    return SafeguardAudit(
      window: window, provenance: provenance, intakes: [], changes: held.changes,
      changesOutside: held.changesOutside, changesOfUnknownTier: held.changesOfUnknownTier,
      register: entries, exceptions: policy.policy.exceptions, areaNames: policy.areas,
      replay: Replayer(policy.policy).replay(
        held.changes, drops: drops.map(ReplayedDrop.init), window: window,
        recorded: intakes.reach(of: .deploys),
        areas: ReplayAreas.vps(
          held.changes.map(\.change), register: entries, given: policy.areas)))
  }
}
