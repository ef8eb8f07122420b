import Vocabulary

/// A drawn world into which drops of every shape are planted, days apart and with the shape as their
/// note, and no others.
enum ShapeWorld {
  /// At most, so that many worlds can be judged in minutes.
  private static let mostDays = 77
  private static let mostMarketplaces = 6

  static func make(seed: UInt64) -> World {
    let settings = settings(seed: seed)
    var drops: [DraftDrop] = []
    var builder = WorldBuilder(settings: settings, seed: seed) { special, clocks in
      var plan = ShapePlan(settings: settings, clocks: clocks, seed: seed)
      plan.plantAll(&special)
      drops = plan.drops
    }
    for drop in drops { builder.planner.add(drop) }
    return builder.world()
  }

  /// As for other worlds on which the tool is measured, with a last marketplace of three orders an hour.
  private static func settings(seed: UInt64) -> WorldSettings {
    var settings = WorldSettings.evaluation(seed: seed)
    settings.days = min(settings.days, mostDays)
    settings.marketplaces = Array(settings.marketplaces.prefix(mostMarketplaces))
    if let last = settings.marketplaces.last {
      settings.demand.shares = [last: 3 * 24 / settings.demand.dailyOrders]
    }
    return settings
  }
}
