import Statistics
import Vocabulary

/// From when on the counts of a drop leave no doubt that orders were low, however its onset is dated: what began later
/// came too late to be behind it.
struct SurelyLow {
  private let part: FallEvent.Part
  private let series: Watched
  private let state: SmoothedState

  /// Standard deviations by which orders must be missing since the onset …
  private static let signal = 6.0
  /// … and the part of the fall that must show.
  private static let leastOfDepth = 0.5

  /// - Parameter state: the level of the series.
  init(_ part: FallEvent.Part, _ series: Watched, _ state: SmoothedState) {
    self.part = part
    self.series = series
    self.state = state
  }

  /// The end of the first step that leaves no doubt; `nil` if none does.
  var since: Timestamp? {
    let last = min(part.fall.end, series.scan.dataEnd)
    var (missing, information) = (0.0, 0.0)
    for step in part.onset.mode..<max(part.onset.mode, last)
    where series.line.noise[step] < .infinity {
      let height = 1 + state.mean[step]
      guard height > 0 else { continue }
      let fall = 1 - (1 + series.line.residual[step]) / height
      missing += fall / series.line.noise[step]
      information += 1 / series.line.noise[step]
      if missing >= SurelyLow.signal * information.squareRoot(),
        missing >= SurelyLow.leastOfDepth * part.fall.depth * information
      {
        return series.time(at: step + 1)
      }
    }
    return nil
  }
}
