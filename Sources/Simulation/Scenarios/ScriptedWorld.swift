import Statistics
import Vocabulary

/// Places drops written by hand in a drawn background.
struct ScriptedWorld {
  private var builder: WorldBuilder
  private var random: SeededGenerator

  /// - Parameters:
  ///   - scripts: placed first, so that the drops of the settings keep apart from them.
  ///   - adjust: may change the special times before demand is drawn.
  static func make(
    _ settings: WorldSettings, seed: UInt64, scripts: [ScriptedDrop],
    adjust: (inout SpecialTimes, [LocalClock]) -> Void = { _, _ in }
  ) -> World {
    var world = ScriptedWorld(
      builder: WorldBuilder(settings: settings, seed: seed, adjust: adjust),
      random: SeededGenerator(seed: seed, stream: "march"))
    for drop in scripts { world.place(drop) }
    world.builder.planner.plantAll()
    return world.builder.world()
  }

  private mutating func place(_ script: ScriptedDrop) {
    let falls = calibrated(script)
    var drop = DraftDrop(
      cause: script.cause, change: nil, falls: falls,
      errorsPerLostOrder: script.errorsPerLostOrder, note: script.note)
    let end = drop.window.end
    if let change = script.change {
      var draft = draft(change, onset: script.onset)
      draft.hidden = script.cause == .unrecordedChange
      drop.change = builder.planner.drafts.count
      settle(&draft, script: script, end: end)
      builder.planner.drafts.append(draft)
      if script.ending == .fixedForward { builder.planner.drafts.append(fix(of: draft, at: end)) }
    }
    for decoy in script.decoys {
      drop.decoys.append(builder.planner.drafts.count)
      builder.planner.drafts.append(draft(decoy, onset: script.onset))
    }
    if let incident = script.incident { declare(incident, for: drop) }
    builder.planner.add(drop)
  }

  /// The falls of a script, with the depth or the end at which the planted figure is met.
  private func calibrated(_ script: ScriptedDrop) -> [Fall] {
    let end = moment(script.minutes, after: script.onset)
    let plain = falls(script, end: end)
    func lost(_ falls: [Fall]) -> Double {
      falls.reduce(0) {
        $0 + TruthBuilder.ordersLost($1, demand: builder.demand, grid: builder.grid)
      }
    }
    switch script.calibration {
    case .none: return plain
    case .depth(let orders):
      let factor = orders / lost(plain)
      return plain.map { Fall(marketplace: $0.marketplace, profile: $0.profile.scaled(by: factor)) }
    case .end(let orders):
      var earliest = moment(30, after: script.onset)
      var latest = moment(2 * script.minutes, after: script.onset)
      while latest.seconds(since: earliest) > 1 {
        let middle = earliest.advanced(bySeconds: latest.seconds(since: earliest) / 2)
        if lost(falls(script, end: middle)) < orders { earliest = middle } else { latest = middle }
      }
      return falls(script, end: latest)
    }
  }

  private func falls(_ script: ScriptedDrop, end: Timestamp) -> [Fall] {
    script.waves.flatMap { wave in
      wave.marketplaces.compactMap { code in
        builder.settings.marketplaces.firstIndex(of: code).map { index in
          Fall(
            marketplace: index,
            profile: FallProfile(
              onset: moment(wave.minutes, after: script.onset), end: end, depth: script.depth,
              riseSeconds: Int(60 * script.riseMinutes),
              recoverySeconds: Int(60 * script.recoveryMinutes)))
        }
      }
    }
  }

  private mutating func draft(_ script: ScriptedChange, onset: Timestamp) -> DraftChange {
    guard
      let service = builder.catalog.entries.firstIndex(where: { $0.service.name == script.service })
    else { preconditionFailure("the script names \(script.service), which no register has") }
    let start = moment(script.steps.map(\.minutes).min() ?? 0, after: onset)
    var draft = builder.log.change(
      service: service, start: start, pattern: .atOnce, random: &random)
    draft.type = script.type
    draft.summary = script.origin.trailer.map { "\(script.summary)\n\n\($0)" } ?? script.summary
    draft.steps = script.steps.map { step in
      let begin = moment(step.minutes, after: onset)
      return DraftStep(
        start: begin, end: moment(step.lastsMinutes, after: begin),
        marketplaces: step.marketplaces?
          .compactMap { builder.settings.marketplaces.firstIndex(of: $0) }.sorted())
    }
    draft.provenance = provenance(script.origin, start: start)
    return draft
  }

  private mutating func provenance(
    _ origin: ScriptedOrigin, start: Timestamp
  ) -> DraftProvenance {
    let isAssisted = origin.authorship.isAIAssisted ?? false
    let approval = start.advanced(bySeconds: -3600 * random.integer(in: 2...30))
    let record = random.integer(in: 10_000_000...99_999_999)
    let people = (0..<4).map { _ in "u\(random.integer(in: 1000...2600))" }
    let reviewers = Array(people.dropFirst().prefix(origin.reviewers))
    return DraftProvenance(
      aiAssisted: isAssisted, authorship: origin.authorship,
      paperwork: Paperwork(
        changeRecord: origin.documented ? .value("MCM-\(record)") : .none,
        approvedAt: origin.approved ? .value(approval) : .none,
        approvedBy: origin.approved ? .value("u\(100 + record % 300)") : .none,
        reviewers: reviewers.isEmpty ? .none : .value(reviewers), author: .value(people[0]),
        standardsCheck: .value(origin.documented ? .passed : .missing),
        reliabilityTests: .value(origin.documented ? .passed : .missing),
        linesChanged: .value(origin.lines), emergency: .value(origin.emergency)))
  }

  private func settle(_ draft: inout DraftChange, script: ScriptedDrop, end: Timestamp) {
    let mitigation = moment(-script.recoveryMinutes, after: end)
    switch script.ending {
    case .rolledBack(let record): draft.rollBack(at: mitigation, recorded: record)
    case .stopped:
      draft.rollBack(at: mitigation, recorded: .inColumns)
      draft.stoppedAsFailed = true
    case .fixedForward, .byItself: break
    }
  }

  private mutating func fix(of draft: DraftChange, at end: Timestamp) -> DraftChange {
    var fix = builder.log.change(
      service: draft.service, start: end.advanced(bySeconds: -600), pattern: .atOnce,
      random: &random)
    fix.steps[0].marketplaces = Set(draft.steps.flatMap { $0.marketplaces ?? [] }).sorted()
    if draft.steps.contains(where: { $0.marketplaces == nil }) { fix.steps[0].marketplaces = nil }
    return fix
  }

  private mutating func declare(_ script: ScriptedIncident, for drop: DraftDrop) {
    let window = drop.window
    let mitigated = moment(script.endShift, after: window.end)
    let codes = builder.settings.marketplaces
    let hit = Set(drop.falls.map { Marketplace(codes[$0.marketplace]) }).sorted()
    builder.incidents.append(
      DraftIncident(
        startedAt: moment(script.startShift, after: window.start),
        detectedAt: moment(script.detectedMinutes, after: window.start), mitigatedAt: mitigated,
        resolvedAt: moment(45, after: mitigated), title: script.title,
        severity: script.severity, services: script.services.map { Service($0) },
        marketplaces: script.marketplaces.map { $0.map { Marketplace($0) } } ?? hit,
        lostOrders: script.lostOrders, websiteErrors: script.websiteErrors,
        summary: script.summary, drop: builder.planner.drops.count,
        confirmed: script.confirmed))
  }

  private func moment(_ minutes: Double, after start: Timestamp) -> Timestamp {
    start.advanced(bySeconds: Int((60 * minutes).rounded()))
  }
}
