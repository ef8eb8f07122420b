public import Vocabulary

/// What single nights told of simulated worlds, each seeing nothing of the days after it, beside what
/// one look at everything makes of the same time.
public struct NightTally: Sendable {
  private struct Side {
    var falseDrops = 0
    /// Of these beside something that moved orders and that no calendar held.
    var beside = 0
    /// Of these told as what may be the begin of a day off.
    var perhapsOff = 0
    var found = 0
    var foundPerhapsOff = 0

    mutating func add(_ drops: [Drop], outcome: DetectionOutcome) {
      falseDrops += drops.count
      beside += drops.count { !outcome.beside($0).isEmpty }
      perhapsOff += drops.count(where: \.mayBeDayOff)
    }
  }

  private var nights = Side()
  private var whole = Side()
  /// Planted with a signal of 4 and more.
  private var planted = 0
  private var worlds = 0
  private var marketplaceQuarters = 0.0

  public init() {}

  /// - Parameters:
  ///   - told: what the nights told, in their order.
  ///   - found: what one look at everything found.
  ///   - span: the time that the nights told of.
  /// - Returns: a line for each false drop of the nights.
  public mutating func add(
    _ world: World, told: [Drop], found: [Drop], span: TimeWindow
  ) -> [String] {
    worlds += 1
    marketplaceQuarters +=
      Double(world.series.count) * Double(span.seconds) / CalendarQuarter.meanSeconds
    let clear = world.truth.drops.filter { $0.signal >= 4 && span.contains($0.start) }.map(\.id)
    let byNight = DetectionOutcome(world, found: told, dismissed: [])
    let atOnce = DetectionOutcome(world, found: found, dismissed: [])
    func see(_ outcome: DetectionOutcome, _ side: inout Side) {
      let found = outcome.matches.filter { clear.contains($0.planted.id) }.compactMap(\.found)
      side.found += found.count
      side.foundPerhapsOff += found.count(where: \.mayBeDayOff)
    }
    planted += byNight.matches.count { clear.contains($0.planted.id) }
    see(byNight, &nights)
    see(atOnce, &whole)
    let wrong = NightTally.apart(falseOnes(told, world))
    nights.add(wrong, outcome: byNight)
    whole.add(falseOnes(found, world).filter { span.contains($0.window.start) }, outcome: atOnce)
    return wrong.map { "  false by night: " + ScoreText.falseDrop($0, byNight) }
  }

  /// Found drops that share time and place with nothing planted.
  private func falseOnes(_ drops: [Drop], _ world: World) -> [Drop] {
    // One at a time: the same planted drop may be told on several nights.
    drops.filter { DetectionOutcome(world, found: [$0], dismissed: []).falseDrops.count == 1 }
  }

  /// Each once, however many nights told of it.
  private static func apart(_ drops: [Drop]) -> [Drop] {
    drops.reduce(into: []) { kept, drop in
      let isKnown = kept.contains { other in
        other.window.overlaps(drop.window)
          && other.marketplaces.contains { drop.marketplaces.contains($0) }
      }
      if !isKnown { kept.append(drop) }
    }
  }

  public var text: String {
    let quarters = max(1e-9, marketplaceQuarters)
    func line(_ name: String, _ side: Side) -> String {
      "\(name): \(ScoreText.share(side.found, planted)) planted with signal 4 and more found, "
        + "\(side.falseDrops) false drops, "
        + "\(ScoreText.fixed(Double(side.falseDrops) / quarters, 2)) a marketplace and quarter; "
        + "\(side.beside) of them beside something that no calendar held; may be a day off, it says, of "
        + "\(side.perhapsOff) false drops and \(side.foundPerhapsOff) of those planted"
    }
    return """
      nights: the last weeks of \(worlds) worlds, \(ScoreText.fixed(quarters, 1)) marketplace quarters
        \(line("night by night", nights))
        \(line("one look at everything", whole))
      """
  }
}
