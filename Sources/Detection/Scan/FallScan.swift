import Statistics

/// All falls of one window: how deep a fall over any stretch would have been, and how surely.
///
/// Signals are divided, duration by duration, by what they scatter on the series' own quiet time, so
/// that a model that fits a series badly costs power and not false alarms.
struct FallScan {
  let pass: FilterPass
  let response: StepResponse
  private let scale: ScanScale
  /// One past the last step with data.
  let dataEnd: Int

  /// - Parameter masked: steps taken as unseen, because a fall found before lies there.
  init(_ line: ExpectedLine, masked: [Bool], scale: ScanScale) {
    self.init(
      line.residual, noise: line.noise, masked: masked, slow: line.fit.slow, breaks: line.breaks,
      scale: scale)
  }

  /// - Parameters:
  ///   - residual: NaN where no row came.
  ///   - noise: white variance of each residual, infinite where it is unseen.
  ///   - breaks: as in `ExpectedLine`.
  init(
    _ residual: [Double], noise: [Double], masked: [Bool], slow: NoisyAR1, breaks: LevelBreaks,
    scale: ScanScale
  ) {
    let seen = zip(noise, masked).map { $1 ? .infinity : $0 }
    pass = FilterPass(slow, observations: residual, noise: seen, breaks: breaks)
    response = StepResponse(pass)
    self.scale = scale
    dataEnd = (residual.lastIndex { !$0.isNaN } ?? -1) + 1
  }

  /// The same falls, signals divided by another scale.
  func scaled(by scale: ScanScale) -> FallScan {
    FallScan(pass: pass, response: response, scale: scale, dataEnd: dataEnd)
  }

  private init(pass: FilterPass, response: StepResponse, scale: ScanScale, dataEnd: Int) {
    self.pass = pass
    self.response = response
    self.scale = scale
    self.dataEnd = dataEnd
  }

  /// The fall over [start, end), `taken` being ξ at its end; `nil` where nothing was seen.
  func fall(_ start: Int, _ end: Int, taken: Double) -> Fall? {
    let information = response.information(start, end, taken: taken)
    guard information > 1e-9 else { return nil }
    let spread = scale.factor(duration: end - start)
    return Fall(
      start: start, end: end, depth: -response.correlation(start, end) / information,
      standardError: spread / information.squareRoot(), spread: spread)
  }

  /// Correlation and information of a fall over [start, end); `nil` where nothing was seen.
  func moments(_ start: Int, _ end: Int) -> (correlation: Double, information: Double)? {
    let information = response.information(start, end, taken: response.taken(start, end))
    guard information > 1e-9 else { return nil }
    return (response.correlation(start, end), information)
  }

  /// The fall over [start, end).
  func fall(_ start: Int, _ end: Int) -> Fall? {
    fall(start, end, taken: response.taken(start, end))
  }

  func ladder(longest: Int, steps: Range<Int>) -> DurationLadder {
    DurationLadder(response, longest: longest, steps: steps)
  }

  /// The most likely fall with its start and end inside the given ranges.
  func best(starts: ClosedRange<Int>, ends: ClosedRange<Int>) -> Fall? {
    var best: Fall?
    let lastEnd = min(ends.upperBound, dataEnd)
    for start in max(0, starts.lowerBound)...max(0, starts.upperBound) where start < lastEnd {
      var taken = 0.0
      for index in start..<lastEnd {
        taken = response.decay[index] * taken + response.uptake[index]
        guard index + 1 >= ends.lowerBound, let fall = fall(start, index + 1, taken: taken) else {
          continue
        }
        if fall.modelLogLikelihood > (best?.modelLogLikelihood ?? 0) { best = fall }
      }
    }
    return best
  }
}
