import Statistics
import Vocabulary

/// The window of one series with its expectation, ready to be searched for falls.
struct ExpectedLine {
  let plan: WindowPlan
  /// Orders of each step; NaN where no row came, and where the feed repeated itself.
  let observed: [Double]
  /// Where it did, ascending.
  let repeated: [Range<Int>]
  /// Expected orders of each step before anything slow is followed.
  private(set) var expected: [Double]
  /// observed / expected − 1; NaN where no row came.
  private(set) var residual: [Double]
  /// White noise variance of the residual; infinite where no row came, and where next to nothing is usual.
  private(set) var noise: [Double]
  /// Where calendar events begin, last and end: the level may jump at their edges, and inside it stays
  /// where the event has put it, more or less.
  private(set) var breaks: LevelBreaks
  let fit: NoiseFit
  let stepSeconds: Int
  let clock: LocalClock
  /// Whether a calendar event covers the step, or one that no calendar knows.
  private(set) var inEvent: [Bool]

  /// The course of a cycle that nothing was learnt from, slots by the clocks at the end of the window;
  /// empty if nothing repeats.
  let usualCycle: [Double]

  /// Where fewer orders are usual than this, next to nothing is.
  private let closed: Double

  /// - Parameters:
  ///   - counts: orders or errors of the whole series, holes kept.
  ///   - events: those that apply to the series' marketplace.
  ///   - clock: how far local clocks ran ahead at each step, if orders have told already.
  ///   - odd: steps that nothing is to be learnt from.
  init(
    series: Series, counts: Samples, plan: WindowPlan, events: [CalendarEvent],
    clock: LocalClock? = nil, odd: [Bool]? = nil, care: Care = .full
  ) {
    let seen = SeenCounts(series, counts, plan, events, odd: odd)
    let halves = HalfHourCounts(
      seen.usual, stepSeconds: series.stepSeconds, cycleSteps: plan.cycleSteps)
    let clock = clock ?? LocalClock.of(series, halves, plan)
    let (profile, usual) = ExpectedLine.profile(
      clock.aligned(seen.usual), halves.aligned(to: clock), plan, clock,
      slots: MinuteSlots(stepSeconds: series.stepSeconds, cycleSteps: plan.cycleSteps))
    self.init(
      seen, plan, stepSeconds: series.stepSeconds, clock: clock, profile: profile,
      usualCycle: usual
    ) { residual, expected in
      NoiseFit(
        residual: residual, expected: expected, stepSeconds: series.stepSeconds, care: care)
    }
  }

  /// The line of weeks of which nothing is learnt but the level and the clocks.
  ///
  /// - Parameters:
  ///   - usual: what was learnt from weeks before.
  ///   - clock: how far local clocks run ahead of those that `usual` was learnt by, if orders have told
  ///     already.
  init(
    series: Series, counts: Samples, plan: WindowPlan, events: [CalendarEvent],
    usual: Baseline.Counts, clock: LocalClock? = nil
  ) {
    let seen = SeenCounts(series, counts, plan, events)
    let first = usual.slot(at: series.time(at: plan.steps.lowerBound))
    let week = usual.week.count
    let clock =
      clock
      ?? LocalClock(
        slots: ClockShift.find(
          values: seen.learnable, stepSeconds: series.stepSeconds,
          origin: series.time(at: plan.steps.lowerBound), isOfFirstCycles: false
        ) { usual.week[(first + $0 + week) % week] }, stepSeconds: series.stepSeconds)
    let shift = clock.slots
    self.init(
      seen, plan, stepSeconds: series.stepSeconds, clock: clock,
      profile: shift.indices.map { usual.week[(first + $0 + shift[$0] + week) % week] },
      usualCycle: usual.week
    ) { _, _ in usual.fit }
  }

