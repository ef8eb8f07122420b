import Glibc
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
  /// By the week that was judged: where the expectation rests on less history than the look-back, and
  /// days at hand.
  private let shortWeeks: [Timestamp: [SeriesKey: Int]]
  /// Of the series that were read one by one, by key.
  public let summaries: [SeriesSummary]
  /// Those of them that were looked at closely, by begin of the week.
  public let judgedClosely: ScreenedWeeks
  /// What the next run may go on from: of the weeks that were screened from their begin to their end, and
  /// not before, what that told; and the baselines that were learnt.
  public let memory: ScreenMemory
  /// Falls that are no drops yet, by series: too weak at the end of the data, or beyond the threshold with a
  /// loss that may be none or counts that may still come in.
  public let watch: [WatchedFall]

  public init(
    drops: [Drop], traces: [DropID: Trace], dismissed: [DismissedStretch],
    overviews: [SeriesOverview], shortWeeks: [Timestamp: [SeriesKey: Int]],
    summaries: [SeriesSummary] = [], judgedClosely: ScreenedWeeks = [:],
    memory: ScreenMemory = ScreenMemory(), watch: [WatchedFall] = []
  ) {
    self.watch = watch.sorted { $0.series < $1.series }
    self.judgedClosely = judgedClosely
    self.memory = memory
    self.summaries = summaries
    self.drops = drops
    self.traces = traces
    self.dismissed = dismissed
    self.overviews = overviews
    self.shortWeeks = shortWeeks
  }
}

extension DetectionResult {
  /// Where the expectation rests on less history than the look-back: series and days at hand.
  public var shortHistory: [SeriesKey: Int] {
    shortWeeks.values.reduce(into: [:]) { all, week in all.merge(week) { min($0, $1) } }
  }

  /// Without what lies before or behind `window`, but for the drops that `keeping` names.
  public func inside(_ window: TimeWindow, keeping: (Drop) -> Bool) -> DetectionResult {
    let kept = drops.filter { $0.touches(window) || keeping($0) }
    let ids = Set(kept.map(\.id))
    return DetectionResult(
      drops: kept, traces: traces.filter { ids.contains($0.key) },
      dismissed: dismissed.filter { $0.window.overlaps(window) }, overviews: overviews,
      shortWeeks: shortWeeks.filter { Block.start($0.key, concerns: window) }, summaries: summaries,
      judgedClosely: judgedClosely, memory: memory, watch: watch)
  }
}

extension Drop {
  /// Whether some of it lies in `window`; a drop whose end is where it began is kept everywhere.
  public func touches(_ window: TimeWindow) -> Bool {
    self.window.overlaps(window) || self.window.seconds == 0
  }
}

/// Finds the stretches in which orders stood below expectation, and what they cost.
///
/// Series are judged week by week (UTC, from Mondays), each week by the look-back before it, so that what is
/// found does not depend on where the loaded history begins or how nights were split. Up to
/// `mostTogether` series are judged together; of more, the whole storefronts are, and services one by
/// one.
public struct Detector: Sendable {
  let settings: DetectionSettings

  /// More series than this are not held at once: each takes some hundred bytes a step while it is
  /// judged, and each that joins a fall is compared with every other.
  public static let mostTogether = DetectionModel.mostTogether

  public init(settings: DetectionSettings = DetectionSettings()) { self.settings = settings }

  /// With fewer days of orders no usual day is known.
  public static let fewestDays = 2

  /// The begin of the first week that is judged for `window`.
  public static func start(ofWeeksJudgedFor window: TimeWindow) -> Timestamp {
    Block.start(holding: window.start).advanced(bySeconds: -DetectionModel.blockSeconds)
  }

