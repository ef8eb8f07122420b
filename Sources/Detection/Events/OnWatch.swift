import Statistics
import Vocabulary

/// What a series shows at the end of its data that is not sure enough for a drop, and too strong to be
/// forgotten: the next night decides.
struct OnWatch {
  private let series: Watched
  private let settings: DetectionSettings

  /// Part of the threshold's log-likelihood from which a fall is watched: less is chance too often for
  /// a reader to learn from it.
  private static let part = 0.4

  init(_ series: Watched, settings: DetectionSettings) {
    self.series = series
    self.settings = settings
  }

  /// The strongest fall that lasts to the end of the data, if that lies in the block; drops found
  /// before are masked and none.
  func fall(in block: TimeWindow) -> WatchedFall? {
    let end = series.scan.dataEnd
    guard endsIn(block), !series.masked[end - 1] else { return nil }
    let longest = min(end, Watched.day(stepSeconds: series.stepSeconds))
    let falls = GroupScan.durations(upTo: longest).compactMap { duration -> WatchedFall? in
      // What is beyond the threshold and yet no drop was told apart from one.
      guard let fall = series.scan.fall(end - duration, end), fall.depth >= settings.smallestFall
      else { return nil }
      let needed = series.leastLikelihood(
        settings, steps: duration, isDeep: fall.depth >= DetectionModel.alwaysADrop)
      guard (OnWatch.part * needed..<needed).contains(series.likelihood(fall))
      else { return nil }
      return WatchedFall(
        series: series.series.key, since: series.time(at: fall.start), depth: Share(fall.depth),
        signal: fall.signal, lack: .signal((2 * needed).squareRoot()))
    }
    return falls.max { $0.signal < $1.signal }
  }

  /// A fall beyond the threshold that is no drop for what it lacks, if it lasts to the end of the data and
  /// that lies in the block.
  func doubtful(
    _ part: FallEvent.Part, lacking lack: WatchedFall.Lack, in block: TimeWindow
  ) -> WatchedFall? {
    guard endsIn(block), part.countedSteps(series).upperBound == series.scan.dataEnd else {
      return nil
    }
    return WatchedFall(
      series: series.series.key, since: series.time(at: part.onset.mode),
      depth: Share(part.fall.depth), signal: part.fall.signal, lack: lack)
  }

  /// Whether the data of the series end in the block.
  private func endsIn(_ block: TimeWindow) -> Bool {
    let end = series.scan.dataEnd
    return end > 0 && block.contains(series.time(at: end - 1))
  }
}
