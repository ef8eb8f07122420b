import Vocabulary

/// What happened that is no drop, and whether it was named, taken for a drop, or made no stir.
struct NamedTally: Sendable {
  struct Count: Sendable {
    var happened = 0
    var named = 0
    var dropped = 0
  }

  private(set) var counts: [NotDrop.Kind: Count] = [:]

  mutating func add(_ outcome: DetectionOutcome) {
    for item in outcome.notDrops {
      var count = counts[item.kind, default: Count()]
      count.happened += 1
      if outcome.dismissed.contains(where: { NamedTally.names($0, item) }) { count.named += 1 }
      if outcome.falseDrops.contains(where: { outcome.beside($0).contains(item) }) {
        count.dropped += 1
      }
      counts[item.kind] = count
    }
  }

  /// Kinds by which each may be named: what stands on the calendar is known by it.
  private static func kinds(_ kind: NotDrop.Kind) -> [DismissedStretch.Kind] {
    switch kind {
    case .holiday: [.holidayLike, .knownEvent]
    case .promotion: [.promotionEnded, .knownEvent]
    case .demandShift: [.demandShift]
    case .feedGap: [.feedGap]
    case .lateCount: [.counterReset]
    case .clockChange: [.scheduleChange]
    }
  }

  private static func names(_ stretch: DismissedStretch, _ item: NotDrop) -> Bool {
    let wide = item.window.widened(bySeconds: DetectionOutcome.besideSeconds)
    return kinds(item.kind).contains(stretch.kind) && stretch.window.overlaps(wide)
      && stretch.series.contains { item.marketplaces.contains($0.marketplace) }
  }
}
