import Statistics
import Vocabulary

/// The window of one series with its expectation, ready to be searched for falls.
struct ExpectedLine {
  let plan: WindowPlan
  /// Orders of each step; NaN where no row came.
  let observed: [Double]
  /// Expected orders of each step before anything slow is followed.
  let expected: [Double]
  /// observed / expected − 1; NaN where no row came.
  let residual: [Double]
  /// White noise variance of the residual; infinite where no row came.
  let noise: [Double]
  /// Where calendar events begin, last and end: the level may jump at their edges, and inside it stays
  /// where the event has put it, more or less.
  let breaks: LevelBreaks
  let fit: NoiseFit
  let stepSeconds: Int
  /// Slots by which local clocks ran ahead, for each step.
  let clockShift: [Int]
  /// Whether a calendar event covers the step.
  let inEvent: [Bool]

  /// - Parameters:
  ///   - counts: orders or errors of the whole series, holes kept.
  ///   - events: those that apply to the series' marketplace.
  ///   - clock: how far local clocks ran ahead at each step, if orders have told already.
  ///   - odd: steps that nothing is to be learnt from.
  init(
    series: Series, counts: Samples, plan: WindowPlan, events: [CalendarEvent],
    clock: [Int]? = nil, odd: [Bool]? = nil, care: Care = .full
  ) {
    self.plan = plan
    let observed = plan.steps.map { step -> Double in
      guard step >= 0, step < counts.count, let value = counts[step] else { return .nan }
      return Double(value)
    }
    let marks = ExpectedLine.eventMarks(series, plan, events)
    let learnable = observed.indices.map { index in
      marks.inside[index] || odd?[index] == true ? Double.nan : observed[index]
    }
    let shift = clock ?? ExpectedLine.clockShift(learnable, plan, series)
    let profile = ExpectedLine.profile(learnable, plan, shift)
    let track = LevelTrack(
      values: learnable, profile: profile, daySteps: 86_400 / Double(series.stepSeconds))
    let expected = profile.indices.map { profile[$0] * track.value(at: $0) }
    let residual = zip(observed, expected).map { $0 / $1 - 1 }
    let fit = NoiseFit(
      residual: zip(residual, learnable).map { $1.isNaN ? Double.nan : $0 }, expected: expected,
      stepSeconds: series.stepSeconds, care: care)
    stepSeconds = series.stepSeconds
    self.observed = observed
    self.expected = expected
    self.residual = residual
    self.fit = fit
    noise = zip(residual, expected).map { $0.isNaN ? .infinity : fit.noise(expected: $1) }
    clockShift = shift
    inEvent = marks.inside
    breaks = ExpectedLine.breaks(marks, stepSeconds: series.stepSeconds)
  }

  private static func breaks(
    _ marks: (inside: [Bool], edges: [Bool]), stepSeconds: Int
  ) -> LevelBreaks {
    let (inside, edges) = marks
    guard !edges.isEmpty else { return .none }
    let wander =
      DetectionModel.eventWander * DetectionModel.eventWander * Double(stepSeconds)
      / DetectionModel.eventWanderSeconds
    let jump = DetectionModel.eventJump * DetectionModel.eventJump
    return LevelBreaks(
      jumps: edges.indices.map { (edges[$0] ? jump : 0) + (inside[$0] ? wander : 0) },
      held: edges.indices.map { inside[$0] && $0 + 1 < edges.count && !edges[$0 + 1] })
  }

  private static func profile(_ values: [Double], _ plan: WindowPlan, _ shift: [Int]) -> [Double] {
    guard plan.cycle != .none else {
      let level = Quantiles.median(values.filter { !$0.isNaN }) ?? 0
      return [Double](repeating: max(level, 0.01), count: values.count)
    }
    let blockCycle = plan.block.lowerBound / plan.cycleSteps
    let learning = (0..<plan.cycles).map { plan.learnsFromBlock || $0 != blockCycle }
    let raw = CycleProfile(
      values: values, cycleSteps: plan.cycleSteps, learning: learning, slotShift: shift
    ).line(slotShift: shift)
    let mean = raw.reduce(0, +) / Double(max(1, raw.count))
    let floor = max(1e-3, DetectionModel.profileFloor * mean)
    return raw.map { max($0, floor) }
  }

  /// The shift relative to the oldest cycles, whose clocks set the slots.
  private static func clockShift(
    _ values: [Double], _ plan: WindowPlan, _ series: Series
  ) -> [Int] {
    let none = [Int](repeating: 0, count: values.count)
    guard plan.cycle == .week, plan.cycles > 2 else { return none }
    let slices = Slices(
      values: values, cycleSteps: plan.cycleSteps, cycles: plan.cycles, slotShift: none
    ).pooled()
    let known = (0..<plan.cycles).filter { slices.hasValues(cycle: $0) }
    let oldest = Array(known.prefix(3))
    let course = slices.trimmedCourse(of: oldest, levels: slices.levels(of: oldest))
    return ClockShift.find(
      values: values, stepSeconds: series.stepSeconds,
      origin: series.time(at: plan.steps.lowerBound)
    ) { step in course[(step + plan.cycleSteps) % plan.cycleSteps] }
  }

  private static func eventMarks(
    _ series: Series, _ plan: WindowPlan, _ events: [CalendarEvent]
  ) -> (inside: [Bool], edges: [Bool]) {
    var inside = [Bool](repeating: false, count: plan.steps.count)
    var edges: [Bool] = []
    for event in events {
      let first = series.index(of: event.window.start) - plan.steps.lowerBound
      let last =
        series.index(of: event.window.end.advanced(bySeconds: series.stepSeconds - 1))
        - plan.steps.lowerBound
      guard first < inside.count, last > 0 else { continue }
      if edges.isEmpty { edges = [Bool](repeating: false, count: inside.count) }
      for index in max(0, first)..<min(inside.count, last) { inside[index] = true }
      if first >= 0 { edges[first] = true }
      if last < inside.count { edges[last] = true }
    }
    return (inside, edges)
  }
}
