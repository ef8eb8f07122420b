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
    DurationLadder.climb(response, longest: longest, steps: steps) { duration, ends in
      durations.append(duration)
      taken.append(ends)
    }
    self.durations = durations
    self.taken = taken
  }

  /// ξ at `start + durations[rung]`, `offset` counting starts from the first served.
  func taken(rung: Int, offset: Int) -> Double { taken[rung][offset] }

  /// Works out one rung after the other, and keeps none.
  ///
  /// - Parameter rung: told each duration in ascending order, and ξ at the ends for each start; anything
  ///   where an end lies behind the last step.
  static func climb(
    _ response: StepResponse, longest: Int, steps: Range<Int>, _ rung: (Int, [Double]) -> Void
  ) {
    var power = Courses(response, steps)
    // What is needed of earlier rungs, and room for the next: the same few arrays all along.
    var half = power
    var next = power
    var between = power.taken
    var duration = 1
    while duration <= longest, duration <= steps.count {
      rung(duration, power.taken)
      if duration > 1, duration + duration / 2 <= longest {
        power.taken(followedBy: half, after: duration, into: &between)
        rung(duration + duration / 2, between)
      }
      power.doubled(after: duration, into: &next)
      (half, power, next) = (power, next, half)
      duration *= 2
    }
  }
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

  /// ξ at the ends if `other` follows, which begins `length` steps later.
  func taken(followedBy other: Courses, after length: Int, into result: inout [Double]) {
    let inside = 0..<max(0, scale.count - length)
    let (own, first) = (taken.span, length..<(length + inside.count))
    let scale = other.scale.span.extracting(first)
    let offset = other.taken.span.extracting(first)
    var result = result.mutableSpan
    for start in inside { result[start] = scale[start] * own[start] + offset[start] }
  }

  /// The courses over twice the length: each goes on with the one that begins `length` steps later.
  func doubled(after length: Int, into result: inout Courses) {
    taken(followedBy: self, after: length, into: &result.taken)
    let inside = 0..<max(0, scale.count - length)
    let (own, next) = (scale.span, scale.span.extracting(length..<(length + inside.count)))
    var product = result.scale.mutableSpan
    for start in inside { product[start] = own[start] * next[start] }
  }
}
