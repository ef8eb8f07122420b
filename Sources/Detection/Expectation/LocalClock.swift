/// How local clocks run over a window, relative to those of its first cycles.
///
/// Where an hour is whole steps, the course is taken from so many slots later. Where a step is some hours, it
/// is split into them, as its neighbours suggest, and put together anew.
struct LocalClock {
  /// Hours by which they run ahead at each step.
  let hours: [Int]
  /// Slots of a cycle by which they do; 0 where an hour is less than a step.
  let slots: [Int]
  private let stepSeconds: Int

  /// Hours of a step, if it is more than one of them and there are six steps a day or more: of fewer nobody
  /// can tell the hours.
  static func hoursOfStep(_ stepSeconds: Int) -> Int? {
    let isWhole = stepSeconds.isMultiple(of: 3600) && 86_400.isMultiple(of: stepSeconds)
    return isWhole && stepSeconds > 3600 && stepSeconds <= 86_400 / 6 ? stepSeconds / 3600 : nil
  }

  /// - Parameter slots: steps by which they run ahead.
  init(slots: [Int], stepSeconds: Int) {
    let perHour = max(1, 3600 / stepSeconds)
    self.init(hours: slots.map { $0 / perHour }, stepSeconds: stepSeconds)
  }

  init(hours: [Int], stepSeconds: Int) {
    self.hours = hours
    let perHour = 3600 / stepSeconds
    slots = hours.map { $0 * perHour }
    self.stepSeconds = stepSeconds
  }

  /// The steps from which on they run otherwise than before.
  var changes: [Int] { changes(in: hours.indices) }

  /// Those of `steps` from which on they run otherwise than before.
  func changes(in steps: Range<Int>) -> [Int] {
    steps.clamped(to: 1..<max(1, hours.count)).filter { hours[$0] != hours[$0 - 1] }
  }

  /// Counts of the window as they would have been by the clocks of its first cycles, where an hour is less
  /// than a step; else as they are.
  func aligned(_ counts: [Double]) -> [Double] {
    moved(counts) { -hours[$0] }
  }

  /// What a course by the clocks of the first cycles is at each step, where an hour is less than a step; else
  /// as it is.
  func course(_ course: [Double]) -> [Double] { moved(course) { hours[$0] } }

  /// A cycle by the clocks of the first cycles as it is by those at the end of the window.
  func cycleAtEnd(_ cycle: [Double]) -> [Double] {
    guard let last = hours.last, last != 0, let before = cycle.last, let behind = cycle.first else {
      return cycle
    }
    guard LocalClock.hoursOfStep(stepSeconds) != nil else {
      let shift = slots[slots.count - 1]
      return cycle.indices.map {
        cycle[Slices.slot($0, shift: shift, cycleSteps: cycle.count)]
      }
    }
    let ring = [before] + cycle + [behind]
    return Array(moved(ring) { _ in last }.dropFirst().dropLast())
  }

  /// Each step put together of the hours that lie so many later.
  private func moved(_ values: [Double], _ later: (_ step: Int) -> Int) -> [Double] {
    guard let inStep = LocalClock.hoursOfStep(stepSeconds) else { return values }
    let split = LocalClock.split(values, into: inStep)
    return values.indices.map { step in
      let later = later(step)
      guard later != 0 else { return values[step] }
      return (0..<inStep).reduce(0) { sum, hour in
        sum + split[max(0, min(split.count - 1, step * inStep + hour + later))]
      }
    }
  }

  /// The parts of each value that come from one hour after the other, if values go straight from the middle
  /// of one step to that of the next. They sum up to the value.
  static func split(_ values: [Double], into parts: Int) -> [Double] {
    values.indices.flatMap { step -> [Double] in
      let value = values[step]
      func towards(_ other: Int) -> Double {
        guard values.indices.contains(other), !values[other].isNaN else { return 0 }
        return values[other] - value
      }
      let weights = (0..<parts).map { part -> Double in
        let place = (Double(part) + 0.5) / Double(parts) - 0.5
        return max(0, value + abs(place) * towards(place < 0 ? step - 1 : step + 1))
      }
      let sum = weights.reduce(0, +)
      return weights.map { sum > 0 ? value * $0 / sum : value / Double(parts) }
    }
  }
}
