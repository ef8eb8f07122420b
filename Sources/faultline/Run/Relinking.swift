import Correlation
import Datastore
import Detection
import Reporting
import Vocabulary

/// Drops recorded before whose links rows may alter that came, or came otherwise, since the last run.
struct Relinking {
  /// By onset.
  let drops: [PriorDrop]
  private let records: [DropID: [LateRecord]]

  /// Between looks that lie closer the weeks are judged anyway, for each needs the week before it.
  private static let joinedWithin = 14 * 86_400

  /// `nil` if no row concerns any of `recorded`.
  ///
  /// - Parameter window: of the night. Rows of the register have no time: they concern the drops of the
  ///   weeks that it judges, for what depends on what today says little of last year.
  init?(
    _ late: [LateRecord], recorded: [PriorDrop], window: TimeWindow, settings: Settings
  ) {
    let judged = Detector.start(ofWeeksJudgedFor: window)
    var records: [DropID: [LateRecord]] = [:]
    for drop in recorded {
      let rows = late.filter { $0.concerns(drop, judgedFrom: judged, settings.correlation) }
      if drop.links != nil, !rows.isEmpty { records[drop.id] = rows }
    }
    guard !records.isEmpty else { return nil }
    self.records = records
    drops = recorded.filter { records[$0.id] != nil }.sorted {
      ($0.onset, $0.id) < ($1.onset, $1.id)
    }
  }

  /// Where to look for drops so that those of `base` and the concerned ones are found.
  func looks(beside base: TimeWindow) -> (base: TimeWindow, apart: [TimeWindow]) {
    var base = base
    var apart: [TimeWindow] = []
    for window in drops.map(\.window).sorted(by: { $0.start > $1.start }) {
      let last = apart.last ?? base
      guard window.end.advanced(bySeconds: Relinking.joinedWithin) >= last.start else {
        apart.append(window)
        continue
      }
      let joined = last.joined(with: window)
      if apart.isEmpty { base = joined } else { apart[apart.count - 1] = joined }
    }
    return (base, apart)
  }

  /// What the rows altered to a reader; `nil` if nothing.
  func relink(_ finding: Finding, recorded: PriorDrop) -> RunDifferences.Relink? {
    let now = LinkSummary(finding.attribution)
    guard let before = recorded.links, let rows = records[recorded.id], now.differs(from: before)
    else { return nil }
    return RunDifferences.Relink(
      drop: finding.drop.id, before: before, now: now,
      rows: Relinking.telling(rows, before: before, now: now))
  }

  /// The rows that speak of what moved: of several, those of changes that came to the front or left
  /// it; if none does, all.
  private static func telling(
    _ rows: [LateRecord], before: LinkSummary, now: LinkSummary
  ) -> [LateRecord] {
    func speaking(of suspects: [LinkSummary.Suspect]) -> [LateRecord] {
      rows.filter { row in suspects.contains { row.names($0) } }
    }
    let front = now.enteredOrLeft(from: before)
    let moved = speaking(of: now.moved(from: before))
    if moved.count > 1 {
      let ofFront = moved.filter { row in front.contains { row.names($0) } }
      return ofFront.isEmpty ? moved : ofFront
    }
    if !moved.isEmpty { return moved }
    let others = speaking(of: front)
    return others.isEmpty ? rows : others
  }
}

extension LateRecord {
  /// Whether it may alter the links of a drop.
  fileprivate func concerns(
    _ drop: PriorDrop, judgedFrom start: Timestamp, _ settings: CorrelationSettings
  ) -> Bool {
    switch feed {
    case .deploys:
      let time = settings.stepsBearing(on: drop.window)
      return times.contains { $0.overlaps(time) }
    case .incidents:
      let time = settings.incidentsBearing(on: drop.window)
      return times.contains { $0.overlaps(time) }
        && (marketplaces.isEmpty || marketplaces.contains { drop.marketplaces.contains($0) })
    case .services: return drop.onset >= start
    case .orderMetrics, .calendar, .changeRecords: return false
    }
  }

  /// Whether it speaks of a suspect, by its change, a deploy of it or its service.
  fileprivate func names(_ suspect: LinkSummary.Suspect) -> Bool {
    let deploys = Set(suspect.deploys.map(\.name))
    return changes.contains { $0 == suspect.change.name || deploys.contains($0) }
      || services.contains(suspect.service)
  }
}

extension PriorDrop {
  /// As far as it is known.
  var window: TimeWindow {
    TimeWindow(start: onset, seconds: (end ?? onset).seconds(since: onset))
  }
}

extension Records {
  /// The drops among those found that late rows concern, linked with all that is known by now, but for
  /// those of `names`.
  func relinked(
    _ known: Knowledge.Basis, among found: [DetectionResult], but names: Set<DropID>,
    quiet: QuietTime, settings: Settings
  ) -> [RelinkedDrop] {
    guard let relinking = known.relinking, let recorded = known.previous?.all else { return [] }
    let concerned = Records.drops(of: found).compactMap { drop -> (drop: Drop, recorded: DropID)? in
      guard !names.contains(drop.id), let prior = recorded.record(of: drop)?.id,
        relinking.drops.contains(where: { $0.id == prior })
      else { return nil }
      return (drop, prior)
    }
    let findings = findings(
      of: concerned.map(\.drop), traces: [:], quiet: quiet, settings: settings)
    return zip(concerned, findings).map { RelinkedDrop(recorded: $0.recorded, finding: $1) }
  }

  /// Each once, by onset.
  static func drops(of found: [DetectionResult]) -> [Drop] {
    Dictionary(found.flatMap(\.drops).map { ($0.id, $0) }) { first, _ in first }
      .values.sorted { ($0.onset.mode, $0.id) < ($1.onset.mode, $1.id) }
  }
}
