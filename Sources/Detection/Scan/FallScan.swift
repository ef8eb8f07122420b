import Statistics

/// All falls of one window: how deep a fall over any stretch would have been, and how surely.
///
/// Signals are divided, duration by duration, by what they scatter on the series' own quiet time, so
/// that a model that fits a series badly costs power and not false alarms.
struct FallScan {
  let pass: FilterPass
  let response: StepResponse
  let scale: ScanScale
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

  /// The same with other steps taken as unseen, none of which lies before `first`.
  func masking(_ line: ExpectedLine, masked: [Bool], from first: Int) -> FallScan {
    masking(
      line.residual, noise: line.noise, masked: masked, slow: line.fit.slow, breaks: line.breaks,
      from: first)
  }

  /// The same of what this was made of, as far as it lies before `first`.
  func masking(
    _ residual: [Double], noise: [Double], masked: [Bool], slow: NoisyAR1, breaks: LevelBreaks,
    from first: Int
  ) -> FallScan {
    let seen = zip(noise, masked).map { $1 ? .infinity : $0 }
    let pass = FilterPass(
      slow, observations: residual, noise: seen, breaks: breaks, from: first, known: pass)
    return FallScan(
      pass: pass, response: StepResponse(pass), scale: scale, dataEnd: dataEnd)
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

  /// The factor by which signals of so many steps scatter more than the model has it.
  func spread(duration: Int) -> Double { scale.factor(duration: duration) }

  /// The fall over [start, end), `taken` being ξ at its end; `nil` where nothing was seen.
  func fall(_ start: Int, _ end: Int, taken: Double) -> Fall? {
    let information = response.information(start, end, taken: taken)
    guard information > StepResponse.nothing else { return nil }
    let spread = spread(duration: end - start)
    return Fall(
      start: start, end: end, depth: -response.correlation(start, end) / information,
      standardError: spread / information.squareRoot(), spread: spread)
  }

  /// What is known of the falls that last `duration` steps from `start` and each step behind it on,
  /// `taken` being ξ at their ends.
  func evidence(
    of duration: Int, from start: Int, taken: ArraySlice<Double>, clear least: Double
  ) -> StepResponse.Evidence {
    response.evidence(
      of: duration, from: start, taken: taken, spread: spread(duration: duration),
      clear: least)
  }

  /// What the orders say of a fall over [start, end), their scatter being the model's; `nil` where nothing
  /// was seen.
  func moments(_ start: Int, _ end: Int) -> FallMoments? {
    moments(start, end, taken: response.taken(start, end))
  }

  /// The same, `taken` being ξ at its end.
  func moments(_ start: Int, _ end: Int, taken: Double) -> FallMoments? {
    let information = response.information(start, end, taken: taken)
    guard information > StepResponse.nothing else { return nil }
    return FallMoments(
      correlation: response.correlation(start, end), information: information)
  }

  /// What they say of the falls from each of `starts` to `end`; `nil` where none begins before it, or nothing
  /// was seen.
  func moments(from starts: Range<Int>, to end: Int) -> [FallMoments?] {
    each(from: starts, to: end) { moments($0, $1, taken: $2) }
  }

  /// What they say of the falls from `start` to each of `ends`; likewise.
  func moments(from start: Int, to ends: Range<Int>) -> [FallMoments?] {
    each(from: start, to: ends) { moments($0, $1, taken: $2) }
  }

  /// The fall over [start, end).
  func fall(_ start: Int, _ end: Int) -> Fall? {
    fall(start, end, taken: response.taken(start, end))
  }

  /// The fall over `steps`; `nil` if not all of them are in the data, or none was seen.
  func fall(over steps: Range<Int>) -> Fall? {
    steps.lowerBound >= 0 && steps.upperBound <= dataEnd && !steps.isEmpty
      ? fall(steps.lowerBound, steps.upperBound) : nil
  }

  /// The falls from each of `starts` to `end`; `nil` where none begins before it, or nothing was seen.
  func falls(from starts: Range<Int>, to end: Int) -> [Fall?] {
    each(from: starts, to: end) { fall($0, $1, taken: $2) }
  }

  /// The falls from `start` to each of `ends`; likewise.
  func falls(from start: Int, to ends: Range<Int>) -> [Fall?] {
    each(from: start, to: ends) { fall($0, $1, taken: $2) }
  }

  /// What is told of the fall from each of `starts` to `end`, and of ξ at its end; `nil` where none begins before it.
  private func each<Told>(
    from starts: Range<Int>, to end: Int, _ tell: (Int, Int, Double) -> Told?
  ) -> [Told?] {
    zip(starts, response.taken(from: starts, at: end)).map { start, taken in
      start < end ? tell(start, end, taken) : nil
    }
  }

  /// The same of the falls from `start` to each of `ends`.
  private func each<Told>(
    from start: Int, to ends: Range<Int>, _ tell: (Int, Int, Double) -> Told?
  ) -> [Told?] {
    zip(ends, response.taken(start, at: ends)).map { end, taken in
      start < end ? tell(start, end, taken) : nil
    }
  }

  /// For each duration of the ladder, in ascending order, ξ at the ends of the falls from each of `steps` on.
  func climb(longest: Int, steps: Range<Int>, _ rung: (Int, [Double]) -> Void) {
    DurationLadder.climb(response, longest: longest, steps: steps, rung)
  }

  func ladder(longest: Int, steps: Range<Int>) -> DurationLadder {
    DurationLadder(response, longest: longest, steps: steps)
  }

  /// The most likely fall with its start and end inside the given ranges.
  func best(starts: ClosedRange<Int>, ends: ClosedRange<Int>) -> Fall? {
    let lastEnd = min(ends.upperBound, dataEnd)
    let first = max(0, starts.lowerBound)
    let last = min(starts.upperBound, lastEnd - 1)
    guard first <= last, ends.lowerBound <= lastEnd else { return nil }
    return response.strongest(
      starts: first..<(last + 1), ends: max(1, ends.lowerBound)...lastEnd
    ).flatMap { fall($0.start, $0.end, taken: $0.taken) }
  }
}
