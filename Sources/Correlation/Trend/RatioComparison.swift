import Glibc
import Statistics
import Vocabulary

/// One comparison of two groups, from the bare ratio to what may be claimed.
struct RatioComparison: Sendable {
  let design: RatioDesign
  let changes: [ChangeFacts]
  let rates: RateTable

  /// All comparisons; what is clear is settled at the end, for all together.
  func all() -> [GroupComparison] {
    let made = ChangeComparison.allCases.map { Draft($0, self) }
    let looked = made.indices.filter { made[$0].p != nil }
    let adjusted = FalseDiscovery.adjusted(looked.compactMap { made[$0].p })
    let values = Dictionary(uniqueKeysWithValues: zip(looked, adjusted))
    return made.enumerated().map { index, draft in draft.settled(q: values[index]) }
  }

  /// A comparison before the number of all is taken into account.
  struct Draft {
    let comparison: ChangeComparison
    let exposed: GroupRate
    let reference: GroupRate
    let unknown: GroupRate
    let raw: Estimate?
    let stratified: StratifiedRiskRatio?
    var undiluted: Estimate?
    var adjusted: Estimate?
    var ifAllUnknown: Estimate?
    var ifNoUnknown: Estimate?
    var likelihoodP: Double?
    var shuffledP: Double?

    var p: Double? { likelihoodP.map { max($0, shuffledP ?? $0) } }

    init(_ comparison: ChangeComparison, _ source: RatioComparison) {
      self.comparison = comparison
      let labels = source.changes.map { $0.label(comparison) }
      func members(_ label: Bool?) -> [Int] { labels.indices.filter { labels[$0] == label } }
      exposed = source.rates.rate(members(true), withLoss: true)
      reference = source.rates.rate(members(false), withLoss: true)
      unknown = source.rates.rate(members(nil), withLoss: true)
      raw = Draft.raw(exposed, reference)
      stratified = source.stratified(labels)
      guard exposed.changes > 0, reference.changes > 0, exposed.linked + reference.linked > 0
      else { return }
      undiluted = source.ratio(labels, adjusts: false)?.estimate
      guard let result = source.ratio(labels, adjusts: true) else { return }
      adjusted = result.estimate
      likelihoodP = result.p
      shuffledP = LabelShuffle(
        source.changes, labels, shares: source.design.systemShares(labels),
        clock: source.design.clock
      ).p(linked: result.linked)
      guard unknown.changes > 0 else {
        (ifAllUnknown, ifNoUnknown) = (adjusted, adjusted)
        return
      }
      ifAllUnknown = source.ratio(labels.map { $0 ?? true }, adjusts: true)?.estimate
      ifNoUnknown = source.ratio(labels.map { $0 ?? false }, adjusts: true)?.estimate
    }

    func settled(q: Double?) -> GroupComparison {
      let excludesOne = adjusted.map { $0.low > 1 || $0.high < 1 } ?? false
      let limits = stratified?.interval(TrendModel.level)
      return GroupComparison(
        comparison: comparison, exposed: exposed, reference: reference, unknown: unknown, raw: raw,
        undiluted: undiluted, adjusted: adjusted,
        stratified: limits.map {
          Estimate(
            value: stratified?.ratio ?? 1, low: $0.low, high: $0.high, level: TrendModel.level)
        },
        informativeChanges: stratified.map { Int($0.informative.exposed + $0.informative.others) }
          ?? 0,
        ifAllUnknown: ifAllUnknown, ifNoUnknown: ifNoUnknown, likelihoodP: likelihoodP,
        shuffledP: shuffledP, q: q,
        isClear: excludesOne && (q ?? 1) <= TrendModel.falseClaims)
    }

    /// Of the shares as they stand, its interval normal on the logarithmic scale.
    private static func raw(_ one: GroupRate, _ other: GroupRate) -> Estimate? {
      guard one.linked > 0, other.linked > 0 else { return nil }
      let (n, m) = (Double(one.changes), Double(other.changes))
      let ratio = (one.linked / n) / (other.linked / m)
      let spread = max(0, 1 / one.linked - 1 / n + 1 / other.linked - 1 / m).squareRoot()
      let reach = exp(Normal.quantile(0.5 + TrendModel.level / 2) * spread)
      return Estimate(
        value: ratio, low: ratio / reach, high: ratio * reach, level: TrendModel.level)
    }
  }

  /// A ratio from the likelihood, its p, and the failures of each change if the groups were alike.
  struct Ratio {
    let estimate: Estimate
    let p: Double
    let linked: [Double]
  }

  /// `nil` where there is no drop to go by.
  func ratio(_ labels: [Bool?], adjusts: Bool) -> Ratio? {
    let events = design.events(labels, adjusts: adjusts)
    guard !events.isEmpty else { return nil }
    let column = RatioDesign.Column.asked.rawValue
    let null = events.fit(holding: column)
    let best = events.fit(from: null.coefficients)
    let limits = events.interval(column, of: best, level: TrendModel.level)
    let deviance = max(0, 2 * (best.logLikelihood - null.logLikelihood))
    return Ratio(
      estimate: Estimate(
        value: exp(best.coefficients[column]), low: exp(limits.low), high: exp(limits.high),
        level: TrendModel.level),
      p: 2 * (1 - Normal.cumulative(deviance.squareRoot())),
      linked: Array(events.expectedEvents(null).prefix(changes.count)))
  }

  /// In strata of system, size band and hour band.
  private func stratified(_ labels: [Bool?]) -> StratifiedRiskRatio? {
    struct Key: Hashable {
      let service: Service
      let size: ChangeGroup
      let hours: Int
    }
    var strata: [Key: StratifiedRiskRatio.Stratum] = [:]
    var order: [Key] = []
    for (index, change) in changes.enumerated() {
      guard let label = labels[index] else { continue }
      let key = Key(
        service: change.service, size: change.group(.size), hours: change.hourBand)
      if strata[key] == nil { order.append(key) }
      var stratum = strata[key] ?? StratifiedRiskRatio.Stratum()
      if label {
        stratum.exposed += 1
        stratum.exposedCases += rates.links.linked[index]
      } else {
        stratum.others += 1
        stratum.otherCases += rates.links.linked[index]
      }
      strata[key] = stratum
    }
    return StratifiedRiskRatio(order.compactMap { strata[$0] })
  }
}
