/// The steps over which a drop's orders are counted, each by how probable it is that the drop had begun
/// and not yet ended there.
///
/// Edges are uncertain. To count every step that may belong to the drop in full adds the noise of those
/// that do not; to cut at the likeliest edges leaves out what lies beyond. Weighed by probability the
/// count has the least expected squared error.
struct HitSteps {
  let steps: Range<Int>
  /// From 0 to 1, one a step.
  let weights: [Double]
  /// Variance of the orders lost in steps that the weights leave out or in, the edges being where they
  /// may be; 0 where the edges are those that several series show together.
  let edgeVariance: Double
  /// Steps behind in which customers clearly came back, which say nothing of what is usual; `nil` if they did not.
  let returning: Range<Int>?

  /// - Parameter part: of an event in `series`.
  init(_ part: FallEvent.Part, _ series: Watched) {
    returning = ReturningOrders.steps(after: part, series)
    let counted = part.countedSteps(series)
    let steps = counted.lowerBound..<min(counted.upperBound, returning?.lowerBound ?? .max)
    let onset = Edge(
      first: part.sharesEdges ? part.fall.start : part.onset.first,
      weights: part.sharesEdges ? [1] : part.onset.weights)
    let end = Edge(
      first: part.sharesEdges ? part.fall.end : part.end.first,
      weights: part.isOpen ? [] : part.sharesEdges ? [1] : part.end.weights)
    // An edge late in its first step, or early in its last, leaves little to see there; and the way back
    // is as long as a recovery may take, unless all came back at once.
    let recovery = Membership.recoverySteps(part.fall, stepSeconds: series.stepSeconds)
    let begun = onset.reached(steps, later: [-1, 0])
    let ended = end.reached(
      steps, later: returning != nil ? [0, 1] : (0...recovery).flatMap { [$0 + 1, $0 + 2] })
    weights = zip(begun, ended).map { max(0, $0 - $1) }
    self.steps = steps
    let lost = steps.map { max(0, part.fall.depth) * series.line.expected[$0] }
    edgeVariance =
      HitSteps.variance(lost, onset.reached(steps, later: [0]))
      + HitSteps.variance(lost, end.reached(steps, later: [0]))
  }

  /// Where a fall began or ended.
  private struct Edge {
    let first: Int
    let weights: [Double]

    /// Probability that the edge lies in each step or before it, if it comes one of `later` steps later
    /// than it seems to.
    func reached(_ steps: Range<Int>, later: [Int]) -> [Double] {
      var reached = [Double](repeating: 0, count: steps.count)
      for (offset, weight) in weights.enumerated() {
        for delay in later {
          let index = max(0, first + offset + delay - steps.lowerBound)
          if index < reached.count { reached[index] += weight / Double(later.count) }
        }
      }
      for index in reached.indices.dropFirst() { reached[index] += reached[index - 1] }
      return reached.map { min(1, $0) }
    }
  }

  /// Variance of what is lost before an edge, `reached` being its cumulated probability.
  private static func variance(_ lost: [Double], _ reached: [Double]) -> Double {
    var before = 0.0
    var last = 0.0
    var (mean, square) = (0.0, 0.0)
    for (here, level) in zip(lost, reached) {
      mean += (level - last) * before
      square += (level - last) * before * before
      before += here
      last = level
    }
    // Edges behind the last step cut nothing off.
    mean += (1 - last) * before
    square += (1 - last) * before * before
    return reached.last == 0 ? 0 : max(0, square - mean * mean)
  }
}
