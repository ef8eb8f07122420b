import Statistics
import Vocabulary

/// Chooses what fails, and plants the drops that follow from it.
struct FaultPlanner {
  let settings: WorldSettings
  let grid: TimeGrid
  let catalog: ServiceCatalog
  let countries: [Country]
  let log: ChangeLogModel
  let signal: SignalModel
  let feed: FeedFaults
  var drafts: [DraftChange]
  private(set) var drops: [DraftDrop] = []
  private var random: SeededGenerator
  private let model: FaultModel
  /// Drafts that are or belong to something already.
  private var used: Set<Int> = []

  /// Attempts to place one drop before it is given up; a world may then have fewer.
  private static let attempts = 80
  /// Seconds before the end of the data from which a drop that is to stay open may have its cause.
  private static let openLookBack = 10 * 3600

  init(
    settings: WorldSettings, grid: TimeGrid, catalog: ServiceCatalog, countries: [Country],
    log: ChangeLogModel, signal: SignalModel, feed: FeedFaults, drafts: [DraftChange],
    seed: UInt64
  ) {
    self.settings = settings
    self.grid = grid
    self.catalog = catalog
    self.countries = countries
    self.log = log
    self.signal = signal
    self.feed = feed
    self.drafts = drafts
    random = SeededGenerator(seed: seed, stream: "faults")
    model = FaultModel(settings: settings.faults)
  }

  /// Plants as many drops as the settings ask for.
  mutating func plantAll() {
    for number in 0..<settings.faults.drops {
      let open = settings.faults.openAtEnd && number == 0
      let kind =
        random.choice([
          (CauseKind.change, settings.faults.causeChange),
          (.external, settings.faults.causeExternal),
          (
            .unrecordedChange,
            max(0, 1 - settings.faults.causeChange - settings.faults.causeExternal)
          ),
        ]) ?? .change
      let overlapping = random.chance(settings.faults.overlapping)
      let planted = plant(kind, open: open, overlapping: overlapping)
      // Data that end on a quiet weekend may hold no change late enough.
      if open && !planted { _ = plant(.external, open: true, overlapping: true) }
    }
  }

  /// Tries to plant one drop; false if no place and course was found for it.
  private mutating func plant(_ kind: CauseKind, open: Bool, overlapping: Bool) -> Bool {
    for _ in 0..<Self.attempts {
      let planted =
        switch kind {
        case .external: plantExternal(open: open, overlapping: overlapping)
        case .change: plantChange(hidden: false, open: open, overlapping: overlapping)
        case .unrecordedChange: plantChange(hidden: true, open: open, overlapping: overlapping)
        }
      if planted { return true }
    }
    return false
  }

  /// Adds a drop that is already worked out, with its drafts in `drafts`.
  mutating func add(_ drop: DraftDrop) {
    drops.append(drop)
    if let change = drop.change { used.insert(change) }
    used.formUnion(drop.decoys)
  }

  // MARK: A change was behind it

  private mutating func plantChange(hidden: Bool, open: Bool, overlapping: Bool) -> Bool {
    guard let index = faultyChange(open: open) else { return false }
    var course = model.course(random: &random)
    let draft = drafts[index]
    var onsets = onsets(of: draft, delaySeconds: course.delaySeconds)
    guard let first = onsets.map(\.at).min() else { return false }
    if open {
      course.durationSeconds = max(
        course.durationSeconds, grid.end.seconds(since: first) + random.integer(in: 1800...14_400))
    }
    let end = first.advanced(bySeconds: course.durationSeconds)
    let mitigation = end.advanced(
      bySeconds: -min(course.recoverySeconds, course.durationSeconds / 2))
    onsets = onsets.filter { onset in
      onset.at < mitigation.advanced(bySeconds: -60)
        && (course.ending != .rollback || onset.stepStart < mitigation)
    }
    let kept = spared(onsets)
    let falls = kept.map { onset in
      Fall(
        marketplace: onset.marketplace,
        profile: course.profile(
          onset: onset.at, end: end.advanced(bySeconds: random.integer(in: -60...60)),
          random: &random))
    }
    let drop = DraftDrop(
      cause: hidden ? .unrecordedChange : .change, change: index, falls: falls,
      errorsPerLostOrder: course.errorsPerLostOrder)
    guard fits(drop, overlapping: overlapping) else { return false }
    drafts[index].hidden = hidden
    settle(course.ending, of: index, at: mitigation)
    add(drop)
    placeDecoys()
    return true
  }

  private struct Onset {
    let marketplace: Int
    let stepStart: Timestamp
    let at: Timestamp
  }

  /// The earliest onset in each marketplace that the change reaches.
  private mutating func onsets(of draft: DraftChange, delaySeconds: Int) -> [Onset] {
    var earliest: [Int: Onset] = [:]
    for step in draft.steps {
      for marketplace in step.marketplaces ?? Array(countries.indices) {
        let jitter = random.uniform(0.8, 1.25)
        let at = step.start.advanced(bySeconds: Int(Double(delaySeconds) * jitter))
        if earliest[marketplace].map({ $0.at <= at }) ?? false { continue }
        earliest[marketplace] = Onset(marketplace: marketplace, stepStart: step.start, at: at)
      }
    }
    return earliest.values.sorted { $0.marketplace < $1.marketplace }
  }

