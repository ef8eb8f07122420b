public import Vocabulary

/// Pairs drops that were found with drops that were planted.
public struct DropMatch: Sendable {
  public let planted: TrueDrop
  public let hindsight: Hindsight
  /// `nil` if it was missed.
  public let found: Drop?
  /// What a missed one was taken for, if it was seen.
  public let takenFor: DismissedStretch.Kind?
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

  /// A found drop belongs to the planted one with which it shares the most orders; it is false if it
  /// shares time and a marketplace with none.
  public init(_ world: World, found: [Drop], dismissed: [DismissedStretch]) {
    let told = zip(world.truth.drops, world.hindsight).filter { $0.0.overlapsData }
    let planted = told.map(\.0)
    var best: [Int: (drop: Drop, weight: Double)] = [:]
    var used: Set<DropID> = []
    for drop in found {
      let weights = planted.indices.map { DetectionOutcome.shared(planted[$0], drop) }
      guard let top = weights.indices.max(by: { weights[$0] < weights[$1] }), weights[top] > 0
      else { continue }
      used.insert(drop.id)
      if weights[top] > (best[top]?.weight ?? 0) { best[top] = (drop, weights[top]) }
    }
    matches = planted.indices.map { index in
      DropMatch(
        planted: planted[index], hindsight: told[index].1, found: best[index]?.drop,
        takenFor: best[index] == nil
          ? DetectionOutcome.dismissal(of: planted[index], in: dismissed) : nil)
    }
    falseDrops = found.filter { !used.contains($0.id) }
    let matched = Set(best.values.map(\.drop.id))
    again = found.filter { used.contains($0.id) && !matched.contains($0.id) }
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
    let slack = DetectionOutcome.besideSeconds
    let wide = TimeWindow(
      start: drop.window.start.advanced(bySeconds: -slack),
      seconds: drop.window.seconds + 2 * slack)
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

  /// Orders planted to be lost in the marketplaces that the found drop names, if the times touch.
  private static func shared(_ planted: TrueDrop, _ found: Drop) -> Double {
    let hit = Set(found.marketplaces)
    return planted.parts.reduce(0) { sum, part in
      let window = TimeWindow(
        start: part.onset.advanced(bySeconds: -slackSeconds),
        seconds: part.end.seconds(since: part.onset) + 2 * slackSeconds)
      return hit.contains(part.marketplace) && window.overlaps(found.window)
        ? sum + part.ordersLost + 1e-9 : sum
    }
  }
}
