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
    case .jsonLines: drops.map { JSONText.line(DropRecord($0)) }.joined()
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
