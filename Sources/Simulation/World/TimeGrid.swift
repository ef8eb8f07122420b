import Vocabulary

/// The steps in which a world counts.
struct TimeGrid: Sendable {
  let start: Timestamp
  let stepSeconds: Int
  let count: Int

  init(_ settings: WorldSettings) {
    start = settings.start
    stepSeconds = max(1, settings.stepSeconds)
    count = max(0, settings.days) * 86_400 / max(1, settings.stepSeconds)
  }

  var window: TimeWindow { TimeWindow(start: start, seconds: count * stepSeconds) }
  var end: Timestamp { window.end }

  func time(_ index: Int) -> Timestamp { start.advanced(bySeconds: index * stepSeconds) }

  /// The steps that share a second with `window`, cut to the grid.
  func steps(touching window: TimeWindow) -> Range<Int> {
    let first = max(
      0, min(count, window.start.seconds(since: start).flooredDivision(by: stepSeconds)))
    let past = (window.end.seconds(since: start) + stepSeconds - 1).flooredDivision(by: stepSeconds)
    return first..<max(first, min(count, past))
  }
}
