import Vocabulary

/// One cell (a marketplace, a region, a host) on the clock that all share, with its level before.
struct CellLevel {
  let key: SeriesKey
  /// One value a step of the clock; NaN where no row came.
  let orders: [Double]
  /// `nil` if the cell has no errors column.
  let errors: [Double]?
  /// Steps the level is learnt from, and steps that were given.
  let before: Range<Int>
  let during: Range<Int>
  /// Mean orders of a step before.
  let level: Double
  /// Variance of the level's estimate.
  let levelVariance: Double
  /// Variance of a step's orders over its mean; at least 1, which is that of counts.
  let dispersion: Double

  /// Fewer rows tell no level.
  private static let leastRows = 5

  /// `nil` without orders both before and inside.
  init?(
    key: SeriesKey, orders: [Double], errors: [Double]?, before: Range<Int>, during: Range<Int>
  ) {
    let rows = orders[before].filter { !$0.isNaN }
    let mean = rows.reduce(0, +) / Double(max(1, rows.count))
    guard rows.count >= CellLevel.leastRows, mean > 0,
      during.contains(where: { !orders[$0].isNaN })
    else { return nil }
    self.key = key
    self.orders = orders
    self.errors = errors
    self.before = before
    self.during = during
    level = mean
    dispersion = CellLevel.dispersion(rows, mean)
    levelVariance = dispersion * mean / Double(rows.count)
  }

  /// From differences between neighbours, which a slow rise or fall of demand does not blow up.
  private static func dispersion(_ rows: [Double], _ mean: Double) -> Double {
    let squares = zip(rows.dropFirst(), rows).map { ($0 - $1) * ($0 - $1) / 2 }
    return max(1, squares.reduce(0, +) / Double(max(1, squares.count)) / mean)
  }

  /// Orders and steps with a row over a stretch.
  func count(_ steps: Range<Int>) -> (orders: Double, rows: Double) {
    var (orders, rows) = (0.0, 0.0)
    for step in steps where !self.orders[step].isNaN {
      orders += self.orders[step]
      rows += 1
    }
    return (orders, rows)
  }

  /// The fall over a stretch against the level before and the movement of all: 1 is all orders.
  func fall(_ steps: Range<Int>, _ movement: Movement) -> (depth: Double, error: Double) {
    let (orders, rows) = count(steps)
    let expected = level * movement.factor * rows
    guard expected > 0 else { return (0, .infinity) }
    let variance =
      dispersion * max(orders, expected * 0.1) / (expected * expected)
      + levelVariance / (level * level) + movement.variance / (movement.factor * movement.factor)
    return (1 - orders / expected, variance.squareRoot())
  }

  /// How sure the fall over the given stretch is, on the scale of a standard normal.
  func signal(_ movement: Movement) -> Double {
    let fall = fall(during, movement)
    return fall.depth / fall.error
  }
}

extension CellLevel {
  func part(
    _ steps: Range<Int>, _ movement: Movement, onset: TimeDistribution, end: DropEnd
  ) -> DropPart {
    let (orders, rows) = count(steps)
    let fall = fall(steps, movement)
    return DropPart(
      series: key, onset: onset, end: end, depth: Share(fall.depth), observedOrders: Int(orders),
      expectedOrders: level * movement.factor * rows, signal: fall.depth / fall.error)
  }

  func unaffected(_ steps: Range<Int>, _ movement: Movement) -> UnaffectedSeries {
    let fall = fall(steps, movement)
    return UnaffectedSeries(
      series: key, depth: Share(fall.depth), standardError: fall.error)
  }
}
