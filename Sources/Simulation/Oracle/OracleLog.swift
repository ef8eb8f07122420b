import Statistics
import Vocabulary

/// The written log of a world as the oracle reads it: the rates of the world are known, who wrote
/// what is not.
struct OracleLog: Sendable {
  /// A change that may be behind a drop.
  struct Entry: Sendable {
    let change: ChangeID
    let service: Int
    /// Start and marketplaces of each step, as written.
    let steps: [(start: Timestamp, reach: [Int])]
    /// When it was undone, as the log tells; `nil` if it does not.
    let undoneAt: Timestamp?
    var start: Timestamp { steps[0].start }
    /// All marketplaces of its steps, ascending.
    var reach: [Int] { Set(steps.flatMap(\.reach)).sorted() }
  }

  /// Ascending by start; rows that undo others are not among them.
  let entries: [Entry]
  let catalog: ServiceCatalog
  let model: ChangeLogModel
  /// Of all changes that may have been behind a drop.
  let faultWeight: Double
  private let settings: WorldSettings
  private let perSecond: Double
  private let changeWeight: Double

  /// Relative to the order path's 1; alike for all if they are not known.
  let faultWeights: [Double]

  init(_ world: World, servicesAreKnown: Bool) {
    settings = world.settings
    let grid = TimeGrid(world.settings)
    let catalog = ServiceCatalog(settings: settings.register, seed: world.seed)
    self.catalog = catalog
    faultWeights = servicesAreKnown ? catalog.faultWeights : catalog.entries.map { _ in 1 }
    model = ChangeLogModel(
      settings: settings, grid: grid, catalog: catalog,
      countries: Country.named(settings.marketplaces))
    let services = Dictionary(
      uniqueKeysWithValues: catalog.entries.enumerated().map { ($1.service, $0) })
    let codes = settings.marketplaces.map { Marketplace($0) }
    let rollouts = world.changes.map(\.rollout)
    var undone: [String: Timestamp] = [:]
    for step in rollouts.flatMap(\.steps) {
      if let name = step.rollbackOf { undone[name] = step.startedAt }
    }
    entries = rollouts.compactMap { rollout in
      guard !rollout.steps.contains(where: { $0.rollbackOf != nil }),
        let service = services[rollout.service]
      else { return nil }
      return Entry(
        change: rollout.change, service: service,
        steps: rollout.steps.map { step in
          (step.startedAt, codes.indices.filter { step.reach.includes(codes[$0]) ?? true })
        },
        undoneAt: rollout.steps.compactMap(\.rolledBackAt).first ?? undone[rollout.change.name])
    }
    let quiet = grid.start.advanced(bySeconds: settings.faults.quietDays * 86_400)
    let weights = faultWeights
    faultWeight = entries.filter { $0.start >= quiet }.reduce(0) { $0 + weights[$1.service] }
    perSecond = settings.log.stepsPerDay / model.rollouts.meanSteps / 86_400
    changeWeight = catalog.changeWeights.reduce(0, +)
  }

  /// Those that began from `first` on and before `last`.
  func entries(from first: Timestamp, to last: Timestamp) -> ArraySlice<Entry> {
    let low = entries.countOfFront { $0.start < first }
    return entries[low..<max(low, entries.countOfFront { $0.start < last })]
  }

  /// Share of ordinary changes that are to `service`.
  func share(of service: Int) -> Double { catalog.changeWeights[service] / changeWeight }

  /// Ordinary changes a second at `moment`.
  func rate(at moment: Timestamp) -> Double { perSecond * activity(at: moment) }

  /// The rate against its mean over the week.
  func activity(at moment: Timestamp) -> Double {
    let (day, second) = model.office.local(moment)
    return ChangeLogModel.activity(
      weekday: LocalClock.weekday(ofDay: Int64(day)), hour: second / 3600)
  }

  /// Chance that the first step of an ordinary change of one step, or of several, reaches just
  /// these marketplaces.
  func chance(ofFirst reach: [Int], single: Bool) -> Double {
    let count = settings.marketplaces.count
    let alone = reach.count == 1 ? 1 / Double(count) : 0
    guard single else { return alone }
    let regions = model.rollouts.regions
    let matching = regions.count { $0 == reach }
    let whole = reach.count == count ? 0.25 : 0
    return (whole + 0.18 * alone + 0.17 * Double(matching) / Double(regions.count)) / 0.6
  }
}
