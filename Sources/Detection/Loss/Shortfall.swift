import Statistics

/// Orders expected and observed over a stretch of one or several series, the stretch itself not having
/// been used for the expectation.
struct Shortfall {
  /// Over steps with rows.
  private(set) var expected = 0.0
  private(set) var observed = 0.0
  /// Variance of expected minus observed as the model has it.
  private(set) var variance = 0.0
  private(set) var steps = 0
  private(set) var missingSteps = 0

  /// Expected minus observed.
  var missing: Double { expected - observed }

  var standardError: Double { variance.squareRoot() }

  /// Adds one series' `stretch`.
  ///
  /// - Parameters:
  ///   - weights: the part of each step that counts; all of it if `nil`.
  ///   - isLast: whether the stretch is to be judged as if the data ended with it.
  ///   - noise: the series' white noise with other falls masked; the stretch itself need not be.
  ///   - pass: the filter's pass under `noise`.
  mutating func add(
    _ line: ExpectedLine, over stretch: Range<Int>, weights part: [Double]? = nil,
    isLast: Bool = false, noise: [Double], pass: FilterPass
  ) {
    var weights = [Double](repeating: 0, count: stretch.count)
    for index in stretch {
      let value = line.observed[index]
      guard !value.isNaN else {
        missingSteps += 1
        continue
      }
      let share = part?[index - stretch.lowerBound] ?? 1
      weights[index - stretch.lowerBound] = share * line.expected[index]
      expected += share * line.expected[index]
      observed += share * value
      // What was observed scatters as counts of its own size do; noise in proportion is known only
      // up to the usual size.
      let usual = min(value, line.expected[index])
      variance +=
        share * share
        * (line.fit.dispersion * max(1, value) + line.fit.white * usual * usual)
      steps += 1
    }
    let slow = GapTotal(
      over: stretch, weights: weights[...], pass: pass, observations: line.residual, noise: noise,
      upTo: isLast ? stretch.upperBound : nil)
    expected += slow.mean
    variance += slow.variance
  }
}
