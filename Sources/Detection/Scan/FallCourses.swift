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

  /// Log-likelihood against no fall of the falls that begin at each of `starts`, the depth being what fits
  /// best; `nil` where one has not come on in full before the end.
  ///
  /// Four onsets are followed side by side: one alone waits for each step before it begins the next.
  ///
  /// - Parameter parts: the parts of the full depth over each step from a start until it is there.
  func logLikelihoods(_ parts: [Double], from starts: [Int]) -> [Double?] {
    var found: [Double?] = []
    found.reserveCapacity(starts.count)
    while found.count < starts.count {
      let next = starts[found.count...].prefix(4)
      if next.count == 4, next.allSatisfy({ $0 >= first && $0 + parts.count < end }) {
        let four = response.follow(parts, from: SIMD4(next), pass)
        for (lane, start) in next.enumerated() {
          found.append(
            moments(
              correlation: four.correlation[lane], information: four.information[lane],
              taken: four.taken[lane], full: start + parts.count
            ).logLikelihood)
        }
      } else {
        found.append(logLikelihood(parts, from: starts[found.count]))
      }
    }
    return found
  }

  /// The same of one.
  func logLikelihood(_ parts: [Double], from start: Int) -> Double? {
    moments(parts, from: start)?.logLikelihood
  }

  /// Correlation and information of the fall that begins so at `start`; `nil` where it has not come on in
  /// full before the end.
  func moments(_ parts: [Double], from start: Int) -> FallMoments? {
    let full = start + parts.count
    guard start >= first, full < end else { return nil }
    let (correlation, information, taken) = response.follow(parts[...], from: start, pass)
    return moments(correlation: correlation, information: information, taken: taken, full: full)
  }

  /// Of a fall that is there in full at `full`, the rest being what is known of it before.
  private func moments(
    correlation: Double, information: Double, taken: Double, full: Int
  ) -> FallMoments {
    let whole = response.fall(from: full, taken: taken)
    let taken = carried[full - first].scale * taken + carried[full - first].offset
    let correlation = correlation + (whole.correlation - response.correlationOfFall(from: end))
    let information = information + (whole.information + response.cutOff(at: end, taken: taken))
    return FallMoments(correlation: correlation, information: information).scattering(by: spread)
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

  /// The same from each of four starts.
  fileprivate func follow(
    _ parts: [Double], from starts: SIMD4<Int>, _ pass: FilterPass
  ) -> (correlation: SIMD4<Double>, information: SIMD4<Double>, taken: SIMD4<Double>) {
    let (innovation, precision) = (pass.innovation.span, pass.precision.span)
    let (decay, uptake) = (decay.span, uptake.span)
    @inline(__always) func lanes(_ values: Span<Double>, _ step: Int) -> SIMD4<Double> {
      SIMD4(
        values[starts.x + step], values[starts.y + step], values[starts.z + step],
        values[starts.w + step])
    }
    var taken = SIMD4<Double>.zero
    var correlation = SIMD4<Double>.zero
    var information = SIMD4<Double>.zero
    for (step, part) in parts.enumerated() {
      let left = part - taken
      let weight = lanes(precision, step)
      correlation += left * lanes(innovation, step) * weight
      information += left * left * weight
      taken = lanes(decay, step) * taken + lanes(uptake, step) * part
    }
    return (correlation, information, taken)
  }
}
