import Correlation
import Datastore
import Detection
import Policy
import Reporting
import Vocabulary

/// An investigation from the records to what is written.
struct InDepth {
  let investigation: Investigation

  /// Drops are looked for this far around what was asked about, so that each is seen whole.
  private static let marginSeconds = 86_400

  init(
    _ inquiry: Inquiry, store: Store, settings: Settings, policy: PolicyFile,
    draft: DraftTemplate, commandLine: String, path: String, progress: @Sendable (Double) -> Void
  ) async throws {
    let records = try Records(store, asOf: Store.present)
    guard records.data != nil else {
      throw ToolFailure.holdsNo("orders", path, load: "order_metrics")
    }
    let around = inquiry.window.widened(bySeconds: InDepth.marginSeconds)
    let detected = try await records.detection(
      settings.detection, window: around, told: around, progress: progress)
    let match = inquiry.match(detected.drops, incidents: records.incidents)
    let measured =
      match.map(inquiry.trusts) == true
      ? nil
      : await WindowMeasure(settings: settings.detection).measure(
        records.series, calendar: records.calendar, given: inquiry.given, beside: detected.drops)
    let drop = measured == nil ? match : nil
    let found = measured ?? match.map { (drop: $0, trace: detected.traces[$0.id]) }
    guard let found else {
      throw ToolFailure(
        status: .inputMissing,
        message: "There are no orders both before and during \(inquiry.window.start) to "
          + "\(inquiry.window.end): nothing can be compared.")
    }
    let others = detected.drops.filter { $0.id != found.drop.id }
    let finding = records.finding(
      found, isDetected: drop != nil, inquiry, settings,
      quiet: records.quiet(
        found: others + [found.drop],
        recorded: try store.recordedDrops(
          in: settings.correlation.dropsBearing(on: found.drop.window)
        ).map(PriorDrop.init)))
    let verdicts = try store.verdicts()
    let earlier = try store.recordedDrops().filter {
      $0.window.start < found.drop.window.start && $0.id != found.drop.id
    }
    let similar = earlier.compactMap { one in
      SimilarDrop(
        one, like: finding, verdict: verdicts.last { $0.verdict.drop == one.id }?.verdict)
    }
    let report = try records.report(
      finding, gaps: detected.dismissed.filter { $0.kind.isUnseen }, verdicts: verdicts,
      store: store, settings: settings, policy: policy,
      commandLine: commandLine)
    guard
      let investigation = Investigation(
        subject: inquiry.subject, origin: drop == nil ? .measured : .detected, report: report,
        similar: similar, draft: draft,
        isRecorded: try store.recordedDrop(found.drop.id) != nil)
    else { throw ToolFailure(status: .inputMissing, message: "Nothing was found to report.") }
    self.investigation = investigation
  }
}

extension Records {
  /// The drop with its links.
  fileprivate func finding(
    _ found: (drop: Drop, trace: Trace?), isDetected: Bool, _ inquiry: Inquiry,
    _ settings: Settings,
    quiet: QuietTime
  ) -> Finding {
    let drop = found.drop
    let attribution = attributions(of: [drop], quiet: quiet, settings: settings)
    let touching = incidents.filter { incident in
      if case .incident(let id) = inquiry.subject, incident.id == id { return true }
      return incident.touches(drop)
    }
    let hasFallen = isDetected || drop.lostOrders.low > 0
    return Finding(
      drop: drop,
      attribution: hasFallen ? attribution[0] : attribution[0].withoutFall(),
      incidents: touching, trace: found.trace)
  }

  fileprivate func report(
    _ finding: Finding, gaps: [DismissedStretch], verdicts: [RecordedVerdict], store: Store,
    settings: Settings,
    policy: PolicyFile, commandLine: String
  ) throws -> NightlyReport {
    let window = TimeWindow(
      start: finding.attribution.lookBack.start,
      seconds: finding.drop.window.end.seconds(since: finding.attribution.lookBack.start))
    return NightlyReport(
      window: window,
      provenance: RunProvenance(
        toolVersion: toolVersion, commandLine: commandLine, settingsHash: settings.hash,
        policy: policy.mention, runAt: nil),
      intakes: try store.intakes(), rejectedRows: try store.rejectedRows(), findings: [finding],
      changes: Dictionary(uniqueKeysWithValues: changes.map { ($0.id, $0) }),
      dismissed: gaps.filter { $0.window.overlaps(finding.drop.window) },
      overviews: [],
      controls: Night.controls(self, [finding], window: window, policy: policy.policy),
      register: Dictionary(register.map { ($0.service, $0) }) { first, _ in first }, warnings: [],
      sinceLastRun: nil, verdicts: Night.verdicts(verdicts, [finding]))
  }
}
