import Statistics

/// Slots of a cycle in which orders keep missing their expectation by more than noise elsewhere explains: a
/// door opens now earlier, now later, or the course is too steep there to be learnt. What is missing in them
/// says so much less.
struct UnsteadySlots {
  /// For each step what is added to the white noise variance of its residual; empty if nothing is.
  let added: [Double]

  /// Squares are pooled over so long, with their neighbours on either side.
  private static let pooledSeconds = 300
  /// So many times the usual square is not chance.
  private static let clear = 4.0
  /// Of fewer cycles one that fell would be expected by half of the others, and all would miss.
  private static let fewestCycles = 4

  /// - Parameters:
  ///   - residual: NaN where nothing is to be learnt.
  ///   - fit: the noise of all slots alike.
  init(
    residual: [Double], expected: [Double], fit: NoiseFit, plan: WindowPlan, clockShift: [Int],
    stepSeconds: Int
  ) {
    let width = max(1, UnsteadySlots.pooledSeconds / stepSeconds)
    guard plan.cycle != .none, plan.cycleSteps.isMultiple(of: width),
      plan.cycles > UnsteadySlots.fewestCycles
    else {
      added = []
      return
    }
    let pooled = PooledResidual(residual, expected: expected, width: width)
    let block = plan.block.lowerBound / plan.cycleSteps
    let squares = pooled.residual.indices.map { index -> Double in
      guard plan.learnsFromBlock || index * width / plan.cycleSteps != block else { return .nan }
      let usual = pooled.expected[index]
      let surplus = pooled.residual[index] * usual
      return surplus * surplus / fit.countVariance(expected: usual)
    }
    let slices = Slices(
      values: squares, cycleSteps: plan.cycleSteps / width, cycles: plan.cycles,
      slotShift: squares.indices.map { clockShift[$0 * width] / width })
    let typical = UnsteadySlots.withNeighbours(
      slices.medians(of: 0..<plan.cycles, atLeast: UnsteadySlots.fewestCycles))
    let usual = Quantiles.median(typical.filter { !$0.isNaN }) ?? .infinity
    guard typical.contains(where: { $0 > UnsteadySlots.clear * usual }) else {
      added = []
      return
    }
    added = residual.indices.map { step in
      let slot = Slices.slot(
        step % plan.cycleSteps, shift: clockShift[step], cycleSteps: plan.cycleSteps)
      let square = typical[slot / width]
      guard square > UnsteadySlots.clear * usual else { return 0 }
      return (square / usual - 1)
        * (fit.noise(expected: expected[step]) + fit.slow.stateVariance)
    }
  }

  /// The mean of each and its two neighbours on the ring, of those that are known.
  private static func withNeighbours(_ values: [Double]) -> [Double] {
    let count = values.count
    return values.indices.map { slot in
      var sum = 0.0
      var known = 0
      for place in (slot - 1)...(slot + 1) {
        let value = values[(place + count) % count]
        guard !value.isNaN else { continue }
        sum += value
        known += 1
      }
      return known > 0 ? sum / Double(known) : .nan
    }
  }
}
