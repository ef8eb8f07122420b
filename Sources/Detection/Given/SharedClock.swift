import Vocabulary

/// One grid of steps for series that have the same step.
struct SharedClock {
  let start: Timestamp
  let stepSeconds: Int
  /// From `start` to the end of the last series with a row.
  let steps: Int

  /// The stretch that the level before is learnt from: three times as long as the given one, an hour
  /// at least, and a day at most, in which demand is not what it was.
  private static let timesAsLong = 3
  private static let leastBefore = 3600
  private static let mostBefore = 86_400

  /// Takes the step that most series have; `nil` without series.
  init?(_ series: [Series]) {
    let bySteps = Dictionary(grouping: series, by: \.stepSeconds)
    guard
      let (step, alike) = bySteps.max(by: { ($0.value.count, $1.key) < ($1.value.count, $0.key) }),
      let first = alike.map(\.start).min(),
      let last = alike.compactMap({ $0.newestRow }).max()
    else { return nil }
    start = first
    stepSeconds = step
    steps = last.seconds(since: first) / step + 1
  }

  var dataEnd: Timestamp { time(steps) }

  func time(_ step: Int) -> Timestamp { start.advanced(bySeconds: step * stepSeconds) }

  func distribution(_ edge: EdgeWeights) -> TimeDistribution {
    TimeDistribution(first: time(edge.first), stepSeconds: stepSeconds, weights: edge.weights)
      ?? TimeDistribution(certain: time(edge.mode), stepSeconds: stepSeconds)
  }

  func wholeDays(before given: GivenWindow) -> Int {
    max(0, given.window.start.seconds(since: start)) / 86_400
  }

  /// The cells that have orders before and inside the stretch, ordered as `series` are.
  func cells(_ series: [Series], given: GivenWindow) -> [CellLevel] {
    let first = given.window.start.seconds(since: start) / stepSeconds
    let last = (given.window.end.seconds(since: start) + stepSeconds - 1) / stepSeconds
    guard first > 0, first < steps else { return [] }
    let during = first..<min(steps, max(first + 1, last))
    let reach = min(
      SharedClock.mostBefore,
      max(SharedClock.leastBefore, SharedClock.timesAsLong * given.window.seconds))
    // An incident may have begun before it was declared; half of what there is must stay.
    let end = during.lowerBound - min(given.slackSeconds / stepSeconds, during.lowerBound / 2)
    let before = max(0, end - reach / stepSeconds)..<end
    return series.compactMap { one in
      guard one.stepSeconds == stepSeconds else { return nil }
      return CellLevel(
        key: one.key, orders: values(one, one.orders), errors: one.errors.map { values(one, $0) },
        before: before, during: during)
    }
  }

  private func values(_ series: Series, _ samples: Samples) -> [Double] {
    let offset = series.start.seconds(since: start) / stepSeconds
    var values = [Double](repeating: .nan, count: steps)
    for index in 0..<samples.count where offset + index < steps {
      if let value = samples[index] { values[offset + index] = Double(value) }
    }
    return values
  }
}
