public import Vocabulary

/// Pairs drops that were found with drops that were planted.
public struct DropMatch: Sendable {
  public let planted: TrueDrop
  public let hindsight: Hindsight
  /// `nil` if it was missed.
  public let found: Drop?
  /// What a missed one was taken for, if it was seen.
  public let takenFor: DismissedStretch.Kind?
  /// Drops found that are of this one too, but tell less of it.
  let pieces: [Drop]
  /// Whether it was missed because a drop that is told for another planted one spans it.
  let toldWithAnother: Bool
}

/// What detection made of one world.
public struct DetectionOutcome: Sendable {
  /// One a planted drop of which the feed has rows, in order.
  public let matches: [DropMatch]
  /// Found where nothing was planted.
  public let falseDrops: [Drop]
  /// Found, but of a planted drop that another one found tells better.
  public let again: [Drop]
  /// Marketplaces times length of the data in quarters of 91.31 days.
  public let marketplaceQuarters: Double
  /// What happened that is no drop.
  let notDrops: [NotDrop]
  /// Falls that were told apart from drops.
  let dismissed: [DismissedStretch]

  /// Edges may differ by this much before times count as apart.
  private static let slackSeconds = 1800
  /// What moved a marketplace up to so long before or after a false drop stands beside it.
  static let besideSeconds = 7200

  /// A found drop belongs to the planted one of which it holds the most orders, or to which it is near
  /// if it holds none; it is false if it is near none in the same marketplaces.
  public init(_ world: World, found: [Drop], dismissed: [DismissedStretch]) {
    let told = zip(world.truth.drops, world.hindsight).filter { $0.0.overlapsData }
    let planted = told.map(\.0)
    var owned: [Int: [(drop: Drop, weight: Double)]] = [:]
    var falseDrops: [Drop] = []
    for drop in found {
      let weights = planted.indices.map { DetectionOutcome.shared(planted[$0], drop) }
      if let top = weights.indices.max(by: { weights[$0] < weights[$1] }), weights[top] > 0 {
        owned[top, default: []].append((drop, weights[top]))
      } else {
        falseDrops.append(drop)
      }
    }
    matches = planted.indices.map { index in
      let own = owned[index] ?? []
      let best = own.indices.max { own[$0].weight < own[$1].weight }
      return DropMatch(
        planted: planted[index], hindsight: told[index].1, found: best.map { own[$0].drop },
        takenFor: best == nil
          ? DetectionOutcome.dismissal(of: planted[index], in: dismissed) : nil,
        pieces: own.indices.filter { $0 != best }.map { own[$0].drop },
        toldWithAnother: best == nil
          && found.contains { DetectionOutcome.spans($0, planted[index]) })
    }
    self.falseDrops = falseDrops
    let pieces = Set(matches.flatMap(\.pieces).map(\.id))
    again = found.filter { pieces.contains($0.id) }
    marketplaceQuarters =
      Double(world.series.count) * Double(world.settings.window.seconds)
      / CalendarQuarter.meanSeconds
    notDrops = world.truth.notDrops
    self.dismissed = dismissed
  }

  /// What else moved the marketplaces of a false drop about then and stood on no calendar; holes in
  /// the feed move nothing.
  func beside(_ drop: Drop) -> [NotDrop] {
    moved(drop).filter { !$0.onCalendar && $0.kind != .feedGap }
  }

  /// What else happened in the marketplaces of a drop about then.
  func moved(_ drop: Drop) -> [NotDrop] {
    let hit = Set(drop.marketplaces)
    let wide = drop.window.widened(bySeconds: DetectionOutcome.besideSeconds)
    return notDrops.filter { $0.window.overlaps(wide) && !hit.isDisjoint(with: $0.marketplaces) }
  }

  /// The kind of the first stretch set apart that shares time and a marketplace with the drop.
  private static func dismissal(
    of planted: TrueDrop, in dismissed: [DismissedStretch]
  ) -> DismissedStretch.Kind? {
    let window = TimeWindow(
      start: planted.start, seconds: max(1, planted.end.seconds(since: planted.start)))
    return dismissed.first { stretch in
      stretch.window.overlaps(window)
        && stretch.series.contains { planted.marketplaces.contains($0.marketplace) }
    }?.kind
  }

  /// Orders planted to be lost in the time and the marketplaces that the found drop names; a trace of
  /// them where the times are only near.
  private static func shared(_ planted: TrueDrop, _ found: Drop) -> Double {
    let hit = Set(found.marketplaces)
    return planted.parts.reduce(0) { sum, part in
      let window = part.window
      guard hit.contains(part.marketplace),
        window.widened(bySeconds: slackSeconds).overlaps(found.window)
      else { return sum }
      let inside = min(window.end, found.window.end)
        .seconds(since: max(window.start, found.window.start))
      return sum + 1e-9
        + part.ordersLost * max(1e-6, Double(inside) / Double(max(1, window.seconds)))
    }
  }

  /// Whether the found drop runs through the planted one in a marketplace of both.
  private static func spans(_ found: Drop, _ planted: TrueDrop) -> Bool {
    let hit = Set(found.marketplaces)
    return planted.parts.contains { part in
      hit.contains(part.marketplace) && found.window.start <= part.onset
        && part.end <= found.window.end
    }
  }
}
