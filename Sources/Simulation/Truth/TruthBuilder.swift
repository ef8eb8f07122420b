import Vocabulary

/// Works out what was planted, once everything about a world is settled.
struct TruthBuilder {
  let settings: WorldSettings
  let grid: TimeGrid
  let demand: Demand
  let feed: FeedFaults
  let signal: SignalModel
  /// In order of their start.
  let drops: [DraftDrop]

  /// Orders planted to be lost in one marketplace, within the data.
  static func ordersLost(_ fall: Fall, demand: Demand, grid: TimeGrid) -> Double {
    grid.steps(touching: fall.profile.window).reduce(0) { sum, step in
      let depth = fall.profile.mean(from: grid.time(step), seconds: grid.stepSeconds)
      return sum + demand.intensity[fall.marketplace][step] * depth
    }
  }

  static func ordersLost(_ drop: DraftDrop, demand: Demand, grid: TimeGrid) -> Double {
    drop.falls.reduce(0) { $0 + ordersLost($1, demand: demand, grid: grid) }
  }

  /// The drops with everything but their incidents.
  func trueDrops(ids: [Int: ChangeID]) -> [TrueDrop] {
    drops.indices.map { trueDrop($0, ids: ids) }
  }

  private func trueDrop(_ number: Int, ids: [Int: ChangeID]) -> TrueDrop {
    let drop = drops[number]
    let parts = drop.falls
      .map { fall in
        TruePart(
          marketplace: Marketplace(settings.marketplaces[fall.marketplace]),
          onset: fall.profile.onset, end: fall.profile.end,
          depth: fall.profile.depth.rounded(decimals: 4),
          ordersLost: Self.ordersLost(fall, demand: demand, grid: grid).rounded(decimals: 2))
      }
      .sorted { $0.marketplace < $1.marketplace }
    var expected = 0.0
    var steps = 0
    var rows = 0
    for fall in drop.falls {
      for step in grid.steps(touching: fall.profile.window) {
        expected += demand.intensity[fall.marketplace][step]
        steps += 1
        rows += feed.hasRow(fall.marketplace, step) ? 1 : 0
      }
    }
    let lost = parts.map(\.ordersLost).reduce(0, +)
    let others = drops.indices.filter {
      $0 != number && drops[$0].window.overlaps(drop.window)
    }
    return TrueDrop(
      id: Self.name(number), cause: drop.cause,
      causeChange: drop.cause == .change ? drop.change.flatMap { ids[$0] } : nil,
      start: drop.window.start, end: drop.window.end, parts: parts,
      depth: (expected > 0 ? lost / expected : 0).rounded(decimals: 4),
      expectedOrders: expected.rounded(decimals: 2), ordersLost: lost.rounded(decimals: 2),
      extraErrors: (lost * drop.errorsPerLostOrder).rounded(decimals: 2),
      signal: signal.signal(drop.falls, hasRow: feed.hasRow).rounded(decimals: 2),
      filterSignal: signal.filterSignal(drop.falls, hasRow: feed.hasRow).rounded(decimals: 2),
      stillOpen: drop.window.end > grid.end,
      observedShare: (steps > 0 ? Double(rows) / Double(steps) : 0).rounded(decimals: 4),
      overlaps: others.map(Self.name), decoys: drop.decoys.compactMap { ids[$0] }.sorted(),
      incidents: [], note: drop.note)
  }

  private static func name(_ number: Int) -> String {
    number < 9 ? "T0\(number + 1)" : "T\(number + 1)"
  }

  /// Everything that moves the counts and is no drop, in order of its start.
  func notDrops(special: SpecialTimes, clocks: [LocalClock]) -> [NotDrop] {
    let all = Array(settings.marketplaces.indices)
    var found: [NotDrop] = []
    func note(_ kind: NotDrop.Kind, _ window: TimeWindow, _ hit: [Int], calendar: Bool = false) {
      guard window.overlaps(grid.window) else { return }
      found.append(
        NotDrop(
          kind: kind, start: window.start, end: window.end,
          marketplaces: hit.map { Marketplace(settings.marketplaces[$0]) }.sorted(),
          onCalendar: calendar))
    }
    for holiday in special.holidays {
      let window = holiday.window(clocks[holiday.marketplace])
      note(.holiday, window, [holiday.marketplace], calendar: holiday.onCalendar)
    }
    for promotion in special.promotions {
      note(
        .promotion, promotion.window, [promotion.marketplace], calendar: promotion.onCalendar)
    }
    for shift in special.shifts { note(.demandShift, shift.window, all) }
    for gap in feed.gaps { note(.feedGap, window(of: gap.steps), gap.marketplaces) }
    for late in feed.lateCounts {
      note(
        .lateCount, window(of: late.steps.lowerBound..<late.steps.upperBound + 1),
        [late.marketplace])
    }
    for index in all {
      for transition in clocks[index].transitions {
        note(.clockChange, TimeWindow(start: transition.at, seconds: 86_400), [index])
      }
    }
    return found.sorted {
      ($0.start, $0.end, $0.kind.rawValue, $0.marketplaces.first?.name ?? "")
        < ($1.start, $1.end, $1.kind.rawValue, $1.marketplaces.first?.name ?? "")
    }
  }

  private func window(of steps: Range<Int>) -> TimeWindow {
    TimeWindow(start: grid.time(steps.lowerBound), seconds: steps.count * grid.stepSeconds)
  }
}

extension Holiday {
  /// From local midnight to local midnight.
  func window(_ clock: LocalClock) -> TimeWindow {
    let start = clock.moment(day: day, second: 0)
    let end = clock.moment(day: day + 1, second: 0)
    return TimeWindow(start: start, seconds: end.seconds(since: start))
  }
}

extension Double {
  /// Rounded so that a person can read it in the file.
  fileprivate func rounded(decimals: Int) -> Double {
    let unit = (0..<decimals).reduce(1.0) { unit, _ in unit * 10 }
    return (self * unit).rounded() / unit
  }
}
