import FoundationEssentials
public import Vocabulary

/// Drops for other programs, with the fields that a drop has in `nightly.json` before it is linked
/// to anything; what is not known is an empty cell.
public struct DropTable {
  public enum Form: Sendable {
    /// With a last column `detail`, from which `nightly --drops` has the drop as it was.
    case csv(hasHeader: Bool)
    /// An object a line.
    case jsonLines
  }

  private static let columns = [
    "drop_id", "started_at", "started_between", "ended_at", "marketplaces", "services",
    "observed_orders", "expected_orders", "lost_orders", "lost_orders_low", "lost_orders_high",
    "lost_orders_level", "website_errors", "website_errors_low", "website_errors_high",
    "website_errors_level", "signal", "detail",
  ]

  private let form: Form

  public init(_ form: Form) { self.form = form }

  /// What comes before the first drop.
  public var head: String {
    guard case .csv(hasHeader: true) = form else { return "" }
    return ExportTable(columns: DropTable.columns, rows: []).csv
  }

  public func lines(_ drops: [Drop]) -> String {
    switch form {
    case .csv: ExportTable(columns: [], rows: drops.map(DropTable.cells)).csvRows
    case .jsonLines: drops.map { JSONText.line(DetectedDropRecord($0)) }.joined()
    }
  }

  private static func cells(_ drop: Drop) -> [ExportTable.Cell] {
    let range = drop.onset.range(WordingPolicy.onsetLevel)
    return [
      .text(drop.id.name), .text(drop.onset.mode.description),
      .text("\(range.low);\(range.high)"),
      drop.end.mode.map { .text($0.description) } ?? .unknown,
      .text(drop.marketplaces.map(\.name).joined(separator: ";")),
      .text(drop.services.map(\.name).joined(separator: ";")), .integer(drop.observedOrders),
      .number(drop.expectedOrders, decimals: 1),
    ] + cells(drop.lostOrders) + cells(drop.websiteErrors) + [
      .number(drop.signal, decimals: 2), .text(JSONText.compact(DropDetail(drop))),
    ]
  }

  private static func cells(_ estimate: Estimate?) -> [ExportTable.Cell] {
    guard let estimate else { return [.unknown, .unknown, .unknown, .unknown] }
    return [estimate.value, estimate.low, estimate.high].map { .number($0, decimals: 1) }
      + [.number(estimate.level, decimals: 6)]
  }
}

/// A drop in JSON as it stands in `nightly.json`, without what it was linked to.
struct DetectedDropRecord: Encodable {
  let dropId: String
  let startedAt: String
  let startedBetween: [String]
  @ExplicitNull var endedAt: String?
  let marketplaces: [String]
  let services: [String]
  let observedOrders: Int
  let expectedOrders: Double
  let lostOrders: DropRecord.Amount
  @ExplicitNull var websiteErrors: DropRecord.Amount?
  @ExplicitNull var catchUp: DropRecord.Amount?
  @ExplicitNull var comparisonLoss: DropRecord.Amount?
  @ExplicitNull var coverage: DropRecord.IntervalCheck?
  @ExplicitNull var shortHistoryDays: Int?
  let mayBeDayOff: Bool
  let signal: Double
  let parts: [DropRecord.Part]

  init(_ drop: Drop) {
    let range = drop.onset.range(WordingPolicy.onsetLevel)
    dropId = drop.id.name
    startedAt = drop.onset.mode.description
    startedBetween = [range.low.description, range.high.description]
    marketplaces = drop.marketplaces.map(\.name)
    services = drop.services.map(\.name)
    observedOrders = drop.observedOrders
    expectedOrders = JSONText.rounded(drop.expectedOrders, decimals: 1)
    lostOrders = DropRecord.Amount(drop.lostOrders)
    signal = JSONText.rounded(drop.signal, decimals: 2)
    parts = drop.parts.map(DropRecord.Part.init)
    endedAt = drop.end.mode?.description
    websiteErrors = drop.websiteErrors.map(DropRecord.Amount.init)
    catchUp = drop.catchUp.map(DropRecord.Amount.init)
    comparisonLoss = drop.comparisonLoss.map(DropRecord.Amount.init)
    coverage = drop.coverage.map(DropRecord.IntervalCheck.init)
    shortHistoryDays = drop.shortHistoryDays
    mayBeDayOff = drop.mayBeDayOff
  }
}
