public import Vocabulary

/// Which weeks new orders may change.
///
/// A week rests on the steps of its window, which end four days and a half behind it, or later where later weeks stand
/// in for history that is missing. It stays as it was judged while that window stays as it was.
extension Detector {
  /// How far a series reaches from its start when nothing any longer stands in for missing history: of the
  /// first week there may be only a part, and the last that fills in must be whole.
  public var fillSeconds: Int { (settings.lookBackWeeks + 2) * DetectionModel.blockSeconds }

  /// The begin of the first week whose drops orders from `moment` on may change: that of the week before
  /// if it is still followed there, or an earlier one that they help to judge.
  ///
  /// - Parameter reaches: of the series, cut at `moment`; those that reached further than `fillSeconds` by
  ///   then may be left out.
  public func start(
    ofWeeksOpenAt moment: Timestamp, reaches: some Sequence<SeriesReach>
  ) -> Timestamp {
    let touched = Block.start(holding: moment.advanced(bySeconds: -DetectionModel.followSeconds))
    return Set(reaches).reduce(touched) { first, reach in
      min(first, firstFilled(of: reach, before: first) ?? first)
    }
  }

  /// The begin of the first week before `limit` whose window is another than it was.
  private func firstFilled(of reach: SeriesReach, before limit: Timestamp) -> Timestamp? {
    guard let endBefore = reach.endBefore, endBefore != reach.end else { return nil }
    let first = Block.start(holding: reach.start)
    let last = min(limit, reach.start.advanced(bySeconds: fillSeconds))
    let week = DetectionModel.blockSeconds
    return stride(from: 0, to: max(0, last.seconds(since: first)), by: week)
      .map { TimeWindow(start: first.advanced(bySeconds: $0), seconds: week) }
      .first { block in
        // A screen looks at coarse steps, of which the last may be counted in part.
        [1, Screen.factor(stepSeconds: reach.stepSeconds) ?? 1].contains { factor in
          plan(reach, until: endBefore, isWhole: true, factor, block)
            != plan(reach, until: reach.end, isWhole: false, factor, block)
        }
      }?.start
  }

  /// - Parameter isWhole: whether the last coarse step counts only if it is whole.
  private func plan(
    _ reach: SeriesReach, until end: Timestamp, isWhole: Bool, _ factor: Int, _ block: TimeWindow
  ) -> WindowPlan? {
    let step = reach.stepSeconds * factor
    let lead = Series.lead(of: reach.start, stepSeconds: reach.stepSeconds, factor: factor)
    let start = reach.start.advanced(bySeconds: -lead * reach.stepSeconds)
    let seconds = end.seconds(since: start)
    return WindowPlan(
      start: start, step: step, count: (seconds + (isWhole ? 0 : step - 1)) / step, block: block,
      settings: settings)
  }
}
