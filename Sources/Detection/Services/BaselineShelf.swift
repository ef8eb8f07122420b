import Vocabulary

/// The baselines of one series that a run needs: those at hand, and those that are to be learnt.
struct BaselineShelf {
  private let key: SeriesKey
  private let settings: DetectionSettings
  private var baselines: [Timestamp: Baseline] = [:]
  /// Up to when others must be learnt.
  private(set) var lacking: [Timestamp]
  private(set) var learnt: [SeriesBaseline] = []

  /// - Parameters:
  ///   - kept: of runs before.
  ///   - blocks: those that are looked at.
  ///   - ahead: up to when one is learnt for nights to come.
  ///   - start: of the counts.
  init(
    _ key: SeriesKey, kept: [SeriesBaseline], for blocks: [TimeWindow], ahead: Timestamp?,
    since start: Timestamp, settings: DetectionSettings
  ) {
    self.key = key
    self.settings = settings
    let wanted =
      blocks.map { BaselineDay.last(before: $0.start, of: key) } + [ahead].compactMap { $0 }
    lacking = Set(wanted).sorted().filter { start <= settings.lookBack(from: $0) }
    for one in kept where lacking.contains(one.learntUntil) {
      guard let baseline = Baseline(one) else { continue }
      baselines[one.learntUntil] = baseline
      lacking.removeAll { $0 == one.learntUntil }
    }
  }

  /// `nil` if there is none, or not yet.
  func baseline(for block: TimeWindow) -> Baseline? {
    baselines[BaselineDay.last(before: block.start, of: key)]
  }

  /// Whether nothing is lacking, and there is one for each of `blocks`.
  func holdsAll(for blocks: [TimeWindow]) -> Bool {
    lacking.isEmpty && blocks.allSatisfy { baseline(for: $0) != nil }
  }

  /// Whether those at hand are of series with such steps.
  func fits(_ series: Series) -> Bool {
    baselines.values.allSatisfy { $0.stepSeconds == series.stepSeconds }
  }

  /// Learns what is lacking from a series that reaches back far enough.
  mutating func learn(from series: Series, events: [CalendarEvent]) {
    for day in lacking {
      let kept = Baseline(
        learningFrom: series, until: day, events: events, settings: settings
      ).map(\.kept)
      guard let kept else { continue }
      baselines[day] = Baseline(kept)
      learnt.append(kept)
    }
    lacking = []
  }

  /// Puts all away, to be learnt anew.
  mutating func forget() {
    lacking = (lacking + baselines.keys).sorted()
    baselines = [:]
  }
}
