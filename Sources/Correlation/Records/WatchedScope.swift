import Glibc
import Vocabulary

/// The marketplaces watched during a drop, hit or not, with how strongly their data say so.
struct WatchedScope: Sendable {
  struct Cell: Sendable {
    let marketplace: Marketplace
    /// Logarithm of how much likelier the data are if it fell like the drop than if it did not.
    let reading: Double
    /// `nil` if it was not hit.
    let onset: TimeDistribution?
    let depth: Double
    let standardError: Double

    var isHit: Bool { onset != nil }
  }

  /// One a marketplace, ordered.
  let cells: [Cell]
  /// Indices of the cells hit, those that fell first in front.
  let hits: [Int]

  /// A marketplace with several series speaks through the clearest one hit, or else through the
  /// clearest one of the kind that was hit.
  init(_ drop: Drop) {
    let weight = drop.parts.map { max($0.expectedOrders, 1e-9) }
    let mean =
      zip(drop.parts, weight).reduce(0) { $0 + $1.0.depth.value * $1.1 } / weight.reduce(0, +)
    let depth = max(mean, 0.01)
    var cells: [Marketplace: Cell] = [:]
    for part in drop.parts.sorted(by: { ($1.signal, $0.series) < ($0.signal, $1.series) })
    where cells[part.series.marketplace] == nil {
      cells[part.series.marketplace] = Cell(
        marketplace: part.series.marketplace, depth: part.depth.value,
        standardError: abs(part.depth.value) / max(part.signal, 0.1), onset: part.onset,
        dropDepth: depth)
    }
    let services = Set(drop.parts.map(\.series.service))
    let quiet = drop.unaffected.sorted {
      (services.contains($0.series.service) ? 0 : 1, $0.standardError, $0.series)
        < (services.contains($1.series.service) ? 0 : 1, $1.standardError, $1.series)
    }
    for series in quiet where cells[series.series.marketplace] == nil {
      cells[series.series.marketplace] = Cell(
        marketplace: series.series.marketplace, depth: series.depth.value,
        standardError: series.standardError, onset: nil, dropDepth: depth)
    }
    let ordered = cells.values.sorted { $0.marketplace < $1.marketplace }
    self.cells = ordered
    hits =
      ordered.indices
      .compactMap { index in ordered[index].onset.map { (onset: $0.mode, index: index) } }
      .sorted { ($0.onset, $0.index) < ($1.onset, $1.index) }
      .map(\.index)
  }
}

extension WatchedScope.Cell {
  fileprivate init(
    marketplace: Marketplace, depth: Double, standardError: Double, onset: TimeDistribution?,
    dropDepth: Double
  ) {
    self.marketplace = marketplace
    self.onset = onset
    self.depth = depth
    self.standardError = standardError
    let model = LinkModel.Scope.self
    let noise = standardError * standardError + model.baselineError * model.baselineError
    let spread = model.depthSpread * dropDepth
    let fell = WatchedScope.logNormalDensity(depth - dropDepth, variance: noise + spread * spread)
    let held = WatchedScope.logNormalDensity(depth, variance: noise)
    let ratio = fell - held
    reading = min(model.largestReading, max(-model.largestReading, ratio.isNaN ? 0 : ratio))
  }
}

extension WatchedScope {
  /// Logarithm of the normal density around 0, without its constant.
  fileprivate static func logNormalDensity(_ value: Double, variance: Double) -> Double {
    -0.5 * (value * value / variance + log(variance))
  }
}