  /// The signal that a fall in one storefront must have by itself.
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
    let series = series.filter { $0.count > 0 }
    guard let data = TimeWindow.around(series.map(\.window)) else {
      return DetectionResult(
        drops: [], traces: [:], dismissed: [], overviews: [], shortWeeks: [:])
    }
    let isMany = series.count > Detector.mostTogether
    let together = isMany ? series.filter { $0.key.isStorefront } : series
    let alone = isMany ? series.filter { $0.key.service != nil } : []
    do {
      return try await detect(
        together, services: SeriesSource(alone), data: data, calendar: calendar, window: window,
        progress: progress)
    } catch {
      // Series in hand are not read from anywhere.
      preconditionFailure("\(error)")
    }
  }

  /// The same of series that are too many to be held.
  ///
  /// - Parameters:
  ///   - together: those that are judged together: the whole storefronts.
  ///   - services: those that are read and judged one by one.
  ///   - data: from the first step of any series to the end of the last.
  ///   - summarized: what summaries of services are about; `window` if `nil`.
  ///   - memory: what runs with the same settings left, as far as no counts that it rests on, nor the
  ///     calendar, have changed since; `nil` if no run will go on from this one.
  /// - Throws: what reading a service throws.
  public func detect(
    _ together: [Series], services: SeriesSource, data: TimeWindow, calendar: [CalendarEvent],
    window: TimeWindow? = nil, summarized: TimeWindow? = nil, memory: ScreenMemory? = nil,
    progress: @Sendable (Double) -> Void = { _ in }
  ) async throws -> DetectionResult {
    let series = together.filter { $0.count > 0 }.sorted { $0.key < $1.key }
    let events = calendar.sorted {
      ($0.window.start, $0.window.end, $0.name ?? "") < (
        $1.window.start, $1.window.end, $1.name ?? ""
      )
    }
    let wanted = window ?? data
    let blocks = Block.covering(wanted, data: data)
    let overviewEnd = min(wanted.end, data.end)
    let share = Double(series.count) / Double(max(1, series.count + services.keys.count))
    var gathered = Gathered()
    await judge(series, blocks, events, overviewEnd: overviewEnd) { done, result in
      gathered.add(result)
      progress(share * Double(done) / Double(blocks.count))
    }
    let found = try await ServiceJudge(
      source: services, window: wanted, summarized: summarized ?? wanted, blocks: blocks,
      events: events, settings: settings, overviewEnd: overviewEnd, memory: memory
    ).judge { progress(share + (1 - share) * $0) }
    gathered.join(found)
    let gaps = FeedGaps.find(in: series, during: wanted).merging(found.gaps, uniquingKeysWith: +)
    let whole = blocks.filter { $0.start >= wanted.start && $0.end <= min(wanted.end, data.end) }
    return gathered.result(
      window: wanted, overviewEnd: overviewEnd, gaps: FeedGaps.stretches(gaps), series: series,
      services: found,
      screened: whole.map(\.start).filter { memory?.weeks[$0] == nil })
  }

  /// Judges the blocks of series that belong together, as many at once as there are cores and is memory.
  ///
  /// - Parameter told: told each block in their order, and how many are done with it.
  private func judge(
    _ series: [Series], _ blocks: [TimeWindow], _ events: [CalendarEvent], overviewEnd: Timestamp,
    told: (_ done: Int, BlockResult) -> Void
  ) async {
    guard !series.isEmpty else { return }
    let steps = series.reduce(0) { $0 + min($1.count, fillSeconds / $1.stepSeconds) }
    let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))
    let atOnce = max(1, min(cores, DetectionModel.mostStepsAtOnce / max(1, steps)))
    await withTaskGroup(of: (Int, BlockResult).self) { group in
      func begin(_ index: Int) {
        let block = blocks[index]
        group.addTask {
          let judge = await BlockJudge(series, block: block, events: events, settings: settings)
          return (index, judge.judge(overviewEnd: overviewEnd))
        }
      }
      var begun = min(atOnce, blocks.count)
      for index in 0..<begun { begin(index) }
      var waiting: [Int: BlockResult] = [:]
      var done = 0
      for await (index, result) in group {
        if begun < blocks.count {
          begin(begun)
          begun += 1
        }
        waiting[index] = result
        while let next = waiting.removeValue(forKey: done) {
          done += 1
          told(done, next)
        }
      }
    }
  }
}

/// The weeks that judging is cut into.
enum Block {
  /// Monday 5 January 1970, 00:00 UTC.
  private static let origin: Int64 = 4 * 86_400

  /// The weeks that overlap `window` or begin where it ends, and one before it, in which a drop of the window
  /// may begin.
  static func covering(_ window: TimeWindow, data: TimeWindow) -> [TimeWindow] {
    let first = max(week(data.start), week(window.start) - 1)
    let last = min(week(data.end.advanced(bySeconds: -1)), week(window.end))
    guard first <= last else { return [] }
    return (first...last).map { index in
      TimeWindow(
        start: Timestamp(secondsSinceEpoch: origin + index * length), seconds: Int(length))
    }
  }

  /// Whether the week that begins at `start` is judged for `window`.
  static func start(_ start: Timestamp, concerns window: TimeWindow) -> Bool {
    (week(window.start) - 1...max(week(window.start), week(window.end))).contains(week(start))
  }

  /// The begin of the week that holds `moment`.
  static func start(holding moment: Timestamp) -> Timestamp {
    Timestamp(secondsSinceEpoch: origin + week(moment) * length)
  }

  private static let length = Int64(DetectionModel.blockSeconds)

  private static func week(_ moment: Timestamp) -> Int64 {
    (moment.secondsSinceEpoch - origin).flooredDivision(by: length)
  }
}
