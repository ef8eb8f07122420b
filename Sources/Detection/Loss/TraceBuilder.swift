import Statistics
import Vocabulary

/// Draws orders against expectation around a drop, summed over the series hit.
struct TraceBuilder {
  private let watched: [Watched]
  /// Half width of the running loss' interval in standard errors.
  private let halfWidth: Double
  private let level: Double

  /// The band that single steps keep to: one quiet step in a hundred lies outside.
  static let bandLevel = 0.99

  /// Shown before and after the drop: at least three hours, at least its own length, at most a day.
  private static let leastContext = 3 * 3600
  private static let mostContext = 86_400

  init(_ watched: [Watched], halfWidth: Double, level: Double) {
    self.watched = watched
    self.halfWidth = halfWidth
    self.level = level
  }

  /// `nil` if the parts do not share a clock.
  func trace(of parts: [FallEvent.Part], window: TimeWindow) -> Trace? {
    guard let lead = parts.first.map({ watched[$0.watched] }),
      parts.allSatisfy({ watched[$0.watched].stepSeconds == lead.stepSeconds })
    else { return nil }
    let step = lead.stepSeconds
    let context = min(
      TraceBuilder.mostContext, max(TraceBuilder.leastContext, window.seconds, 12 * step))
    let first = lead.offset(of: window.start.advanced(bySeconds: -context))
    let last = min(
      lead.scan.dataEnd, lead.offset(of: window.end.advanced(bySeconds: context + step - 1)))
    let start = lead.time(at: max(0, first))
    let count = last - max(0, first)
    guard count > 0 else { return nil }
    var sums = StepSums(count: count)
    for part in parts { sums.add(watched[part.watched], from: start) }
    let reach = Normal.quantile((1 + TraceBuilder.bandLevel) / 2)
    let halves = sums.variance.map { reach * $0.squareRoot() }
    let running = runningLoss(parts)
    return Trace(
      start: start, stepSeconds: step, observed: sums.observed, expected: sums.expected,
      low: zip(sums.expected, halves).map { max(0, $0 - $1) },
      high: zip(sums.expected, halves).map { $0 + $1 }, bandLevel: TraceBuilder.bandLevel,
      runningLoss: running.losses,
      runningLossFirst: running.first.seconds(since: start) / step)
  }

  /// The loss from the first step counted to the end of each later one; it ends with the drop's own.
  private func runningLoss(_ parts: [FallEvent.Part]) -> (first: Timestamp, losses: [Estimate]) {
    let stretches = parts.map { part -> LossEstimator.Stretch in
      let hit = HitSteps(part, watched[part.watched])
      return LossEstimator.Stretch(
        series: watched[part.watched], steps: hit.steps, weights: hit.weights,
        returning: hit.returning)
    }
    let starts = stretches.map { $0.series.time(at: $0.steps.lowerBound) }
    let ends = stretches.map { $0.series.time(at: $0.steps.upperBound) }
    guard let first = starts.min(), let last = ends.max(), let lead = stretches.first?.series else {
      return (Timestamp(secondsSinceEpoch: 0), [])
    }
    let steps = max(1, last.seconds(since: first) / lead.stepSeconds)
    var missing = [Double](repeating: 0, count: steps)
    var variance = missing
    for stretch in stretches {
      let total = RunningShortfall(stretch)
      let offset = stretch.series.time(at: stretch.steps.lowerBound).seconds(since: first)
      for index in 0..<steps {
        let own = min(index - offset / lead.stepSeconds, total.missing.count - 1)
        guard own >= 0 else { continue }
        missing[index] += total.missing[own]
        variance[index] += total.variance[own]
      }
    }
    let losses = zip(missing, variance).map { value, variance in
      Estimate(value, plusMinus: halfWidth * variance.squareRoot(), level: level)
    }
    return (first, losses)
  }
}

/// Sums over series, step by step.
private struct StepSums {
  var observed: [Int?]
  var expected: [Double]
  var variance: [Double]

  init(count: Int) {
    observed = [Int?](repeating: 0, count: count)
    expected = [Double](repeating: 0, count: count)
    variance = [Double](repeating: 0, count: count)
  }

  mutating func add(_ series: Watched, from start: Timestamp) {
    let line = series.line
    let state = SmoothedState(series.scan.pass)
    let shift = series.offset(of: start)
    for index in observed.indices {
      let step = index + shift
      guard step >= 0, step < line.observed.count else {
        observed[index] = nil
        continue
      }
      let value = line.observed[step]
      observed[index] = value.isNaN ? nil : observed[index].map { $0 + Int(value) }
      let expectedHere = max(0, line.expected[step] * (1 + state.mean[step]))
      expected[index] += expectedHere
      variance[index] +=
        line.fit.dispersion * expectedHere
        + (line.fit.white + state.variance[step]) * line.expected[step] * line.expected[step]
    }
  }
}

/// The shortfall of one series from the first step of a stretch to each later one.
private struct RunningShortfall {
  private(set) var missing: [Double] = []
  private(set) var variance: [Double] = []

  /// Of twice as many steps and more the interval is computed for every n-th only and carried on between.
  private static let mostPoints = 96

  init(_ counted: LossEstimator.Stretch) {
    let stretch = counted.steps
    let (noise, pass) = counted.filtered
    let line = counted.series.line
    let stride = max(1, stretch.count / RunningShortfall.mostPoints)
    var done = 0
    for step in stretch {
      let length = step - stretch.lowerBound + 1
      guard length % stride == 0 || step == stretch.upperBound - 1 || length == 1 else { continue }
      var total = Shortfall()
      total.add(
        line, over: stretch.lowerBound..<(step + 1),
        weights: Array(counted.weights.prefix(length)), noise: noise, pass: pass)
      let before = (missing: missing.last ?? 0, variance: variance.last ?? 0)
      for index in done..<length {
        let part = Double(index + 1 - done) / Double(length - done)
        missing.append(before.missing + part * (total.missing - before.missing))
        variance.append(before.variance + part * (total.variance - before.variance))
      }
      done = length
    }
  }
}