  /// One marketplace in twelve is spared for reasons of its own, never all.
  private mutating func spared(_ onsets: [Onset]) -> [Onset] {
    let kept = onsets.filter { _ in !random.chance(1.0 / 12) }
    return kept.isEmpty ? Array(onsets.prefix(1)) : kept
  }

  private mutating func faultyChange(open: Bool) -> Int? {
    let faults = settings.faults
    let earliest =
      open
      ? grid.end.advanced(bySeconds: -Self.openLookBack)
      : grid.start.advanced(bySeconds: faults.quietDays * 86_400)
    let latest = grid.end.advanced(bySeconds: open ? -1800 : -3600)
    let weights = drafts.indices.map { index -> Double in
      let draft = drafts[index]
      guard draft.start >= earliest, draft.start < latest, draft.rolledBackAt == nil,
        !used.contains(index)
      else { return 0 }
      var weight = catalog.faultWeights[draft.service]
      if draft.provenance.aiAssisted { weight *= faults.aiFaultRatio }
      if draft.provenance.undocumented { weight *= faults.undocumentedFaultRatio }
      if faults.sizeFaultExponent != 0 {
        let lines = Double(draft.provenance.paperwork.linesChanged.valueIfAny ?? 1)
        weight *= PortableMath.pow(lines / 45, faults.sizeFaultExponent)
      }
      return weight
    }
    return random.index(weights: weights)
  }

  private mutating func settle(
    _ ending: FaultCourse.Ending, of index: Int, at mitigation: Timestamp
  ) {
    switch ending {
    case .rollback:
      drafts[index].rollBack(at: mitigation, recorded: log.rollbackRecord(&random))
    case .fixForward:
      let reached = drafts[index].steps.flatMap { $0.marketplaces ?? [] }
      let everywhere = drafts[index].steps.contains { $0.marketplaces == nil }
      var fix = log.change(
        service: drafts[index].service, start: mitigation, pattern: .atOnce, random: &random)
      fix.steps[0].marketplaces = everywhere ? nil : Set(reached).sorted()
      used.insert(drafts.count)
      drafts.append(fix)
    case .byItself: break
    }
  }

  // MARK: No change was behind it

  private mutating func plantExternal(open: Bool, overlapping: Bool) -> Bool {
    var course = model.course(random: &random)
    let quiet = settings.faults.quietDays * 86_400
    let span = max(1, grid.window.seconds - quiet - 3600)
    var onset = grid.start.advanced(bySeconds: quiet + random.integer(below: span))
    if open {
      onset = grid.end.advanced(bySeconds: -random.integer(in: 1800...10_800))
      course.durationSeconds += 14_400
    }
    let hit: [Int] =
      switch random.index(weights: [0.45, 0.3, 0.25]) ?? 0 {
      case 0: [random.integer(below: countries.count)]
      case 1: random.element(of: log.rollouts.regions) ?? [0]
      default: Array(countries.indices)
      }
    let end = onset.advanced(bySeconds: course.durationSeconds)
    let falls = hit.map { marketplace in
      Fall(
        marketplace: marketplace,
        profile: course.profile(
          onset: onset.advanced(bySeconds: random.integer(in: 0...120)),
          end: end.advanced(bySeconds: random.integer(in: -60...60)), random: &random))
    }
    let drop = DraftDrop(
      cause: .external, change: nil, falls: falls, errorsPerLostOrder: course.errorsPerLostOrder)
    guard fits(drop, overlapping: overlapping) else { return false }
    add(drop)
    placeDecoys()
    return true
  }

  // MARK: Around a drop

  /// Long and clear enough, inside the data, and apart from the drops before it.
  private func fits(_ drop: DraftDrop, overlapping: Bool) -> Bool {
    guard !drop.falls.isEmpty else { return false }
    let quiet = grid.start.advanced(bySeconds: settings.faults.quietDays * 86_400)
    let window = drop.window
    guard window.start >= quiet, window.start < grid.end.advanced(bySeconds: -900),
      Double(window.seconds) >= 60 * settings.faults.minutes.lowerBound
    else { return false }
    let padded = window.widened(bySeconds: Int(settings.faults.apartHours * 3600))
    guard overlapping || !drops.contains(where: { $0.window.overlaps(padded) }) else {
      return false
    }
    return signal.filterSignal(drop.falls, hasRow: feed.hasRow) >= settings.faults.minimumSignal
  }

  /// Places harmless changes minutes before the newest drop, some with the same reach.
  private mutating func placeDecoys() {
    guard random.chance(settings.faults.decoys), let drop = drops.last else { return }
    for _ in 0..<random.integer(in: 1...2) {
      let path = catalog.orderPath
      let any = random.index(weights: catalog.changeWeights) ?? 0
      let service = random.chance(0.6) ? (random.element(of: path) ?? any) : any
      let start = drop.window.start.advanced(bySeconds: -random.integer(in: 60...1200))
      var decoy = log.change(service: service, start: start, pattern: nil, random: &random)
      if random.chance(0.4) {
        decoy.steps[0].marketplaces = drop.falls.map(\.marketplace).sorted()
      }
      let index = drafts.count
      drafts.append(decoy)
      used.insert(index)
      drops[drops.count - 1].decoys.append(index)
    }
  }
}
