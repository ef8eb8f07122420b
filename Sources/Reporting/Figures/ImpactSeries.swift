import Vocabulary

/// A trace with no more points than the eye can tell apart.
struct ImpactSeries: Sendable {
  struct Point: Sendable {
    /// Middle of the steps it stands for, in seconds after the start.
    let seconds: Double
    /// Mean orders a step over the steps that have rows; `nil` if none has.
    let observed: Double?
    /// Mean over all steps.
    let expected: Double
    let low: Double
    let high: Double
    /// Mean of observed minus expected over the steps that have rows.
    let difference: Double?
  }

  struct Running: Sendable {
    /// End of the step, in seconds after the start.
    let seconds: Double
    let loss: Estimate
  }

  let window: TimeWindow
  let stepSeconds: Int
  /// How many steps a point stands for.
  let stepsPerPoint: Int
  let points: [Point]
  let running: [Running]
  let stepsWithoutRow: Int

  /// `nil` if the trace is empty or its parts differ in length.
  init?(_ trace: Trace) {
    let count = trace.observed.count
    guard count > 0, trace.stepSeconds > 0, trace.expected.count == count,
      trace.low.count == count, trace.high.count == count
    else { return nil }
    let group = (count + WordingPolicy.pointsAtMost - 1) / WordingPolicy.pointsAtMost
    window = TimeWindow(start: trace.start, seconds: count * trace.stepSeconds)
    stepSeconds = trace.stepSeconds
    stepsPerPoint = group
    stepsWithoutRow = trace.observed.count { $0 == nil }
    points = stride(from: 0, to: count, by: group).map { first in
      ImpactSeries.point(trace, first..<min(first + group, count))
    }
    let losses = trace.runningLoss
    running = losses.indices.filter { ($0 + 1) % group == 0 || $0 == losses.count - 1 }.map {
      let step = trace.runningLossFirst + $0 + 1
      return Running(seconds: Double(step * trace.stepSeconds), loss: losses[$0])
    }
  }

  private static func point(_ trace: Trace, _ steps: Range<Int>) -> Point {
    func mean(_ values: [Double]) -> Double {
      steps.reduce(0) { $0 + values[$1] } / Double(steps.count)
    }
    var known = 0
    var observed = 0.0
    var difference = 0.0
    for step in steps {
      guard let orders = trace.observed[step] else { continue }
      known += 1
      observed += Double(orders)
      difference += Double(orders) - trace.expected[step]
    }
    return Point(
      seconds: Double(steps.lowerBound + steps.upperBound) / 2 * Double(trace.stepSeconds),
      observed: known == 0 ? nil : observed / Double(known), expected: mean(trace.expected),
      low: mean(trace.low), high: mean(trace.high),
      difference: known == 0 ? nil : difference / Double(known))
  }
}

/// `minute`, `5 minutes`, `hour`: what one step of a series is called.
func stepWords(_ seconds: Int) -> String {
  let units = [(86_400, "day"), (3600, "hour"), (60, "minute"), (1, "second")]
  for (unit, name) in units where seconds % unit == 0 {
    let number = seconds / unit
    return number == 1 ? name : "\(grouped(number)) \(name)s"
  }
  return "\(seconds) seconds"
}
