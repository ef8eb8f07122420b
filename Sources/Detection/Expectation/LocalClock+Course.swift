import Vocabulary

extension LocalClock {
  /// The clocks relative to the oldest cycles of the window, by whose course they are told.
  ///
  /// - Parameter halves: counts of the window, NaN where nothing is to be learnt.
  static func of(_ series: Series, _ halves: HalfHourCounts, _ plan: WindowPlan) -> LocalClock {
    let unchanged = LocalClock(
      hours: [Int](repeating: 0, count: plan.steps.count), stepSeconds: series.stepSeconds)
    guard plan.cycle == .week, plan.cycles > 2 else { return unchanged }
    let first = found(series, halves, plan, known: unchanged)
    // If they changed within the oldest cycles, some days of their course are by the one clock and some by
    // the other; by what was found it is learnt anew, without the days on which they may have changed.
    return first.changes.isEmpty ? first : found(series, halves, plan, known: first)
  }

  /// - Parameter known: the clocks by which the oldest cycles are put together.
  private static func found(
    _ series: Series, _ halves: HalfHourCounts, _ plan: WindowPlan, known: LocalClock
  ) -> LocalClock {
    let stepSeconds = series.stepSeconds
    let steps = 0..<plan.steps.count
    let apart = halves.without(86_400 / stepSeconds, around: known.changes)
    let usual = oldestCourse(apart.aligned(to: known), plan, known.slots)
    let origin = series.time(at: plan.steps.lowerBound)
    guard let inStep = hoursOfStep(stepSeconds) else {
      let found = ClockShift.find(
        values: halves.values, stepSeconds: stepSeconds * halves.width, origin: origin,
        profile: usual)
      let slots = steps.map { found[$0 / halves.width] * halves.width }
      return LocalClock(slots: slots, stepSeconds: stepSeconds)
    }
    // One step before the window and one behind it, whose hours are asked for.
    let hourly = split((-1...halves.values.count).map(usual), into: inStep)
    let found = ClockShift.find(
      values: split(halves.values, into: inStep), stepSeconds: 3600, origin: origin
    ) { hourly[$0 + inStep] }
    return LocalClock(
      hours: steps.map { found[$0 * inStep + inStep / 2] }, stepSeconds: stepSeconds)
  }

  /// The course of the oldest cycles, by the clocks of the first, at each half hour of the window, at the
  /// level of its own cycle.
  private static func oldestCourse(
    _ halves: HalfHourCounts, _ plan: WindowPlan, _ shift: [Int]
  ) -> (_ half: Int) -> Double {
    let slices = halves.slices(
      cycleSteps: plan.cycleSteps, cycles: plan.cycles, slotShift: shift
    ).pooled()
    // A cycle that is known in part would leave some days to two cycles, by two clocks perhaps.
    let whole = (0..<plan.cycles).filter { slices.knownShare(cycle: $0) > 0.8 }
    let known = (0..<plan.cycles).filter { slices.hasValues(cycle: $0) }
    let oldest = Array((whole.count < 3 ? known : whole).prefix(3))
    let levels = slices.levels(of: known)
    let course = slices.trimmedCourse(of: oldest, levels: levels)
    return { half in
      let cycle = max(0, min(half / course.count, plan.cycles - 1))
      return course[(half + course.count) % course.count] * (levels[cycle] ?? 1)
    }
  }
}
