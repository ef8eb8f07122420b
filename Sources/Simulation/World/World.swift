public import Vocabulary

/// A simulated shop with everything that its feeds would hold, and the truth behind them.
public struct World: Sendable {
  public let settings: WorldSettings
  public let seed: UInt64
  public let services: [ServiceEntry]
  /// Only what somebody put on the calendar.
  public let calendar: [CalendarEvent]
  /// In order of their start, with the lines they have in the written file.
  public let deploys: [DeployRecord]
  public let incidents: [Incident]
  /// One a marketplace, the whole storefront, holes kept.
  public let series: [Series]
  public let truth: Truth
  /// One a drop of `truth`, in its order.
  public let hindsight: [Hindsight]
  /// What only an oracle may look at.
  let making: Making

  /// The rows of the deploy log grouped into changes.
  public var changes: [Change] { Change.grouping(deploys) }

  /// The world of these settings: the same for the same seed, on every machine.
  public static func make(_ settings: WorldSettings, seed: UInt64) -> World {
    var builder = WorldBuilder(settings: settings, seed: seed)
    builder.planner.plantAll()
    return builder.world()
  }
}

/// What a world was made from: stands in no feed, and in no truth that is written.
struct Making: Sendable {
  let demand: Demand
  let feed: FeedFaults
  let signal: SignalModel
  /// One a drop of the truth, in its order.
  let drops: [DraftDrop]
}
