/// What controls would have held over a recorded history, and what it would have cost.
public struct ControlReplay: Hashable, Sendable {
  /// Changes and drops belong to it by their start.
  public let window: TimeWindow
  /// The part of the window for which changes are on record.
  public let recorded: TimeWindow
  /// To systems that the safeguards cover.
  public let changes: Int
  public let drops: Int
  /// Orders lost in all of these drops, whatever was behind them.
  public let lostOrders: Estimate
  /// Lost in the one that cost most; `nil` without drops.
  public let largestLoss: Estimate?
  /// That one.
  public let largestDrop: DropID?
  /// Each control and each combination of controls, fewer controls first, then in their order.
  public let combinations: [HeldChanges]
  /// In order; weeks begin on Mondays (UTC) and are cut to the window.
  public let weeks: [Week]
  /// In order of the names.
  public let areas: [Area]
  /// Whether a control of which the records do not say holds a change.
  public let unknownHolds: Bool

  public init(
    window: TimeWindow, recorded: TimeWindow? = nil, changes: Int, drops: Int,
    lostOrders: Estimate, largestLoss: Estimate?, largestDrop: DropID? = nil,
    combinations: [HeldChanges], weeks: [Week],
    areas: [Area], unknownHolds: Bool
  ) {
    self.window = window
    self.recorded = recorded ?? window
    self.changes = changes
    self.drops = drops
    self.lostOrders = lostOrders
    self.largestLoss = largestLoss
    self.largestDrop = largestDrop
    self.combinations = combinations
    self.weeks = weeks
    self.areas = areas
    self.unknownHolds = unknownHolds
  }

  /// The changes that began in one week.
  public struct Week: Hashable, Sendable {
    public let window: TimeWindow
    public let changes: Int
    /// Each control alone, in their order, then all together.
    public let held: [HeldChanges]

    public init(window: TimeWindow, changes: Int, held: [HeldChanges]) {
      self.window = window
      self.changes = changes
      self.held = held
    }
  }

  /// The changes to the services of one area.
  public struct Area: Hashable, Sendable {
    public let name: String
    public let changes: Int
    /// Each control alone, in their order, then all together.
    public let held: [HeldChanges]

    public init(name: String, changes: Int, held: [HeldChanges]) {
      self.name = name
      self.changes = changes
      self.held = held
    }
  }

  /// The combination of all controls; `nil` only if there are none.
  public var together: HeldChanges? { combinations.last }
}

/// The changes that one control, or any of several, would have held.
public struct HeldChanges: Hashable, Sendable {
  /// In their order, at least one.
  public let controls: [Control]
  public let held: Int
  /// Of these, changes that only undo another one: to hold one lengthens what it would end.
  public let undoing: Int
  /// Of the held ones, how many drops are linked to, by the probability of the links.
  public let impacting: Estimate
  /// Lost in drops, by the probability that a held change was behind them.
  public let orders: Estimate
  /// The same apart from the one drop that cost most: one outage may outweigh all others.
  public let ordersBesideLargest: Estimate

  public init(
    controls: [Control], held: Int, undoing: Int, impacting: Estimate, orders: Estimate,
    ordersBesideLargest: Estimate
  ) {
    self.controls = controls
    self.held = held
    self.undoing = undoing
    self.impacting = impacting
    self.orders = orders
    self.ordersBesideLargest = ordersBesideLargest
  }

  /// Held without need: those held that no drop is linked to.
  public var harmless: Estimate {
    let whole = Double(held)
    return Estimate(
      value: whole - impacting.value, low: whole - impacting.high, high: whole - impacting.low,
      level: impacting.level)
  }
}
