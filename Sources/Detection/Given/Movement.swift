/// How demand moved for all from the stretch before to the given one: 1 is not at all.
struct Movement {
  let factor: Double
  let variance: Double
  /// As the cells that did not fall have it, nothing assumed; `nil` without such.
  let measured: (factor: Double, variance: Double)?

  /// What demand is known to do within an hour or so when nothing else is known: a tenth up or down.
  private static let usual = 0.1
  /// Cells that are alike still move apart by this much.
  private static let apart = 0.03

  /// Both the usual movement, as far as the stretch before bears it out, and the cells that did not
  /// fall, each by its precision.
  init(unfallen: [CellLevel], all: [CellLevel]) {
    let sway = max(Movement.usual, Movement.sway(all))
    let prior = 1 / (sway * sway)
    guard !unfallen.isEmpty else {
      (factor, variance, measured) = (1, 1 / prior, nil)
      return
    }
    var (orders, expected, noise) = (0.0, 0.0, 0.0)
    for cell in unfallen {
      let (seen, rows) = cell.count(cell.during)
      orders += seen
      expected += cell.level * rows
      noise += cell.dispersion * max(1, seen) + cell.levelVariance * rows * rows
    }
    let factor = orders / max(expected, 1e-9)
    let apart = Movement.apart * Movement.apart / Double(unfallen.count)
    let variance = noise / max(expected * expected, 1e-9) + apart
    measured = (factor, variance)
    self.variance = 1 / (prior + 1 / variance)
    self.factor = (prior + factor / variance) * self.variance
  }

  /// How much all cells together changed from the first to the second half of the stretch before.
  private static func sway(_ cells: [CellLevel]) -> Double {
    var halves = [0.0, 0.0]
    for cell in cells {
      let middle = (cell.before.lowerBound + cell.before.upperBound) / 2
      let parts = [cell.before.lowerBound..<middle, middle..<cell.before.upperBound]
      for (index, part) in parts.enumerated() {
        let (orders, rows) = cell.count(part)
        if rows > 0 { halves[index] += orders / rows }
      }
    }
    return halves[0] > 0 ? abs(halves[1] / halves[0] - 1) : 0
  }
}