  private init(
    _ seen: SeenCounts, _ plan: WindowPlan, stepSeconds: Int, clock: LocalClock,
    profile: [Double], usualCycle: [Double],
    fit: (_ learnable: [Double], _ expected: [Double]) -> NoiseFit
  ) {
    let track = LevelTrack(
      values: seen.learnable, profile: profile, daySteps: 86_400 / Double(stepSeconds))
    let usual = profile.indices.map { profile[$0] * track.value(at: $0) }
    let mean = usual.reduce(0, +) / Double(max(1, usual.count))
    let closed = DetectionModel.closedShare * mean
    let learnable = usual.indices.map {
      usual[$0] < closed ? Double.nan : seen.learnable[$0] / usual[$0] - 1
    }
    let fit = fit(learnable, usual)
    let unsteady = UnsteadySlots(
      residual: learnable, expected: usual, fit: fit, plan: plan, clockShift: clock.slots,
      stepSeconds: stepSeconds)
    let expected = HolidayCourse(seen.observed, usual: usual, fit: fit, stepSeconds: stepSeconds)
      .line(seen.holidays)
    let residual = zip(seen.observed, expected).map { $0 / $1 - 1 }
    self.plan = plan
    self.stepSeconds = stepSeconds
    observed = seen.observed
    repeated = seen.repeated
    self.expected = expected
    self.residual = residual
    self.fit = fit
    noise = residual.indices.map {
      residual[$0].isNaN || expected[$0] < closed
        ? .infinity
        : fit.noise(expected: expected[$0]) + (unsteady.added.isEmpty ? 0 : unsteady.added[$0])
    }
    self.clock = clock
    inEvent = seen.inEvent
    breaks = seen.breaks(
      EventWander(seen.observed, expected: expected, fit: fit, stepSeconds: stepSeconds))
    self.usualCycle = usualCycle
    self.closed = closed
  }

  /// How many of `steps` an event covers.
  func stepsInEvents(_ steps: Range<Int>) -> Int {
    steps.clamped(to: inEvent.indices).count { inEvent[$0] }
  }

  /// The same where an event lay over `steps` that no calendar knows.
  func withEvent(over steps: Range<Int>) -> ExpectedLine {
    var line = self
    line.breaks = breaks.adding(
      steps, jump: DetectionModel.eventJumpVariance,
      wander: DetectionModel.eventWanderVariance(stepSeconds: stepSeconds), count: observed.count)
    for step in steps { line.inEvent[step] = true }
    return line
  }

  /// The same where `day` was off though no calendar knows it, and had the course of another day.
  func withDayOff(_ day: Range<Int>) -> ExpectedLine {
    var line = withEvent(over: day)
    line.expected = HolidayCourse(observed, usual: expected, fit: fit, stepSeconds: stepSeconds)
      .line([day])
    for step in day where !residual[step].isNaN {
      // What unsteady hours add stays.
      let added = noise[step] - fit.noise(expected: expected[step])
      let own = fit.noise(expected: line.expected[step])
      line.noise[step] =
        line.expected[step] < closed ? .infinity : own + (added < .infinity ? added : 0)
      line.residual[step] = observed[step] / line.expected[step] - 1
    }
    return line
  }

  /// The expected course of each step before any level, and that of a cycle that nothing was learnt
  /// from, slots by the clocks at the end.
  ///
  /// - Parameter values: by the clocks of the first cycles, as are `halves`.
  private static func profile(
    _ values: [Double], _ halves: HalfHourCounts, _ plan: WindowPlan, _ clock: LocalClock,
    slots: MinuteSlots
  ) -> (line: [Double], usual: [Double]) {
    guard plan.cycle != .none else {
      let level = Quantiles.median(values.filter { !$0.isNaN }) ?? 0
      return ([Double](repeating: max(level, 0.01), count: values.count), [])
    }
    let blockCycle = plan.block.lowerBound / plan.cycleSteps
    let learning = (0..<plan.cycles).map { plan.learnsFromBlock || $0 != blockCycle }
    let shift = slots.gathered(shift: clock.slots)
    let profile = CycleProfile(
      values: slots.gathered(values), halves: halves.of(slots),
      cycleSteps: plan.cycleSteps / slots.width, learning: learning, slotShift: shift)
    let line = slots.spread(profile.line(slotShift: shift), count: values.count)
    let usual = slots.spread(profile.usual, count: plan.cycleSteps)
    let floor = DetectionModel.smallestExpected
    return (
      clock.course(line).map { max($0, floor) }, clock.cycleAtEnd(usual).map { max($0, floor) }
    )
  }
}
