public import Vocabulary

/// What a pass over the series found.
public struct DetectionResult: Sendable {
  /// Ordered by onset, then by scope.
  public let drops: [Drop]
  /// For each drop what a figure draws, where it can be drawn.
  public let traces: [DropID: Trace]
  /// Falls that are not drops, ordered by start.
  public let dismissed: [DismissedStretch]
  /// The last day of each whole storefront, ordered by key.
  public let overviews: [SeriesOverview]
  /// Where the expectation rests on less history than the look-back: series and days at hand.
  public let shortHistory: [SeriesKey: Int]

  public init(
    drops: [Drop], traces: [DropID: Trace], dismissed: [DismissedStretch],
    overviews: [SeriesOverview], shortHistory: [SeriesKey: Int]
  ) {
    self.drops = drops
    self.traces = traces
    self.dismissed = dismissed
    self.overviews = overviews
    self.shortHistory = shortHistory
  }
}

extension DetectionResult {
  /// Without what lies before or behind `window`, but for the drops that `keeping` names.
  public func inside(_ window: TimeWindow, keeping: (Drop) -> Bool) -> DetectionResult {
    let kept = drops.filter { $0.touches(window) || keeping($0) }
    let ids = Set(kept.map(\.id))
    return DetectionResult(
      drops: kept, traces: traces.filter { ids.contains($0.key) },
      dismissed: dismissed.filter { $0.window.overlaps(window) }, overviews: overviews,
      shortHistory: shortHistory)
  }
}

extension Drop {
  /// Whether some of it lies in `window`; a drop whose end is where it began is kept everywhere.
  func touches(_ window: TimeWindow) -> Bool {
    self.window.overlaps(window) || self.window.seconds == 0
  }
}

/// Finds the stretches in which orders stood below expectation, and what they cost.
///
/// Series are judged week by week (UTC, from Mondays), each week by the six before it, so that what is
/// found does not depend on where the loaded history begins or how nights were split.
public struct Detector: Sendable {
  let settings: DetectionSettings

  public init(settings: DetectionSettings = DetectionSettings()) { self.settings = settings }

  /// The signal that a fall in one series must have by itself.
  public func leastSignal(stepSeconds: Int) -> Double {
    Threshold.signal(
      stepSeconds: stepSeconds, falseDropsPerQuarter: settings.falseDropsPerQuarter)
  }

  /// Drops whose time overlaps `window` (all if `nil`), and an overview of its last day.
  ///
  /// - Parameters:
  ///   - series: any steps, any order; holes stay holes.
  ///   - calendar: known events.
  ///   - progress: told the share done after each week, from 0 to 1.
  public func detect(
    _ series: [Series], calendar: [CalendarEvent], window: TimeWindow? = nil,
    progress: @Sendable (Double) -> Void = { _ in }
  ) async -> DetectionResult {
    let series = series.filter { $0.count > 0 }.sorted { $0.key < $1.key }
    let events = calendar.sorted {
      ($0.window.start, $0.window.end, $0.name ?? "") < (
        $1.window.start, $1.window.end, $1.name ?? ""
      )
    }
    guard let start = series.map(\.window.start).min(), let end = series.map(\.window.end).max()
    else {
      return DetectionResult(
        drops: [], traces: [:], dismissed: [], overviews: [], shortHistory: [:])
    }
    let wanted = window ?? TimeWindow(start: start, seconds: end.seconds(since: start))
    let blocks = Block.covering(
      wanted, data: TimeWindow(start: start, seconds: end.seconds(since: start)))
    var gathered = Gathered()
    for (index, block) in blocks.enumerated() {
      let judge = await BlockJudge(series, block: block, events: events, settings: settings)
      gathered.add(judge.judge(overviewEnd: min(wanted.end, end)))
      progress(Double(index + 1) / Double(blocks.count))
    }
    let gaps = FeedGaps.find(in: series, during: wanted)
    return gathered.result(window: wanted, gaps: gaps, series: series)
  }
}

/// The weeks that judging is cut into.
enum Block {
  /// Monday 5 January 1970, 00:00 UTC.
  private static let origin: Int64 = 4 * 86_400

  /// The weeks that overlap `window`, and one before it, in which a drop of the window may begin.
  static func covering(_ window: TimeWindow, data: TimeWindow) -> [TimeWindow] {
    let length = Int64(DetectionModel.blockSeconds)
    func week(_ moment: Timestamp) -> Int64 {
      let shifted = moment.secondsSinceEpoch - origin
      return (shifted >= 0 ? shifted : shifted - length + 1) / length
    }
    let first = max(week(data.start), week(window.start) - 1)
    let last = min(week(data.end.advanced(bySeconds: -1)), week(window.end))
    guard first <= last else { return [] }
    return (first...last).map { index in
      TimeWindow(
        start: Timestamp(secondsSinceEpoch: origin + index * length), seconds: Int(length))
    }
  }
}
