import Vocabulary

/// What controls would have held, as it stands under `replay` in the JSON of an audit.
struct ReplayRecord: Codable, Hashable, Sendable {
  struct Held: Codable, Hashable, Sendable {
    let controls: [String]
    let held: Int
    let undoing: Int
    let impacting: DropRecord.Amount
    let harmless: DropRecord.Amount
    let orders: DropRecord.Amount
    let ordersBesideLargest: DropRecord.Amount

    init(_ one: HeldChanges) {
      controls = one.controls.map(\.rawValue)
      held = one.held
      undoing = one.undoing
      impacting = DropRecord.Amount(one.impacting)
      harmless = DropRecord.Amount(one.harmless)
      orders = DropRecord.Amount(one.orders)
      ordersBesideLargest = DropRecord.Amount(one.ordersBesideLargest)
    }
  }

  struct Week: Codable, Hashable, Sendable {
    let since: String
    let until: String
    let changes: Int
    let held: [Held]
  }

  struct Area: Codable, Hashable, Sendable {
    let name: String
    let changes: Int
    let held: [Held]
  }

  let window: NightlyRecord.Window
  let changes: Int
  let drops: Int
  let lostOrders: DropRecord.Amount
  @ExplicitNull var largestLoss: DropRecord.Amount?
  /// Left out where it has no name.
  let largestDrop: String?
  let unknownHolds: Bool
  let combinations: [Held]
  let weeks: [Week]
  let areas: [Area]

  init(_ replay: ControlReplay) {
    window = NightlyRecord.Window(replay.window)
    changes = replay.changes
    drops = replay.drops
    lostOrders = DropRecord.Amount(replay.lostOrders)
    largestLoss = replay.largestLoss.map(DropRecord.Amount.init)
    largestDrop = replay.largestDrop?.name
    unknownHolds = replay.unknownHolds
    combinations = replay.combinations.map(Held.init)
    weeks = replay.weeks.map { week in
      Week(
        since: week.window.start.description, until: week.window.end.description,
        changes: week.changes, held: week.held.map(Held.init))
    }
    areas = replay.areas.map {
      Area(name: $0.name, changes: $0.changes, held: $0.held.map(Held.init))
    }
  }
}
