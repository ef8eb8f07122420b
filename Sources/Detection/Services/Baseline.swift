import Statistics
import Vocabulary

/// What one series usually does, learnt from the weeks before a moment: with it the days behind are
/// screened without a look at those weeks.
struct Baseline {
  /// Orders, or website errors, by coarse steps.
  struct Counts {
    /// Where slot 0 of a week begins.
    let start: Timestamp
    let stepSeconds: Int
    /// Of a usual level, by slots of a week.
    let week: [Double]
    let fit: NoiseFit

    func slot(at moment: Timestamp) -> Int {
      (moment.seconds(since: start) / stepSeconds).flooredRemainder(by: week.count)
    }
  }

  /// Of the series itself.
  let stepSeconds: Int
  let orders: Counts
  let scale: ScanScale
  /// `nil` if none are recorded.
  let errors: (counts: Counts, witness: ErrorWitness.Learnt)?
  /// How widely signals of brief falls scatter, by duration.
  let briefSpreads: [Double]

  /// Learns from the weeks before `end`, a midnight; `nil` if there are too few of them, or if steps do
  /// not fit.
  ///
  /// - Parameter series: by its own steps.
  init?(
    learningFrom series: Series, until end: Timestamp, events: [CalendarEvent],
    settings: DetectionSettings
  ) {
    guard let factor = Screen.factor(stepSeconds: series.stepSeconds) else { return nil }
    let coarse = series.coarser(by: factor, until: end)
    let step = coarse.stepSeconds
    let week = DetectionModel.blockSeconds / step
    let last = coarse.index(of: end)
    let first = last - settings.lookBackWeeks * week
    guard 86_400 % step == 0, first >= 0, last <= coarse.count else { return nil }
    let watched = Watched(
      coarse.withErrorsIfAny(in: first..<last),
      plan: WindowPlan(weekly: first..<last, weekSteps: week), events: events, care: .screen)
    let line = watched.line
    stepSeconds = series.stepSeconds
    orders = Counts(start: end, stepSeconds: step, week: line.usualCycle, fit: line.fit)
    scale = watched.scale
    errors = watched.witness.map { witness in
      let line = witness.line
      return (
        Counts(start: end, stepSeconds: step, week: line.usualCycle, fit: line.fit), witness.learnt
      )
    }
    briefSpreads = BriefFalls(
      series, coarse: watched, factor: factor,
      stretches: Screen.Stretches(starts: TimeWindow(start: end, seconds: 0), endAfter: end),
      settings: settings
    ).spreads(before: end)
  }
}

extension Series {
  /// Without errors if none were counted over `steps`: whether later ones were says nothing of these.
  fileprivate func withErrorsIfAny(in steps: Range<Int>) -> Series {
    let isAny = errors?.storage[steps].contains { $0 != Samples.hole } ?? false
    return Series(
      key: key, start: start, stepSeconds: stepSeconds, orders: orders,
      errors: isAny ? errors : nil)
  }
}
