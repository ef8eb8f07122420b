import Statistics

/// A model with observations, noise variances, holes, jumps and stretches that stay drawn at random.
///
/// Observations stay within three standard deviations of the usual level, where none is cut.
struct RandomSeries {
  let model: NoisyAR1
  var observations: [Double] = []
  var noise: [Double] = []
  var jumps: [Double] = []
  var held: [Bool] = []

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
      held.append(random.chance(held.last == true ? 0.8 : 0.1))
    }
  }

  var count: Int { observations.count }

  private var breaks: LevelBreaks { LevelBreaks(jumps: jumps, held: held) }

  var pass: FilterPass {
    FilterPass(model, observations: observations, noise: noise, breaks: breaks)
  }

  /// The same with a fall of 1 over `stretch`.
  func withFall(over stretch: Range<Int>) -> FilterPass {
    var lowered = observations
    for index in stretch { lowered[index] -= 1 }
    return FilterPass(model, observations: lowered, noise: noise, breaks: breaks)
  }
}
