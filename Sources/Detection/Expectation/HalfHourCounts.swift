/// The counts of a window by half hours: clocks and the level of a week show in them as well as in steps, at
/// a fraction of the work.
struct HalfHourCounts {
  /// Counts of each; NaN where most of its steps have none, filled up in proportion where some have none.
  private(set) var values: [Double]
  /// Steps of each; 1 where steps are half an hour and longer, or do not fit into one.
  private(set) var width: Int

  private static let seconds = 1800

  /// - Parameters:
  ///   - values: one for each step, NaN where there is none.
  ///   - cycleSteps: what repeats; half hours must fit into it.
  init(_ values: [Double], stepSeconds: Int, cycleSteps: Int) {
    let width = HalfHourCounts.seconds / stepSeconds
    guard width > 1, HalfHourCounts.seconds.isMultiple(of: stepSeconds),
      cycleSteps.isMultiple(of: width)
    else {
      self.values = values
      self.width = 1
      return
    }
    self.width = width
    self.values = stride(from: 0, to: values.count, by: width).map { first in
      var sum = 0.0
      var seen = 0
      for step in first..<min(first + width, values.count) where !values[step].isNaN {
        sum += values[step]
        seen += 1
      }
      return 2 * seen >= width ? sum * Double(width) / Double(seen) : .nan
    }
  }

  /// As they would have been by the clocks of the first cycles, where an hour is less than a step.
  func aligned(to clock: LocalClock) -> HalfHourCounts {
    var result = self
    result.values = clock.aligned(values)
    return result
  }

  /// The same of counts by slots, each of which must fit into half an hour.
  func of(_ slots: MinuteSlots) -> HalfHourCounts {
    var result = self
    result.width /= slots.width
    return result
  }

  /// Without those within so many steps of any of `places`.
  func without(_ reach: Int, around places: [Int]) -> HalfHourCounts {
    var result = self
    for place in places {
      let near = ((place - reach) / width)..<((place + reach) / width)
      for half in near.clamped(to: values.indices) { result.values[half] = .nan }
    }
    return result
  }

  /// Cut into cycles, slots aligned to local clocks.
  ///
  /// - Parameter slotShift: for each step, in steps.
  func slices(cycleSteps: Int, cycles: Int, slotShift: [Int]) -> Slices {
    Slices(
      values: values, cycleSteps: cycleSteps / width, cycles: cycles,
      slotShift: values.indices.map { slotShift[$0 * width] / width })
  }
}
