public import Vocabulary

/// Pairs drops that were found with drops that were planted.
public struct DropMatch: Sendable {
  public let planted: TrueDrop
  /// `nil` if it was missed.
  public let found: Drop?
}

/// What detection made of one world.
public struct DetectionOutcome: Sendable {
  /// One a planted drop of which the feed has rows, in order.
  public let matches: [DropMatch]
  /// Found where nothing was planted.
  public let falseDrops: [Drop]
  /// Marketplaces times length of the data in quarters of 91.31 days.
  public let marketplaceQuarters: Double

  /// Edges may differ by this much before times count as apart.
  private static let slackSeconds = 1800

  /// A found drop belongs to the planted one with which it shares the most orders; it is false if it
  /// shares time and a marketplace with none.
  public init(_ truth: Truth, found: [Drop], marketplaces: Int, window: TimeWindow) {
    let planted = truth.drops.filter(\.overlapsData)
    var best: [Int: (drop: Drop, weight: Double)] = [:]
    var used: Set<DropID> = []
    for drop in found {
      let weights = planted.indices.map { DetectionOutcome.shared(planted[$0], drop) }
      guard let top = weights.indices.max(by: { weights[$0] < weights[$1] }), weights[top] > 0
      else { continue }
      used.insert(drop.id)
      if weights[top] > (best[top]?.weight ?? 0) { best[top] = (drop, weights[top]) }
    }
    matches = planted.indices.map { DropMatch(planted: planted[$0], found: best[$0]?.drop) }
    falseDrops = found.filter { !used.contains($0.id) }
    marketplaceQuarters = Double(marketplaces) * Double(window.seconds) / (91.31 * 86_400)
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
