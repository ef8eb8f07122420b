import Vocabulary

/// A drop as it stands in the JSON of the contract, without what it was linked to.
struct DropRecord: Codable, Hashable, Sendable {
  struct Amount: Codable, Hashable, Sendable {
    let estimate: Double
    let low: Double
    let high: Double
    let level: Double

    init(_ estimate: Estimate) {
      self.estimate = JSONText.rounded(estimate.value, decimals: 1)
      low = JSONText.rounded(estimate.low, decimals: 1)
      high = JSONText.rounded(estimate.high, decimals: 1)
      level = JSONText.rounded(estimate.level, decimals: 6)
    }
  }

  struct Part: Codable, Hashable, Sendable {
    let marketplace: String
    @ExplicitNull var service: String?
    let startedAt: String
    @ExplicitNull var endedAt: String?
    let fall: Double
    let observedOrders: Int
    let expectedOrders: Double
  }

  struct IntervalCheck: Codable, Hashable, Sendable {
    let held: Int
    let tried: Int
    let level: Double

    init(_ coverage: Coverage) {
      held = coverage.held
      tried = coverage.tried
      level = JSONText.rounded(coverage.level, decimals: 6)
    }
  }

  let dropId: String
  let startedAt: String
  let startedBetween: [String]
  @ExplicitNull var endedAt: String?
  let marketplaces: [String]
  let services: [String]
  let observedOrders: Int
  let expectedOrders: Double
  let lostOrders: Amount
  @ExplicitNull var websiteErrors: Amount?
  @ExplicitNull var catchUp: Amount?
  @ExplicitNull var comparisonLoss: Amount?
  @ExplicitNull var coverage: IntervalCheck?
  @ExplicitNull var shortHistoryDays: Int?
  let mayBeDayOff: Bool
  /// Not written where orders came back.
  let lowAfter: Double?
  let signal: Double
  let parts: [Part]
}

extension DropRecord {
  init(_ drop: Drop) {
    let range = drop.onset.range(WordingPolicy.onsetLevel)
    dropId = drop.id.name
    startedAt = drop.onset.mode.description
    startedBetween = [range.low.description, range.high.description]
    marketplaces = drop.marketplaces.map(\.name)
    services = drop.services.map(\.name)
    observedOrders = drop.observedOrders
    expectedOrders = JSONText.rounded(drop.expectedOrders, decimals: 1)
    lostOrders = Amount(drop.lostOrders)
    signal = JSONText.rounded(drop.signal, decimals: 2)
    parts = drop.parts.map(Part.init)
    endedAt = drop.end.mode?.description
    websiteErrors = drop.websiteErrors.map(Amount.init)
    catchUp = drop.catchUp.map(Amount.init)
    comparisonLoss = drop.comparisonLoss.map(Amount.init)
    coverage = drop.coverage.map(IntervalCheck.init)
    shortHistoryDays = drop.shortHistoryDays
    mayBeDayOff = drop.mayBeDayOff
    lowAfter = drop.lowAfter.map { JSONText.rounded($0.value, decimals: 6) }
  }
}

extension DropRecord.Part {
  init(_ part: DropPart) {
    marketplace = part.series.marketplace.name
    startedAt = part.onset.mode.description
    fall = JSONText.rounded(part.depth.value, decimals: 6)
    observedOrders = part.observedOrders
    expectedOrders = JSONText.rounded(part.expectedOrders, decimals: 1)
    service = part.series.service?.name
    endedAt = part.end.mode?.description
  }
}
