import Vocabulary

/// The baselines of one series that a run needs: those at hand, and those that are to be learnt.
struct BaselineShelf {
  private let key: SeriesKey
  private let settings: DetectionSettings
  /// Up to when they are learnt, ascending.
  private let days: [Timestamp]
  private var baselines: [Timestamp: Baseline] = [:]
  private(set) var learnt: [SeriesBaseline] = []

  /// - Parameters:
  ///   - kept: of runs before.
  ///   - blocks: those that are screened.
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
    days = Set(wanted).sorted().filter { start <= settings.lookBack(from: $0) }
    for one in kept where days.contains(one.learntUntil) {
      baselines[one.learntUntil] = Baseline(one)
    }
  }

  /// Where a series must begin for all to be learnt from it; `nil` if there are none.
  var start: Timestamp? { days.first.map(settings.lookBack) }

  /// `nil` if there is none, or not yet.
  func baseline(for block: TimeWindow) -> Baseline? {
    baselines[BaselineDay.last(before: block.start, of: key)]
  }

  /// Whether nothing is to be learnt, and there is one for each of `blocks`.
  func holdsAll(for blocks: [TimeWindow]) -> Bool {
    baselines.count == days.count && blocks.allSatisfy { baseline(for: $0) != nil }
  }

  /// Whether those at hand are of such steps as the series has.
  func fits(_ series: Series) -> Bool {
    baselines.values.allSatisfy { $0.stepSeconds == series.stepSeconds }
  }

  /// Learns those that are not at hand, or are of other steps, from a series that begins early enough.
  mutating func learn(from series: Series, events: [CalendarEvent]) {
    for day in days where baselines[day]?.stepSeconds != series.stepSeconds {
      let kept = Baseline(
        learningFrom: series, until: day, events: events, settings: settings
      ).map(\.kept)
      baselines[day] = kept.flatMap { Baseline($0) }
      learnt += [kept].compactMap { $0 }
    }
  }
}
