import Statistics

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

  /// - Parameters:
  ///   - values: the window, NaN where nothing was counted or nothing is to be learnt.
  ///   - cycleSteps: slots of a cycle.
  ///   - learning: which cycles to learn from.
  ///   - slotShift: for each step of the window, slots by which local clocks run ahead of the
  ///     first cycle's.
  init(values: [Double], cycleSteps: Int, learning: [Bool], slotShift: [Int]) {
    let slices = Slices(
      values: values, cycleSteps: cycleSteps, cycles: learning.count, slotShift: slotShift)
    let learners = learning.indices.filter { learning[$0] && slices.hasValues(cycle: $0) }
    let pooled = slices.pooled()
    let levels = pooled.levels(of: learners)
    var raw = learners.map { left in
      pooled.trimmedCourse(of: learners.filter { $0 != left }, levels: levels)
    }
    raw.append(pooled.trimmedCourse(of: learners, levels: levels))
    let width = Smoothing.bestWidth(
      slices: slices, learners: learners, levels: levels, courses: raw)
    courses = raw.map { Smoothing.smooth($0, width: width) }
    var map = [Int](repeating: learners.count, count: learning.count)
    for (position, cycle) in learners.enumerated() where learners.count > 1 {
      map[cycle] = position
    }
    courseOfCycle = map
  }

  /// The expected course at `slot` for a step in `cycle`, before the level of the day.
  func value(cycle: Int, slot: Int) -> Double {
    courses[courseOfCycle[min(cycle, courseOfCycle.count - 1)]][slot]
  }
}

/// The window cut into cycles, slots aligned to local clocks.
struct Slices {
  let cycleSteps: Int
  private var table: [[Double]]

  init(values: [Double], cycleSteps: Int, cycles: Int, slotShift: [Int]) {
    var table = [[Double]](
      repeating: [Double](repeating: .nan, count: cycleSteps), count: cycles)
    for index in values.indices {
      let slot = Slices.slot(of: index, shift: slotShift[index], cycleSteps: cycleSteps)
      table[index / cycleSteps][slot] = values[index]
    }
    self.cycleSteps = cycleSteps
    self.table = table
  }

  /// The slot that step `index` of the window falls into.
  static func slot(of index: Int, shift: Int, cycleSteps: Int) -> Int {
    let slot = (index + shift) % cycleSteps
    return slot < 0 ? slot + cycleSteps : slot
  }

  subscript(cycle: Int, slot: Int) -> Double { table[cycle][slot] }

  /// The same with every value averaged over as many neighbours as bring enough orders to compare
  /// cycles by; holes are skipped, and stay holes where nothing is near.
  func pooled() -> Slices {
    var sum = 0.0
    var count = 0
    for row in table { for value in row where !value.isNaN { sum += value; count += 1 } }
    guard count > 0, sum > 0 else { return self }
    let wanted = DetectionModel.countsBeforeTrimming / (sum / Double(count))
    let width = min(cycleSteps / 28, Int((wanted / 2).rounded(.up)))
    guard wanted > 1, width > 0 else { return self }
    var result = self
    for row in table.indices { result.table[row] = Slices.average(table[row], width: width) }
    return result
  }

  private static func average(_ row: [Double], width: Int) -> [Double] {
    var sums = [0.0]
    var counts = [0]
    for value in row {
      sums.append((sums.last ?? 0) + (value.isNaN ? 0 : value))
      counts.append((counts.last ?? 0) + (value.isNaN ? 0 : 1))
    }
    return row.indices.map { slot in
      let low = max(0, slot - width)
      let high = min(row.count, slot + width + 1)
      let count = counts[high] - counts[low]
      return count > 0 ? (sums[high] - sums[low]) / Double(count) : .nan
    }
  }

  func hasValues(cycle: Int) -> Bool { table[cycle].contains { !$0.isNaN } }

  /// The level of each learning cycle against the typical one: the median over sevenths of the
  /// cycle of the ratio of sums, so that one odd day does not move it.
  func levels(of learners: [Int]) -> [Int: Double] {
    var scratch: [Double] = []
    let typical = (0..<cycleSteps).map { slot -> Double in
      scratch.removeAll(keepingCapacity: true)
      for cycle in learners where !table[cycle][slot].isNaN { scratch.append(table[cycle][slot]) }
      return scratch.isEmpty ? .nan : Quantiles.medianInPlace(&scratch)
    }
    var levels: [Int: Double] = [:]
    for cycle in learners {
      var ratios: [Double] = []
      for part in 0..<7 {
        var seen = 0.0
        var usual = 0.0
        for slot in (part * cycleSteps / 7)..<((part + 1) * cycleSteps / 7)
        where !table[cycle][slot].isNaN && !typical[slot].isNaN {
          seen += table[cycle][slot]
          usual += typical[slot]
        }
        if usual > 0 { ratios.append(seen / usual) }
      }
      let level = Quantiles.median(ratios) ?? 1
      levels[cycle] = level > 0 ? level : 1
    }
    return levels
  }

  /// For every slot the mean over `cycles` without the lowest and highest (the median of three,
  /// the mean of two); a slot without values takes the mean of all slots.
  func trimmedCourse(of cycles: [Int], levels: [Int: Double]) -> [Double] {
    let scale = cycles.map { 1 / (levels[$0] ?? 1) }
    var course = [Double](repeating: .nan, count: cycleSteps)
    var total = 0.0
    var filled = 0
    for slot in 0..<cycleSteps {
      var sum = 0.0
      var low = Double.infinity
      var high = -Double.infinity
      var count = 0
      for (position, cycle) in cycles.enumerated() {
        let value = table[cycle][slot] * scale[position]
        if value.isNaN { continue }
        sum += value
        low = min(low, value)
        high = max(high, value)
        count += 1
      }
      guard count > 0 else { continue }
      course[slot] = count > 2 ? (sum - low - high) / Double(count - 2) : sum / Double(count)
      total += course[slot]
      filled += 1
    }
    let mean = filled > 0 ? total / Double(filled) : 0
    for slot in 0..<cycleSteps where course[slot].isNaN { course[slot] = mean }
    return course
  }
}
