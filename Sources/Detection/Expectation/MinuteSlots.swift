/// Steps shorter than a minute, taken together while a course is learnt: nothing repeats by the second, and a
/// second holds too few orders to tell what is usual in it.
struct MinuteSlots {
  /// Steps of a slot; 1 where steps are a minute and longer, or do not fit into one.
  let width: Int

  private static let seconds = 60

  init(stepSeconds: Int, cycleSteps: Int) {
    let width = max(1, MinuteSlots.seconds / stepSeconds)
    let fits = MinuteSlots.seconds.isMultiple(of: stepSeconds) && cycleSteps.isMultiple(of: width)
    self.width = fits ? width : 1
  }

  /// The count of each slot, filled up in proportion where some steps have none; NaN where all have none.
  func gathered(_ values: [Double]) -> [Double] {
    guard width > 1 else { return values }
    return stride(from: 0, to: values.count, by: width).map { first in
      var sum = 0.0
      var seen = 0
      for value in values[first..<min(first + width, values.count)] where !value.isNaN {
        sum += value
        seen += 1
      }
      return seen > 0 ? sum * Double(width) / Double(seen) : .nan
    }
  }

  /// For each slot what was told of its first step in steps, in slots.
  func gathered(shift: [Int]) -> [Int] {
    guard width > 1 else { return shift }
    return stride(from: 0, to: shift.count, by: width).map { shift[$0] / width }
  }

  /// The counts of `count` steps.
  func spread(_ slots: [Double], count: Int) -> [Double] {
    guard width > 1 else { return slots }
    return (0..<count).map { slots[$0 / width] / Double(width) }
  }
}
