import Vocabulary

/// The stretch of one series that is needed to judge one block, cut into cycles of equal length.
struct WindowPlan: Equatable {
  /// What repeats: a week, a day, or nothing that could be learnt.
  enum Cycle: Equatable {
    case week, day, none
  }

  let cycle: Cycle
  /// Steps of the window, as indices into the series; the window may begin before the series.
  let steps: Range<Int>
  /// The block itself, as offsets into the window.
  let block: Range<Int>
  /// Length of a cycle in steps; the whole window if nothing repeats.
  let cycleSteps: Int
  /// Whether the profile may learn from the cycle that holds the block.
  let learnsFromBlock: Bool
  /// Whole days of data before the block, at most the look-back.
  let historyDays: Int
  /// Whether `historyDays` falls short of the look-back.
  let isShort: Bool

  /// `nil` if the series has nothing in the block.
  init?(_ series: Series, block: TimeWindow, settings: DetectionSettings) {
    self.init(
      start: series.start, step: series.stepSeconds, count: series.count, block: block,
      settings: settings)
  }

  /// The same for any series whose `count` steps of `step` seconds begin at `start`.
  init?(
    start seriesStart: Timestamp, step: Int, count: Int, block: TimeWindow,
    settings: DetectionSettings
  ) {
    let first = Series.index(of: block.start, start: seriesStart, stepSeconds: step)
    let blockEnd = min(
      count,
      Series.index(
        of: block.end.advanced(bySeconds: step - 1), start: seriesStart, stepSeconds: step))
    guard blockEnd > max(0, first) else { return nil }
    let before = Double(max(0, first)) * Double(step) / 86_400
    let weeks = settings.lookBackWeeks
    let after = Double(count - blockEnd) * Double(step) / 86_400
    let wholeWeeks = Int(before / 7)
    let missingWeeks = max(0, weeks - wholeWeeks)
    let laterWeeks = min(missingWeeks, Int(after / 7))
    let week = 7 * 86_400 / step
    let follow = DetectionModel.followSeconds / step
    historyDays = min(Int(before), 7 * weeks)
    isShort = wholeWeeks < weeks
    // Two other weeks, whole ones or parts that together hold each day of the week twice.
    let isEnough = wholeWeeks + laterWeeks >= 2
    if week > 0, (7 * 86_400) % step == 0, isEnough || before + after >= 14 {
      cycle = .week
      cycleSteps = week
      learnsFromBlock = false
      let start = first - min(weeks, wholeWeeks + (before > Double(wholeWeeks) * 7 ? 1 : 0)) * week
      let end = max(min(count, first + week + follow), first + (1 + laterWeeks) * week)
      steps = start..<(isEnough ? min(count, max(end, blockEnd)) : count)
    } else {
      let spanDays = Double(count) * Double(step) / 86_400
      let start = max(0, first - 14 * 86_400 / step)
      let end = min(count, blockEnd + 14 * 86_400 / step)
      learnsFromBlock = true
      if 86_400 % step == 0, step < 86_400, spanDays >= Double(Detector.fewestDays) {
        cycle = .day
        cycleSteps = 86_400 / step
        let phase = (start - first).flooredRemainder(by: cycleSteps)
        steps = (start - phase)..<end
      } else {
        cycle = .none
        cycleSteps = end - start
        steps = start..<end
      }
    }
    self.block = (max(0, first) - steps.lowerBound)..<(blockEnd - steps.lowerBound)
  }

  /// Steps that are looked at week by week, without a block of their own.
  init(weekly steps: Range<Int>, weekSteps: Int) {
    cycle = .week
    self.steps = steps
    block = 0..<steps.count
    cycleSteps = weekSteps
    learnsFromBlock = true
    historyDays = steps.count / weekSteps * 7
    isShort = false
  }

  var cycles: Int { (steps.count + cycleSteps - 1) / cycleSteps }
}
