import FoundationEssentials
import Vocabulary

/// Rows of a table of drops.
enum DropRows {
  static let columns = FeedColumns(
    required: [
      "drop_id", "started_at", "marketplaces", "observed_orders", "expected_orders",
      "lost_orders", "lost_orders_low", "lost_orders_high",
    ],
    optional: [
      "started_between", "ended_at", "services", "lost_orders_level", "website_errors",
      "website_errors_low", "website_errors_high", "website_errors_level", "signal", "detail",
    ])

  /// The level of an interval that names none: that of the tool's own.
  private static let usualLevel = 0.9

  /// `nil` if a fault was noted.
  ///
  /// The column `detail` has the drop as it was found; without it the drop is made of what the
  /// other columns say, its orders spread evenly over the series named.
  static func record(_ row: inout RowCells) -> Drop? {
    let id = row.requiredText("drop_id").map { DropID($0) }
    let startedAt = row.requiredTime("started_at")
    let detail = row.recorded("detail", DropRows.detail)
    guard let id, let startedAt else { return nil }
    if let detail = detail.valueIfAny {
      let drop = detail.drop(id)
      if drop == nil {
        row.note(.notADropDetail, column: "detail")
      } else if drop?.onset.mode != startedAt {
        row.note(.notOfThisDrop, column: "detail")
      }
      return drop
    }
    return plain(&row, id, startedAt)
  }

  private static func plain(
    _ row: inout RowCells, _ id: DropID, _ startedAt: Timestamp
  ) -> Drop? {
    let observed = row.required("observed_orders", whole)
    let expected = row.required("expected_orders", real)
    let endedAt = row.time("ended_at").valueIfAny
    row.check("ended_at", endedAt, notBefore: startedAt, of: "started_at")
    let lost = estimate(&row, "lost_orders", isRequired: true)
    let errors = estimate(&row, "website_errors", isRequired: false)
    let signal = row.recorded("signal", real).valueIfAny
    let onset = onset(&row, startedAt)
    let series = series(&row)
    guard let observed, let expected, let lost, let onset, !series.isEmpty else { return nil }
    let end: DropEnd =
      endedAt.map { .ended(TimeDistribution(certain: $0, stepSeconds: 60)) }
      ?? .open(dataUntil: onset.range(1).high)
    let strength = signal ?? strength(lost)
    let fall = expected > 0 ? Share(1 - Double(observed) / expected) : Share(0)
    let parts = series.enumerated().map { index, key in
      DropPart(
        series: key, onset: onset, end: end, depth: fall,
        observedOrders: observed * (index + 1) / series.count - observed * index / series.count,
        expectedOrders: expected / Double(series.count),
        signal: strength / Double(series.count).squareRoot())
    }
    return Drop(
      id: id, onset: onset, end: end, parts: parts, unaffected: [], observedOrders: observed,
      expectedOrders: expected, lostOrders: lost, catchUp: nil, comparisonLoss: nil,
      websiteErrors: errors, coverage: nil, signal: strength, shortHistoryDays: nil)
  }

  /// Every marketplace with every service; whole storefronts where no service is named.
  private static func series(_ row: inout RowCells) -> [SeriesKey] {
    let marketplaces = row.list("marketplaces").valueIfAny ?? []
    if marketplaces.isEmpty { row.note(.emptyCell, column: "marketplaces") }
    let services = row.list("services").valueIfAny ?? []
    let named: [Service?] = services.isEmpty ? [nil] : services.map { Service($0) }
    return marketplaces.flatMap { place in
      named.map { SeriesKey(marketplace: Marketplace(place), service: $0) }
    }.sorted()
  }

  /// Even over the range by the minute, twice as likely at the moment named; that moment alone
  /// without a range.
  private static func onset(_ row: inout RowCells, _ mode: Timestamp) -> TimeDistribution? {
    let range = row.list("started_between").valueIfAny ?? []
    guard !range.isEmpty else { return TimeDistribution(certain: mode, stepSeconds: 60) }
    let moments = range.compactMap { Timestamp(rfc3339: $0) }
    guard range.count == 2, moments.count == 2, moments[0] <= mode, mode <= moments[1] else {
      row.note(.notARange, column: "started_between")
      return nil
    }
    let before = mode.seconds(since: moments[0]) / 60
    let after = moments[1].seconds(since: mode) / 60
    var weights = [Double](repeating: 1, count: before + 1 + after)
    weights[before] = 2
    return TimeDistribution(
      first: mode.advanced(bySeconds: -60 * before), stepSeconds: 60, weights: weights)
  }

  private static func estimate(
    _ row: inout RowCells, _ column: String, isRequired: Bool
  ) -> Estimate? {
    let value = row.recorded(column, real).valueIfAny
    let low = row.recorded(column + "_low", real).valueIfAny
    let high = row.recorded(column + "_high", real).valueIfAny
    let level = row.recorded(column + "_level", real).valueIfAny ?? usualLevel
    guard let value, let low, let high else {
      // An amount without its interval is no estimate.
      let isPartly = value != nil || low != nil || high != nil
      if isRequired || isPartly {
        let missing = value == nil ? column : low == nil ? column + "_low" : column + "_high"
        row.note(.emptyCell, column: missing)
      }
      return nil
    }
    guard low <= value, value <= high, level > 0, level < 1 else {
      row.note(.notAnInterval, column: column)
      return nil
    }
    return Estimate(value: value, low: low, high: high, level: level)
  }

  /// The loss in units of the standard error that its interval stands for at 90 %.
  private static func strength(_ lost: Estimate) -> Double {
    let error = (lost.high - lost.low) / (2 * 1.645)
    return error > 0 ? max(0, lost.value / error) : 0
  }
}

extension DropRows {
  private static func whole(_ cell: Span<UInt8>) throws(RowFault) -> Int {
    guard let value = Int(try CellBytes.text(cell)) else { throw .notWholeNumber }
    guard value >= 0 else { throw .negative }
    return value
  }

  /// A finite number with a point, which may be negative.
  private static func real(_ cell: Span<UInt8>) throws(RowFault) -> Double {
    let text = try CellBytes.text(cell)
    let isPlain = text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    guard isPlain, let value = Double(text), value.isFinite else { throw .notANumber }
    return value
  }

  private static func detail(_ cell: Span<UInt8>) throws(RowFault) -> DropDetail {
    let text = try CellBytes.text(cell)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let detail = try? decoder.decode(DropDetail.self, from: Data(text.utf8)) else {
      throw .notADropDetail
    }
    return detail
  }
}
