import Statistics
import Vocabulary

/// Draws the changes of a world without a thought for what they will do.
struct ChangeLogModel: Sendable {
  let settings: WorldSettings
  let grid: TimeGrid
  let catalog: ServiceCatalog
  let rollouts: RolloutModel
  let provenance: ProvenanceModel
  /// Changes are made in working hours of the head office.
  let office: LocalClock

  init(settings: WorldSettings, grid: TimeGrid, catalog: ServiceCatalog, countries: [Country]) {
    self.settings = settings
    self.grid = grid
    self.catalog = catalog
    rollouts = RolloutModel(countries: countries)
    provenance = ProvenanceModel(world: settings, end: grid.end)
    office = LocalClock(TimeZoneRule(hours: -8, .unitedStates), covering: grid.window)
  }

  /// A Poisson process whose rate follows the office's week.
  func changes(seed: UInt64) -> [DraftChange] {
    var random = SeededGenerator(seed: seed, stream: "changes")
    let perHour = settings.log.stepsPerDay / rollouts.meanSteps / 24
    var drafts: [DraftChange] = []
    var hour = grid.start
    while hour < grid.end {
      let (day, second) = office.local(hour)
      let weight = Self.activity(
        weekday: LocalClock.weekday(ofDay: Int64(day)), hour: second / 3600)
      for _ in 0..<random.poisson(mean: perHour * weight * (settings.era(at: hour)?.pace ?? 1)) {
        let start = hour.advanced(bySeconds: random.integer(below: 3600))
        let service = random.index(weights: catalog.changeWeights) ?? 0
        drafts.append(
          change(service: service, start: start, pattern: nil, random: &random))
      }
      hour = hour.advanced(bySeconds: 3600)
    }
    for index in drafts.indices where random.chance(settings.log.innocentRollbacks) {
      takeBack(&drafts[index], random: &random)
    }
    return drafts
  }

  /// A harmless change of `service` that begins at `start`.
  func change(
    service: Int, start: Timestamp, pattern: RolloutPattern?, random: inout SeededGenerator
  ) -> DraftChange {
    let drawn = rollouts.pattern(&random)
    var draft = DraftChange(
      service: service, type: type(random: &random),
      steps: rollouts.steps(pattern ?? drawn, from: start, random: &random))
    let (origin, trailer) = provenance.provenance(start: start, random: &random)
    draft.provenance = origin
    draft.summary = summary(
      of: catalog.entries[service].service, type: draft.type, trailer: trailer, random: &random)
    return draft
  }

  func rollbackRecord(_ random: inout SeededGenerator) -> RollbackRecord {
    if random.chance(settings.log.rollbacksMissing) { return .missing }
    return random.chance(settings.log.rollbacksAsRows) ? .asRow : .inColumns
  }

  /// A rollback for a reason that no order shows.
  private func takeBack(_ draft: inout DraftChange, random: inout SeededGenerator) {
    let last = draft.steps.map(\.start).max() ?? draft.start
    let delay = Int(60 * random.logNormal(median: 35, sd: 0.9))
    let moment = (random.chance(0.5) ? last : draft.start).advanced(bySeconds: delay)
    draft.rollBack(at: moment, recorded: rollbackRecord(&random))
  }

  /// Relative rate of changes; its mean over the week is 1.
  static func activity(weekday: Int, hour: Int) -> Double {
    // Working hours carry most, evenings and nights the scheduled and the distant teams, weekends
    // a seventh. The sum of the raw weights over a week is 5·(10·1 + 14·0.2) + 2·24·0.1 = 68.8.
    let raw = weekday >= 5 ? 0.1 : (8..<18).contains(hour) ? 1 : 0.2
    return raw * 168 / 68.8
  }

  private func type(random: inout SeededGenerator) -> ChangeType {
    random.choice([
      (ChangeType.code, 0.55), (.config, 0.2), (.flag, 0.11), (.infrastructure, 0.06),
      (.schema, 0.03), (.data, 0.04), (.other, 0.01),
    ]) ?? .code
  }

  private func summary(
    of service: Service, type: ChangeType, trailer: String?, random: inout SeededGenerator
  ) -> String? {
    let subject =
      random.element(of: [
        "Update \(service) limits", "Refactor request handling in \(service)",
        "Raise timeout of \(service), keep retries", "Add metric to \(service)",
        "Move \(service) to the new client", "Enable \"fast path\" for \(service)",
        "Clean up \(type.rawValue) of \(service)", "Fix rare error in \(service)",
        "Bump dependencies; no functional change", "Cache lookups of \(service)",
      ]) ?? ""
    if let trailer { return "\(subject)\n\n\(trailer)" }
    return random.chance(0.9) ? subject : nil
  }
}
