/// The usual course of one cycle, learnt from several, each cycle judged by the others alone.
///
/// For every slot of the cycle the values of the cycles (divided by the level of their cycle) are
/// averaged without the lowest and the highest, so that one bad and one good week leave no mark; then
/// smoothed over neighbouring slots as widely as predicts left-out cycles best.
struct CycleProfile {
  /// Expected course for each cycle of the window; cycles that the profile does not learn from
  /// share the last one.
  private let courses: [[Double]]
  private let courseOfCycle: [Int]
  private let drift: WeeklyDrift

  /// - Parameters:
  ///   - values: the window, NaN where nothing was counted or nothing is to be learnt.
  ///   - halves: the same by half hours.
  ///   - cycleSteps: slots of a cycle.
  ///   - learning: which cycles to learn from.
  ///   - slotShift: for each step of the window, slots by which local clocks run ahead of the
  ///     first cycle's.
  init(
    values: [Double], halves: HalfHourCounts, cycleSteps: Int, learning: [Bool], slotShift: [Int]
  ) {
    var slices = Slices(
      values: values, cycleSteps: cycleSteps, cycles: learning.count, slotShift: slotShift)
    let learners = learning.indices.filter { learning[$0] && slices.hasValues(cycle: $0) }
    let levels = halves.slices(
      cycleSteps: cycleSteps, cycles: learning.count, slotShift: slotShift
    ).pooled().levels(of: learners)
    drift = WeeklyDrift(levels: levels)
    if drift.perCycle != 0 { slices = slices.divided(by: drift.withinCycle(steps: cycleSteps)) }
    let jumps = CourseJumps.find(
      in: slices, learners: learners, width: max(3, halves.width * 3 / 2))
    let raw = slices.pooled(within: jumps).trimmedCourses(of: learners, levels: levels)
    let width = Smoothing.bestWidth(
      slices: slices, learners: learners, levels: levels, courses: raw, jumps: jumps)
    courses = raw.map { Smoothing.smooth($0, width: width, jumps: jumps) }
    var map = [Int](repeating: learners.count, count: learning.count)
    for (position, cycle) in learners.enumerated() where learners.count > 1 {
      map[cycle] = position
    }
    courseOfCycle = map
  }

  /// The course of a cycle that nothing was learnt from, without drift, slots by the first cycle's clocks.
  var usual: [Double] { courses[courses.count - 1] }

  /// The expected course of each step of the window, before the level of the day.
  func line(slotShift: [Int]) -> [Double] {
    let line = courseLine(slotShift: slotShift)
    guard drift.perCycle != 0 else { return line }
    let cycleSteps = courses[0].count
    return zip(line, drift.over(steps: line.count, cycleSteps: cycleSteps)).map(*)
  }

  private func courseLine(slotShift: [Int]) -> [Double] {
    var line: [Double] = []
    line.reserveCapacity(slotShift.count)
    for cycle in courseOfCycle.indices {
      let course = courses[courseOfCycle[cycle]]
      let first = cycle * course.count
      for step in first..<max(first, min(slotShift.count, first + course.count)) {
        line.append(
          course[Slices.slot(step - first, shift: slotShift[step], cycleSteps: course.count)])
      }
    }
    return line
  }
}
