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
    var power = Affine(response, steps)
    var half: Affine?
    var duration = 1
    while duration <= longest, duration <= steps.count {
      durations.append(duration)
      taken.append(power.offset)
      if let half, duration + duration / 2 <= longest {
        durations.append(duration + duration / 2)
        taken.append(power.then(half, after: duration).offset)
      }
      half = power
      power = power.then(power, after: duration)
      duration *= 2
    }
    self.durations = durations
    self.taken = taken
  }

  /// ξ at `start + durations[rung]`, `offset` counting starts from the first served.
  func taken(rung: Int, offset: Int) -> Double { taken[rung][offset] }
}

/// ξ(end) = scale·ξ(start) + offset, for every start.
private struct Affine {
  var scale: [Double]
  var offset: [Double]

  init(_ response: StepResponse, _ steps: Range<Int>) {
    scale = Array(response.decay[steps])
    offset = Array(response.uptake[steps])
  }

  /// This map followed by `next`, which begins `length` steps later; ends beyond the range keep the
  /// first map and are never asked for.
  func then(_ next: Affine, after length: Int) -> Affine {
    var result = self
    for start in 0..<max(0, scale.count - length) {
      result.scale[start] = next.scale[start + length] * scale[start]
      result.offset[start] =
        next.scale[start + length] * offset[start] + next.offset[start + length]
    }
    return result
  }
}
