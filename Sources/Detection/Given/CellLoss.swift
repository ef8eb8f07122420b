import Statistics
import Vocabulary

/// What a stretch cost the cells it hit, by their level before and the movement of all.
struct CellLoss {
  private let cells: [CellLevel]
  private let steps: Range<Int>
  private let movement: Movement
  private let level: Double

  init(_ cells: [CellLevel], steps: Range<Int>, movement: Movement, level: Double) {
    self.cells = cells
    self.steps = steps
    self.movement = movement
    self.level = level
  }

  /// Sums over cells.
  private struct Total {
    var observed = 0.0
    /// At the level before.
    var usual = 0.0
    var variance = 0.0

    mutating func add(_ cell: CellLevel, orders: Double, rows: Double) {
      observed += orders
      usual += cell.level * rows
      variance += cell.dispersion * max(1, orders) + cell.levelVariance * rows * rows
    }
  }

  var observed: Double { total(steps).observed }
  var expected: Double { total(steps).usual * movement.factor }
  var lost: Estimate { estimate(total(steps)) }

  /// As the cells that did not fall predict it, nothing else assumed; `nil` without such.
  var compared: Estimate? {
    movement.measured.map { estimate(total(steps), $0.factor, $0.variance) }
  }

  /// The loss over its standard error.
  var signal: Double {
    let half = lost.high - lost.value
    return half > 0 ? lost.value / (half / Normal.quantile((1 + level) / 2)) : 0
  }

  /// Orders above expected for as long again behind the stretch; `nil` if the data do not reach.
  func catchUp(until end: Int) -> Estimate? {
    let later = steps.upperBound..<(steps.upperBound + steps.count)
    guard later.upperBound <= end else { return nil }
    let missing = estimate(total(later))
    return Estimate(value: -missing.value, low: -missing.high, high: -missing.low, level: level)
  }

  /// Website errors above their rate before; `nil` if a cell has no such column.
  var errors: Estimate? {
    var (more, variance) = (0.0, 0.0)
    for cell in cells {
      guard let errors = cell.errors else { return nil }
      let before = errors[cell.before].filter { !$0.isNaN }
      let inside = errors[steps].filter { !$0.isNaN }
      guard !before.isEmpty else { return nil }
      let rate = before.reduce(0, +) / Double(before.count)
      let spread = before.reduce(0) { $0 + ($1 - rate) * ($1 - rate) } / Double(before.count)
      let rows = Double(inside.count)
      more += inside.reduce(0, +) - rate * rows
      variance += max(1, spread) * (rows + rows * rows / Double(before.count))
    }
    return interval(more, variance)
  }

  /// The figure: the hit cells together, with as much before and after as it needs to be understood.
  func trace(_ clock: SharedClock) -> Trace? {
    let context = max(steps.count, 3600 / clock.stepSeconds)
    let shown = max(0, steps.lowerBound - context)..<min(clock.steps, steps.upperBound + context)
    guard !shown.isEmpty else { return nil }
    let usual = cells.reduce(0) { $0 + $1.level } * movement.factor
    let noise = cells.reduce(0) { $0 + $1.dispersion * $1.level } * movement.factor
    let half = Normal.quantile((1 + TraceBuilder.bandLevel) / 2) * noise.squareRoot()
    let observed = shown.map { step -> Int? in
      let values = cells.map { $0.orders[step] }
      return values.contains { $0.isNaN } ? nil : Int(values.reduce(0, +))
    }
    return Trace(
      start: clock.time(shown.lowerBound), stepSeconds: clock.stepSeconds, observed: observed,
      expected: shown.map { _ in usual }, low: shown.map { _ in max(0, usual - half) },
      high: shown.map { _ in usual + half }, bandLevel: TraceBuilder.bandLevel,
      runningLoss: runningLoss, runningLossFirst: steps.lowerBound - shown.lowerBound)
  }

  /// From the first step to the end of each.
  private var runningLoss: [Estimate] {
    var counts = cells.map { _ in (orders: 0.0, rows: 0.0) }
    return steps.map { step in
      var total = Total()
      for (index, cell) in cells.enumerated() {
        let (orders, rows) = cell.count(step..<(step + 1))
        counts[index].orders += orders
        counts[index].rows += rows
        total.add(cell, orders: counts[index].orders, rows: counts[index].rows)
      }
      return estimate(total)
    }
  }

  private func total(_ steps: Range<Int>) -> Total {
    var total = Total()
    for cell in cells {
      let (orders, rows) = cell.count(steps)
      total.add(cell, orders: orders, rows: rows)
    }
    return total
  }

  private func estimate(_ total: Total) -> Estimate {
    estimate(total, movement.factor, movement.variance)
  }

  private func estimate(_ total: Total, _ factor: Double, _ variance: Double) -> Estimate {
    interval(
      total.usual * factor - total.observed, total.variance + total.usual * total.usual * variance)
  }

  private func interval(_ value: Double, _ variance: Double) -> Estimate {
    Estimate(
      value, plusMinus: Normal.quantile((1 + level) / 2) * variance.squareRoot(), level: level)
  }
}
