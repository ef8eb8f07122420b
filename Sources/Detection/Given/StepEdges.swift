/// Where a common step down of some cells began and ended, each as weights over steps.
struct StepEdges {
  let onset: EdgeWeights
  let end: EdgeWeights
  /// From the likeliest onset to the likeliest end.
  let steps: Range<Int>
  /// Still low where the data end.
  let isOpen: Bool

  /// Edges are looked for this many steps apart at most, so that the search stays a moment's work.
  private static let mostSteps = 4000

  /// The stretch as it was given.
  init(asGiven steps: Range<Int>) {
    onset = EdgeWeights(certain: steps.lowerBound)
    end = EdgeWeights(certain: steps.upperBound)
    (self.steps, isOpen) = (steps, false)
  }

  /// The likeliest step of all cells together, by the likelihood of counts whose mean is less by one
  /// share inside; `nil` if none is lower than expected.
  init?(
    _ cells: [CellLevel], starts: ClosedRange<Int>, lastEnd: Int, dataEnd: Int,
    movement: Movement
  ) {
    guard starts.upperBound - starts.lowerBound + 1 <= Self.mostSteps,
      lastEnd - starts.lowerBound <= 2 * Self.mostSteps, starts.lowerBound < lastEnd
    else { return nil }
    let sums = CellSums(cells, movement: movement, from: starts.lowerBound, to: lastEnd)
    var byStart = [Double](repeating: -.infinity, count: starts.count)
    var byEnd = [Double](repeating: -.infinity, count: lastEnd - starts.lowerBound + 1)
    var best = (gain: 0.0, steps: 0..<0)
    for start in 0..<starts.count {
      for end in (start + 1)..<max(start + 1, byEnd.count) {
        let gain = sums.gain(start, end)
        if gain > byStart[start] { byStart[start] = gain }
        if gain > byEnd[end] { byEnd[end] = gain }
        if gain > best.gain { best = (gain, start..<end) }
      }
    }
    let first = starts.lowerBound
    guard best.gain > 0, let onset = EdgeWeights(first: first, unscaled: byStart),
      let end = EdgeWeights(first: first, unscaled: byEnd)
    else { return nil }
    self.onset = onset
    self.end = end
    steps = (first + best.steps.lowerBound)..<(first + best.steps.upperBound)
    isOpen = steps.upperBound >= dataEnd
  }
}

/// Orders and expected orders of some cells, summed from a first step on.
private struct CellSums {
  private var orders = [0.0]
  private var expected = [0.0]
  private let dispersion: Double

  init(_ cells: [CellLevel], movement: Movement, from first: Int, to last: Int) {
    var (seen, usual) = (0.0, 0.0)
    for step in first..<last {
      for cell in cells where !cell.orders[step].isNaN {
        seen += cell.orders[step]
        usual += cell.level * movement.factor
      }
      orders.append(seen)
      expected.append(usual)
    }
    let weight = cells.reduce(0) { $0 + $1.level }
    dispersion = cells.reduce(0) { $0 + $1.dispersion * $1.level } / max(weight, 1e-9)
  }

  /// Log-likelihood gained by one lower mean over [start, end).
  func gain(_ start: Int, _ end: Int) -> Double {
    let seen = orders[end] - orders[start]
    let usual = expected[end] - expected[start]
    guard usual > 0, seen < usual else { return 0 }
    return CountEvidence.poisson(seen, usual: usual) / dispersion
  }
}
