import Statistics

/// A model with observations, noise variances, holes and jumps drawn at random.
///
/// Observations stay within three standard deviations of the usual level, where none is cut.
struct RandomSeries {
  let model: NoisyAR1
  var observations: [Double] = []
  var noise: [Double] = []
  var jumps: [Double] = []

  init(seed: UInt64, count: Int, noise range: ClosedRange<Double> = 0.2...3) {
    var random = SeededGenerator(seed: seed)
    model = NoisyAR1(
      rho: random.uniform(0.5, 0.98), stateVariance: random.uniform(0.3, 2))
    for _ in 0..<count {
      let variance = random.uniform(range.lowerBound, range.upperBound)
      let limit = 3 * (model.stateVariance + variance).squareRoot()
      observations.append(max(-limit, min(limit, random.normal(sd: limit / 3))))
      noise.append(random.chance(0.15) ? .infinity : variance)
      jumps.append(random.chance(0.08) ? random.uniform(0.1, 1) : 0)
    }
  }

  var count: Int { observations.count }

  var pass: FilterPass {
    FilterPass(model, observations: observations, noise: noise, jumps: jumps)
  }

  /// The same with a fall of 1 over `stretch`.
  func withFall(over stretch: Range<Int>) -> FilterPass {
    var lowered = observations
    for index in stretch { lowered[index] -= 1 }
    return FilterPass(model, observations: lowered, noise: noise, jumps: jumps)
  }
}
