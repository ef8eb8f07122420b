import Statistics

/// The stretch of a series in which nearly all orders are missing, however slowly they went.
///
/// The scan for falls follows slow changes, and follows a fall that comes on over half a day too: little
/// of it is left to be seen as one. Here orders are held against the plain expectation, whose errors are
/// those of the slow noise as a whole, which no averaging makes smaller.
struct DeepStretch {
  private let series: Watched
  private let steps: Range<Int>
  /// Sums from the first step to before each, over steps that count.
  private var expected = [0.0]
  private var observed = [0.0]
  private var variance = [0.0]

  private static let shortestSeconds = 3600

  /// - Parameter steps: that it may lie in.
  init(_ series: Watched, in steps: Range<Int>) {
    self.series = series
    self.steps = steps
    // Where no step stands so low no stretch does.
    let least = 1 - DetectionModel.alwaysADrop
    let line = series.line
    guard steps.contains(where: { counts($0) && line.observed[$0] <= least * line.expected[$0] })
    else { return }
    for (index, step) in steps.enumerated() {
      let usual = counts(step) ? line.expected[step] : 0
      expected.append(expected[index] + usual)
      observed.append(observed[index] + (usual > 0 ? line.observed[step] : 0))
      variance.append(variance[index] + (usual > 0 ? usual * usual * line.noise[step] : 0))
    }
  }

  /// Of what a shop sells while it is closed nothing can be missing.
  private func counts(_ step: Int) -> Bool {
    let line = series.line
    return !line.observed[step].isNaN && line.noise[step] < .infinity && !series.masked[step]
      && !line.inEvent[step]
  }

  /// The clearest such stretch and the log-likelihood by which it passes `threshold`; `nil` if none does.
  func clearest(threshold: Double) -> (steps: Range<Int>, margin: Double)? {
    let shortest = max(1, DeepStretch.shortestSeconds / series.stepSeconds)
    let longest = min(expected.count - 1, Watched.longest(stepSeconds: series.stepSeconds))
    var best: (steps: Range<Int>, margin: Double)?
    for duration in GroupScan.durations(upTo: longest) where duration >= shortest {
      for start in 0..<(expected.count - duration) {
        let signal = signal(start, start + duration)
        let margin = (signal * signal - threshold * threshold) / 2
        if signal > 0, margin > best?.margin ?? 0 {
          let first = steps.lowerBound + start
          best = (first..<(first + duration), margin)
        }
      }
    }
    return best
  }

  /// The missing part over its standard error; 0 where less than nearly all is missing.
  private func signal(_ start: Int, _ end: Int) -> Double {
    let usual = expected[end] - expected[start]
    guard usual > 0 else { return 0 }
    let missing = 1 - (observed[end] - observed[start]) / usual
    guard missing >= DetectionModel.alwaysADrop else { return 0 }
    let noise = (variance[end] - variance[start]) / (usual * usual)
    return missing / (series.line.fit.slow.stateVariance + noise).squareRoot()
  }
}
