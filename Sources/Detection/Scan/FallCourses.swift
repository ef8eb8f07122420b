import Statistics

/// How strongly orders speak for falls of any shape and onset that end where one does.
///
/// The response of the filter to a fall is followed step by step while it comes on; what its constant
/// part adds follows from the backward sums of `StepResponse`.
struct FallCourses {
  private let pass: FilterPass
  private let response: StepResponse
  let end: Int
  private let spread: Double
  private let first: Int
  /// ξ at the end is scale·ξ + offset of what it is at each step from `first` on, under a full fall.
  private let carried: [(scale: Double, offset: Double)]

  /// - Parameter first: the earliest step that an onset may lie in.
  init(_ pass: FilterPass, _ response: StepResponse, from first: Int, to end: Int, spread: Double) {
    self.pass = pass
    self.response = response
    self.first = first
    self.end = end
    self.spread = spread
    var carried = [(scale: 1.0, offset: 0.0)]
    for step in stride(from: end - 1, through: first, by: -1) {
      let next = carried[carried.count - 1]
      carried.append(
        (
          next.scale * response.decay[step],
          next.scale * response.uptake[step] + next.offset
        ))
    }
    self.carried = carried.reversed()
  }

  /// Log-likelihood against no fall, its depth being what fits best; `nil` if it has not come on in
  /// full before the end.
  ///
  /// - Parameter parts: the parts of the full depth over each step from `start` until it is there.
  func logLikelihood(_ parts: [Double], from start: Int) -> Double? {
    let full = start + parts.count
    guard start >= first, full < end else { return nil }
    var (correlation, information, taken) = response.follow(parts[...], from: start, pass)
    let whole = response.fall(from: full, taken: taken)
    taken = carried[full - first].scale * taken + carried[full - first].offset
    correlation += whole.correlation - response.correlationOfFall(from: end)
    information += whole.information + response.cutOff(at: end, taken: taken)
    guard correlation < 0, information > 1e-9 else { return 0 }
    return correlation * correlation / (2 * information * spread * spread)
  }
}

extension StepResponse {
  /// Correlation and information of a fall by `parts` of all orders over the steps from `start` on, and ξ
  /// at their end.
  func follow(
    _ parts: ArraySlice<Double>, from start: Int, _ pass: FilterPass
  ) -> (correlation: Double, information: Double, taken: Double) {
    var taken = 0.0
    var correlation = 0.0
    var information = 0.0
    var step = start
    for part in parts {
      let left = part - taken
      correlation += left * pass.innovation[step] * pass.precision[step]
      information += left * left * pass.precision[step]
      taken = decay[step] * taken + uptake[step] * part
      step += 1
    }
    return (correlation, information, taken)
  }
}
