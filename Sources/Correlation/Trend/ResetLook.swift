import Vocabulary

/// How changes fare since a reset began, against all that is on record before it.
///
/// A quarter may hold two weeks of what was before; the whole history tells more of it.
struct ResetLook {
  private let all: Period
  /// Where changes are counted on either side.
  private let before: TimeWindow
  private let since: TimeWindow
  private let priorShare: Double

  /// `nil` where the period of the report holds nothing of the reset, or nothing is on record before it.
  init?(_ input: Trend.Input, _ window: TimeWindow) {
    guard let reset = input.reset, let history = input.history, reset.overlaps(window),
      history.start < reset.start
    else { return nil }
    let end = min(window.end, reset.end, history.end)
    guard let whole = TimeWindow(start: history.start, end: end),
      let since = TimeWindow(start: reset.start, end: end)
    else { return nil }
    all = Period(input, whole)
    guard let before = TimeWindow(start: all.counted.start, end: reset.start) else { return nil }
    self.before = before
    self.since = since
    priorShare = input.priorShare.value
  }

  /// `nil` where one side holds no change.
  var found: SinceReset? {
    let moment = since.start
    let sides = [false, true].map { isSince in
      all.changes.indices.filter { (all.changes[$0].startedAt >= moment) == isSince }
    }
    guard !sides[0].isEmpty, !sides[1].isEmpty else { return nil }
    return SinceReset(
      before: side(sides[0], over: before), since: side(sides[1], over: since),
      ratio: all.ratio(since: moment, priorShare: priorShare))
  }

  private func side(_ changes: [Int], over window: TimeWindow) -> SinceReset.Side {
    SinceReset.Side(
      window: window, rate: all.table.rate(changes), medianLines: all.medianLines(changes))
  }
}
