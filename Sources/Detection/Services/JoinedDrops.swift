import Vocabulary

/// Makes one drop of what several series, each judged alone, show of one event.
///
/// Two drops are of one event if both edges agree, give or take a quarter of an hour: of thousands of
/// series some fall at about the same time by chance, hardly ever from and to the same moments.
struct JoinedDrops {
  typealias Found = (drop: Drop, trace: Trace?)

  private static let slackSeconds = 900
  private static let rangeLevel = 0.9

  /// - Parameters:
  ///   - together: drops of series that were judged together; what a service shows of them is a part.
  ///   - alone: drops of one series each.
  static func join(_ together: [Found], _ alone: [Found]) -> [Found] {
    var result = together
    var groups: [(lead: Drop, members: [Found])] = []
    let strongestFirst = alone.sorted { one, other in
      one.drop.signal != other.drop.signal
        ? one.drop.signal > other.drop.signal : precedes(one.drop, other.drop)
    }
    for found in strongestFirst {
      if let index = result.firstIndex(where: { holds($0.drop, found.drop) }) {
        result[index] = (result[index].drop.with(found.drop.parts), result[index].trace)
      } else if let index = groups.firstIndex(where: { agree($0.lead, found.drop) }) {
        groups[index].members.append(found)
      } else {
        groups.append((found.drop, [found]))
      }
    }
    return result + groups.map { joined($0.members) }
  }

  private static func precedes(_ one: Drop, _ other: Drop) -> Bool {
    if one.onset.mode != other.onset.mode { return one.onset.mode < other.onset.mode }
    return one.parts.map(\.series).lexicographicallyPrecedes(other.parts.map(\.series))
  }

  /// Whether a service's drop is but another sight of a storefront's.
  private static func holds(_ storefront: Drop, _ service: Drop) -> Bool {
    agree(storefront, service)
      && service.marketplaces.allSatisfy { storefront.marketplaces.contains($0) }
  }

  private static func agree(_ one: Drop, _ other: Drop) -> Bool {
    guard near(one.onset, other.onset) else { return false }
    switch (one.end, other.end) {
    case (.open, .open): return true
    case (.ended(let own), .ended(let its)): return near(own, its)
    default: return false
    }
  }

  private static func near(_ one: TimeDistribution, _ other: TimeDistribution) -> Bool {
    let (a, b) = (one.range(rangeLevel), other.range(rangeLevel))
    return a.low.advanced(bySeconds: -slackSeconds) <= b.high
      && b.low.advanced(bySeconds: -slackSeconds) <= a.high
  }

  /// One drop of several, the strongest first: it gives the edges.
  ///
  /// One order may pass several services, so that in each marketplace the one that lost most counts.
  /// Their intervals are added limit by limit, as if what they rest on were wrong in all of them alike.
  private static func joined(_ members: [Found]) -> Found {
    let lead = members[0].drop
    guard members.count > 1 else { return members[0] }
    let drops = members.map(\.drop)
    let counted = Dictionary(grouping: drops) { $0.marketplaces.first ?? Marketplace("") }
      .sorted { $0.key < $1.key }
      .compactMap { $0.value.max { $0.lostOrders.value < $1.lostOrders.value } }
    func sum(_ value: (Drop) -> Estimate?) -> Estimate? {
      let all = counted.compactMap(value)
      return all.count == counted.count ? JoinedDrops.sum(all) : nil
    }
    let drop = Drop(
      id: lead.id, onset: lead.onset, end: lead.end,
      parts: drops.flatMap(\.parts).sorted { $0.series < $1.series }, unaffected: [],
      observedOrders: counted.reduce(0) { $0 + $1.observedOrders },
      expectedOrders: counted.reduce(0) { $0 + $1.expectedOrders },
      lostOrders: sum(\.lostOrders) ?? lead.lostOrders, catchUp: sum(\.catchUp),
      comparisonLoss: nil, websiteErrors: sum(\.websiteErrors),
      coverage: counted.count == 1 ? counted[0].coverage : nil,
      signal: drops.reduce(0) { $0 + $1.signal * $1.signal }.squareRoot(),
      shortHistoryDays: drops.compactMap(\.shortHistoryDays).min(),
      mayBeDayOff: lead.mayBeDayOff, lowAfter: lead.lowAfter)
    let trace = members.first { $0.drop == counted[0] }?.trace
    return (drop, counted.count == 1 ? trace : nil)
  }

  private static func sum(_ all: [Estimate]) -> Estimate? {
    guard let first = all.first else { return nil }
    return Estimate(
      value: all.reduce(0) { $0 + $1.value }, low: all.reduce(0) { $0 + $1.low },
      high: all.reduce(0) { $0 + $1.high }, level: first.level)
  }
}

extension Drop {
  /// The same drop, shown by further series too.
  fileprivate func with(_ more: [DropPart]) -> Drop {
    var drop = self
    drop.parts = (parts + more).sorted { $0.series < $1.series }
    return drop
  }
}
