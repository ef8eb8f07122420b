import Vocabulary

/// What a nightly run looks at.
enum RunWindow {
  /// From where the last run ended to the end of the orders. A run with nothing new repeats the
  /// last one's window, so that doing it again gives the same report.
  ///
  /// - Parameters:
  ///   - data: the orders at hand.
  ///   - last: what the last run looked at.
  ///   - unplaced: rows of orders beside them, that make no series.
  static func choose(
    since: Timestamp?, until: Timestamp?, data: TimeWindow?, last: TimeWindow?,
    drops: [Drop]? = nil, unplaced: [UnplacedRows] = []
  ) throws -> TimeWindow {
    // Drops that were found elsewhere need no orders here.
    let windows = data.map { [$0] } ?? (drops ?? []).map(\.window)
    let dataStart = windows.map(\.start).min()
    let dataEnd = windows.map(\.end).max()
    guard let end = until ?? dataEnd else {
      throw ToolFailure(
        status: .inputMissing,
        message: drops == nil
          ? noOrders(unplaced)
          : "There are neither orders nor drops to tell the window from. Give --since and --until.")
    }
    // A last look that begins behind all orders was at ones that are gone.
    let resumed = last.map { $0.end < end ? $0.end : $0.start }
      .flatMap { until == nil && $0 > end ? nil : $0 }
    let start = since ?? resumed ?? dataStart ?? end
    guard let window = TimeWindow(start: start, end: end) else {
      throw ToolFailure(
        status: .usage,
        message: since == nil
          ? "--until \(end) is before \(start), from where on the last run looked. Give --since too."
          : "--since \(start) is after \(end), where the window ends.")
    }
    return window
  }

  /// Refuses a moment of which the database cannot tell what was known: nothing had been loaded by
  /// then, and orders that are looked at came later.
  ///
  /// - Parameter newest: start of the last step with orders that is looked at; `nil` without orders.
  static func check(asOf: Timestamp?, knowledge: Knowledge, newest: Timestamp?) throws {
    guard let asOf, knowledge.past == nil, let newest, asOf < newest else { return }
    throw ToolFailure(
      status: .usage,
      message: "--as-of \(asOf) is before the newest orders, of \(newest), and what was known then "
        + "is not recorded: they were loaded later. To look no further than a moment, give --until."
    )
  }

  private static func noOrders(_ unplaced: [UnplacedRows]) -> String {
    guard !unplaced.isEmpty else {
      return "The database holds no orders. Load a dataset with order_metrics first."
    }
    let names = Set(unplaced.map(\.series.marketplace.name)).sorted().joined(separator: ", ")
    return "The database holds a single row of orders of \(names), and one row tells of no step. "
      + "Load more of order_metrics first."
  }
}
