import Statistics
import Vocabulary

/// Systems beside all together, with the limits that chance keeps to at their number of changes.
struct Funnel: Sendable {
  /// Most changes first, equal ones by name.
  let systems: [SystemRate]
  let limits: [FunnelLimit]

  init(_ period: Period) {
    let share = period.all.share?.value ?? 0
    let members = Dictionary(grouping: period.changes.indices) { period.changes[$0].service }
    systems = members.map { service, members in
      let rate = period.table.rate(members)
      return SystemRate(service: service, rate: rate, place: Funnel.place(rate, share))
    }.sorted { ($1.rate.changes, $0.service) < ($0.rate.changes, $1.service) }
    let most = systems.first?.rate.changes ?? 0
    let points = TrendModel.funnelPoints
    let sizes =
      most <= points
      ? Array(1...max(1, most))
      : (1...points).map { max(1, most * $0 * $0 / (points * points)) }
    limits =
      share > 0 && most > 0
      ? Set(sizes).sorted().map { Funnel.limit($0, share) } : []
  }

  private static func limit(_ changes: Int, _ share: Double) -> FunnelLimit {
    let inner = BinomialLimits.funnel(share, trials: changes, level: 0.95)
    let outer = BinomialLimits.funnel(share, trials: changes, level: 0.998)
    return FunnelLimit(
      changes: changes, low95: inner.low, high95: inner.high, low998: outer.low,
      high998: outer.high)
  }

  /// By the very limits that are drawn. A sum of probabilities below one half is no failure that a small
  /// system could be told by.
  private static func place(_ rate: GroupRate, _ share: Double) -> SystemRate.Place {
    guard let own = rate.share?.value, share > 0 else { return .inside }
    let limit = limit(rate.changes, share)
    if rate.linked >= TrendModel.leastFailure {
      if own > limit.high998 { return .above998 }
      if own > limit.high95 { return .above95 }
    }
    if own < limit.low998 { return .below998 }
    return own < limit.low95 ? .below95 : .inside
  }
}
