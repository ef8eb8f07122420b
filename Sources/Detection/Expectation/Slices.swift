import Statistics

/// The window cut into cycles, slots aligned to local clocks.
struct Slices {
  let cycleSteps: Int
  private let cycles: Int
  /// By cycle, then slot.
  private var table: [Double]

  init(values: [Double], cycleSteps: Int, cycles: Int, slotShift: [Int]) {
    var table = [Double](repeating: .nan, count: cycleSteps * cycles)
    for first in stride(from: 0, to: values.count, by: cycleSteps) {
      for step in first..<min(values.count, first + cycleSteps) {
        let slot = Slices.slot(step - first, shift: slotShift[step], cycleSteps: cycleSteps)
        table[first + slot] = values[step]
      }
    }
    self.cycleSteps = cycleSteps
    self.cycles = cycles
    self.table = table
  }

  /// The slot of a step that is `place` steps into its cycle; clocks shift by less than a cycle.
  static func slot(_ place: Int, shift: Int, cycleSteps: Int) -> Int {
    let slot = place + shift
    return slot < 0 ? slot + cycleSteps : slot < cycleSteps ? slot : slot - cycleSteps
  }

  subscript(cycle: Int, slot: Int) -> Double { table[cycle * cycleSteps + slot] }

  private func row(_ cycle: Int) -> ArraySlice<Double> {
    table[(cycle * cycleSteps)..<((cycle + 1) * cycleSteps)]
  }

  /// The same with each slot divided by what belongs to it.
  func divided(by slots: [Double]) -> Slices {
    var result = self
    for first in stride(from: 0, to: table.count, by: cycleSteps) {
      for slot in 0..<cycleSteps { result.table[first + slot] /= slots[slot] }
    }
    return result
  }

  /// The same with every value averaged over as many neighbours as bring enough orders to compare
  /// cycles by; holes are skipped, and stay holes where nothing is near. Nothing is averaged across
  /// `jumps`.
  func pooled(within jumps: CourseJumps = .none) -> Slices {
    var sum = 0.0
    var count = 0
    for value in table where !value.isNaN {
      sum += value
      count += 1
    }
    guard count > 0, sum > 0 else { return self }
    let wanted = DetectionModel.countsBeforeTrimming / (sum / Double(count))
    let width = min(cycleSteps / 28, Int((wanted / 2).rounded(.up)))
    guard wanted > 1, width > 0 else { return self }
    let widths = jumps.widths(upTo: width, count: cycleSteps)
    var result = self
    result.table = (0..<cycles).flatMap { Slices.average(Array(row($0)), widths: widths) }
    return result
  }

  private static func average(_ row: [Double], widths: [Int]) -> [Double] {
    var sums = [Double](repeating: 0, count: row.count + 1)
    var counts = [Int](repeating: 0, count: row.count + 1)
    for (slot, value) in row.enumerated() {
      sums[slot + 1] = sums[slot] + (value.isNaN ? 0 : value)
      counts[slot + 1] = counts[slot] + (value.isNaN ? 0 : 1)
    }
    return row.indices.map { slot in
      let low = max(0, slot - widths[slot])
      let high = min(row.count, slot + widths[slot] + 1)
      let count = counts[high] - counts[low]
      return count > 0 ? (sums[high] - sums[low]) / Double(count) : .nan
    }
  }

  /// The mean of `cycles` at each slot; NaN where none has a value.
  func mean(of cycles: [Int]) -> [Double] {
    (0..<cycleSteps).map { slot in
      var sum = 0.0
      var count = 0
      for cycle in cycles where !self[cycle, slot].isNaN {
        sum += self[cycle, slot]
        count += 1
      }
      return count > 0 ? sum / Double(count) : .nan
    }
  }

  /// The median over `cycles` at each slot; NaN where fewer than `least` have a value.
  func medians(of cycles: some Sequence<Int>, atLeast least: Int = 1) -> [Double] {
    var scratch: [Double] = []
    return (0..<cycleSteps).map { slot in
      scratch.removeAll(keepingCapacity: true)
      for cycle in cycles where !self[cycle, slot].isNaN { scratch.append(self[cycle, slot]) }
      return scratch.count < least ? .nan : Quantiles.medianInPlace(&scratch)
    }
  }

  /// The slot that `place` is, as the cycle is a ring.
  func ring(_ place: Int) -> Int { (place + cycleSteps) % cycleSteps }

  /// How many slots lie between two places of the ring, the short way round.
  func distance(_ one: Int, _ other: Int) -> Int {
    let apart = abs(one - other)
    return min(apart, cycleSteps - apart)
  }

  func hasValues(cycle: Int) -> Bool { row(cycle).contains { !$0.isNaN } }

  func knownShare(cycle: Int) -> Double {
    Double(row(cycle).count { !$0.isNaN }) / Double(cycleSteps)
  }

  /// The level of each learning cycle against the typical one: the median over sevenths of the
  /// cycle of the ratio of sums, so that one odd day does not move it.
  func levels(of learners: [Int]) -> [Int: Double] {
    let typical = medians(of: learners)
    var levels: [Int: Double] = [:]
    for cycle in learners {
      var ratios: [Double] = []
      for part in 0..<7 {
        var seen = 0.0
        var usual = 0.0
        for slot in (part * cycleSteps / 7)..<((part + 1) * cycleSteps / 7)
        where !self[cycle, slot].isNaN && !typical[slot].isNaN {
          seen += self[cycle, slot]
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
    trimmedCourses(of: cycles, levels: levels).last ?? []
  }

  /// That course for each of `cycles`, of all but itself, and behind them the one of all.
  ///
  /// In one pass over the slots: the lowest and highest of all tell those of the others.
  func trimmedCourses(of cycles: [Int], levels: [Int: Double]) -> [[Double]] {
    let scale = cycles.map { 1 / (levels[$0] ?? 1) }
    var courses = [[Double]](
      repeating: [Double](repeating: .nan, count: cycleSteps), count: cycles.count + 1)
    for slot in 0..<cycleSteps {
      var all = Extremes()
      for (position, cycle) in cycles.enumerated() { all.add(self[cycle, slot] * scale[position]) }
      for (position, cycle) in cycles.enumerated() {
        courses[position][slot] = all.trimmedMean(without: self[cycle, slot] * scale[position])
      }
      courses[cycles.count][slot] = all.trimmedMean(without: .nan)
    }
    return courses.map(Slices.filled)
  }

  /// Holes take the mean of all slots.
  static func filled(_ course: [Double]) -> [Double] {
    guard course.contains(where: \.isNaN) else { return course }
    let known = course.filter { !$0.isNaN }
    let mean = known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
    return course.map { $0.isNaN ? mean : $0 }
  }
}
