import Statistics

/// For each duration of a ladder (1, 2, 3, 4, 6, 8, 12 … steps) and each start: what the filter has
/// taken over of a fall by its end. Made from halves, so that the whole ladder costs a few operations
/// a start and duration.
struct DurationLadder {
  let durations: [Int]
  private let taken: [[Double]]

  /// - Parameter steps: starts to serve; ends may lie up to `response.count`.
  init(_ response: StepResponse, longest: Int, steps: Range<Int>) {
    var durations: [Int] = []
    var taken: [[Double]] = []
    var power = Courses(response, steps)
    var half: Courses?
    var duration = 1
    while duration <= longest, duration <= steps.count {
      durations.append(duration)
      taken.append(power.taken)
      if let half, duration + duration / 2 <= longest {
        durations.append(duration + duration / 2)
        taken.append(power.taken(followedBy: half, after: duration))
      }
      half = power
      power.follow(after: duration)
      duration *= 2
    }
    self.durations = durations
    self.taken = taken
  }

  /// ξ at the ends of the stretches of one rung, for each start served.
  func taken(rung: Int) -> [Double] { taken[rung] }

  /// ξ at `start + durations[rung]`, `offset` counting starts from the first served.
  func taken(rung: Int, offset: Int) -> Double { taken[rung][offset] }
}

/// What becomes of ξ over stretches of one length, for every start: ξ(end) = scale·ξ(start) + offset.
private struct Courses {
  private var scale: [Double]
  /// ξ at the ends if it is 0 at the starts.
  private(set) var taken: [Double]

  /// Over one step.
  init(_ response: StepResponse, _ steps: Range<Int>) {
    scale = Array(response.decay[steps])
    taken = Array(response.uptake[steps])
  }

  /// ξ at the ends if `next` follows, which begins `length` steps later; ends beyond the range keep the
  /// first course and are never asked for.
  func taken(followedBy next: Courses, after length: Int) -> [Double] {
    var all = taken
    var result = all.mutableSpan
    for start in 0..<max(0, scale.count - length) {
      result[start] = next.scale[start + length] * result[start] + next.taken[start + length]
    }
    return all
  }

  /// Doubles the stretches, `length` steps long: each goes on with the one that begins where it ends.
  mutating func follow(after length: Int) {
    Courses.double(&scale, &taken, after: length)
  }

  private static func double(_ scales: inout [Double], _ offsets: inout [Double], after length: Int)
  {
    let inside = max(0, scales.count - length)
    var scale = scales.mutableSpan
    var offset = offsets.mutableSpan
    for start in 0..<inside {
      offset[start] = scale[start + length] * offset[start] + offset[start + length]
      scale[start] *= scale[start + length]
    }
  }
}
