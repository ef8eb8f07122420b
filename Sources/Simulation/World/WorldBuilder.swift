import Statistics
import Vocabulary

/// Puts a world together: demand, log, faults, then the feeds and the truth.
struct WorldBuilder {
  let settings: WorldSettings
  let seed: UInt64
  let grid: TimeGrid
  let clocks: [LocalClock]
  let special: SpecialTimes
  let catalog: ServiceCatalog
  let demand: Demand
  let feed: FeedFaults
  let log: ChangeLogModel
  /// Plants the drops; a scenario may add its own before or after.
  var planner: FaultPlanner
  /// Incidents that a scenario declares; `drop` is the position in `planner.drops`.
  var incidents: [DraftIncident] = []

  /// `adjust` may change the special times before demand is drawn.
  init(
    settings: WorldSettings, seed: UInt64,
    adjust: (inout SpecialTimes, [LocalClock]) -> Void = { _, _ in }
  ) {
    let countries = Country.named(settings.marketplaces)
    precondition(countries.count == settings.marketplaces.count, "an unknown marketplace code")
    let grid = TimeGrid(settings)
    let clocks = countries.map { LocalClock($0.zone, covering: grid.window) }
    var special = SpecialTimes(settings: settings, clocks: clocks, seed: seed)
    adjust(&special, clocks)
    let catalog = ServiceCatalog(settings: settings.register, seed: seed)
    let demand = DemandModel(
      settings: settings, grid: grid, countries: countries, clocks: clocks, special: special,
      seed: seed
    ).demand()
    let feed = FeedFaults(settings: settings, grid: grid, seed: seed)
    let log = ChangeLogModel(
      settings: settings, grid: grid, catalog: catalog, countries: countries)
    planner = FaultPlanner(
      settings: settings, grid: grid, catalog: catalog, countries: countries, log: log,
      signal: SignalModel(settings: settings, grid: grid, demand: demand), feed: feed,
      drafts: log.changes(seed: seed), seed: seed)
    self.settings = settings
    self.seed = seed
    self.grid = grid
    self.clocks = clocks
    self.special = special
    self.catalog = catalog
    self.demand = demand
    self.feed = feed
    self.log = log
  }

  func world() -> World {
    let drafts = log.withRollbackRows(planner.drafts, seed: seed)
    let deployLog = DeployLog(
      drafts: drafts, catalog: catalog, marketplaces: settings.marketplaces, end: grid.end,
      wrongReach: WrongReach(settings: settings, regions: log.rollouts.regions, seed: seed)
        .callAsFunction)
    let order = planner.drops.indices.sorted {
      (planner.drops[$0].window.start, $0) < (planner.drops[$1].window.start, $1)
    }
    let drops = order.map { planner.drops[$0] }
    let truths = TruthBuilder(
      settings: settings, grid: grid, demand: demand, feed: feed, signal: planner.signal,
      drops: drops)
    var trueDrops = truths.trueDrops(ids: deployLog.ids)
    let incidents = declared(order: order, drops: drops, trueDrops: &trueDrops)
    let counting = CountingModel(
      settings: settings, grid: grid, demand: demand, feed: feed, drops: drops, seed: seed)
    let truth = Truth(
      schema: Truth.currentSchema, seed: seed, aiFaultRatio: settings.faults.aiFaultRatio,
      undocumentedFaultRatio: settings.faults.undocumentedFaultRatio,
      sizeFaultExponent: settings.faults.sizeFaultExponent,
      aiSizeRatio: settings.eras.isEmpty ? nil : settings.provenance.aiSizeRatio,
      rates: PlantedRates(
        settings: settings, drafts: drafts, ids: deployLog.ids, drops: trueDrops
      ).all, drops: trueDrops,
      notDrops: truths.notDrops(special: special, clocks: clocks))
    let series = counting.series()
    let making = Making(demand: demand, feed: feed, signal: planner.signal, drops: drops)
    let hindsight = HindsightModel(settings: settings, grid: grid, making: making, series: series)
      .all()
    return World(
      settings: settings, seed: seed, services: catalog.entries, calendar: calendar(),
      deploys: deployLog.records, incidents: incidents, series: series, truth: truth,
      hindsight: hindsight,
      making: making)
  }

  /// The incidents of the scenario, and drawn ones for the drops that it says nothing of.
  private func declared(
    order: [Int], drops: [DraftDrop], trueDrops: inout [TrueDrop]
  ) -> [Incident] {
    let services = drops.map { drop in
      drop.change.map { catalog.entries[planner.drafts[$0].service].service }
    }
    let model = IncidentModel(settings: settings, grid: grid, catalog: catalog)
    let scripted = incidents.map { draft in
      var placed = draft
      placed.drop = draft.drop.flatMap { order.firstIndex(of: $0) }
      return placed
    }
    let drawn = model.incidents(drops: trueDrops, services: services, seed: seed)
      .filter { $0.drop.map { drops[$0].note == nil } ?? true }
    let numbered = DraftIncident.numbered(scripted + drawn, drops: trueDrops)
    for (draft, incident) in numbered {
      if let drop = draft.drop { trueDrops[drop].incidents.append(incident.id) }
    }
    return numbered.map(\.incident)
  }

  private func calendar() -> [CalendarEvent] {
    let holidays = special.holidays.filter(\.onCalendar).map { holiday in
      CalendarEvent(
        window: holiday.window(clocks[holiday.marketplace]),
        marketplaces: [Marketplace(settings.marketplaces[holiday.marketplace])], kind: .holiday,
        name: holiday.name)
    }
    let promotions = special.promotions.filter(\.onCalendar).map { promotion in
      CalendarEvent(
        window: promotion.window,
        marketplaces: [Marketplace(settings.marketplaces[promotion.marketplace])],
        kind: .promotion, name: promotion.name)
    }
    return (holidays + promotions).sorted {
      ($0.window.start, $0.marketplaces.min()?.name ?? "", $0.name ?? "")
        < ($1.window.start, $1.marketplaces.min()?.name ?? "", $1.name ?? "")
    }
  }
}
