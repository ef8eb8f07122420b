import Vocabulary

extension LocalClock {
  /// The clocks relative to the oldest cycles of the window, by whose course they are told.
  ///
  /// - Parameter halves: counts of the window, NaN where nothing is to be learnt.
  static func of(_ series: Series, _ halves: HalfHourCounts, _ plan: WindowPlan) -> LocalClock {
    let stepSeconds = series.stepSeconds
    let none = [Int](repeating: 0, count: plan.steps.count)
    guard plan.cycle == .week, plan.cycles > 2 else {
      return LocalClock(hours: none, stepSeconds: stepSeconds)
    }
    let usual = oldestCourse(halves, plan, none)
    let origin = series.time(at: plan.steps.lowerBound)
    guard let inStep = hoursOfStep(stepSeconds) else {
      let found = ClockShift.find(
        values: halves.values, stepSeconds: stepSeconds * halves.width, origin: origin,
        profile: usual)
      let slots = none.indices.map { found[$0 / halves.width] * halves.width }
      return LocalClock(slots: slots, stepSeconds: stepSeconds)
    }
    // One step before the window and one behind it, whose hours are asked for.
    let hourly = split((-1...halves.values.count).map(usual), into: inStep)
    let found = ClockShift.find(
      values: split(halves.values, into: inStep), stepSeconds: 3600, origin: origin
    ) { hourly[$0 + inStep] }
    return LocalClock(
      hours: none.indices.map { found[$0 * inStep + inStep / 2] }, stepSeconds: stepSeconds)
  }

  /// The course of the oldest cycles at each half hour of the window, at the level of its own cycle.
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
