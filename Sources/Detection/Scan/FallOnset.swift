import Glibc

/// Where a fall began, whatever its shape.
///
/// A fall that deepens over some part of its length looks like one that began in the middle of its ramp.
/// For each onset the likelihood is averaged over shapes, and over the part of its step that it leaves
/// low.
struct FallOnset {
  private let courses: FallCourses
  private let errors: RisingErrors?

  /// Onsets of slow falls that are tried; more are spread over evenly.
  private static let most = 400
  private static let places = [0.0, 0.25, 0.5, 0.75]

  init(_ courses: FallCourses, errors: RisingErrors?) {
    self.courses = courses
    self.errors = errors
  }

  /// - Parameters:
  ///   - steps: that an onset may lie in.
  ///   - slow: of these, where that of a slow fall may.
  func weights(_ steps: ClosedRange<Int>, slow: ClosedRange<Int>, length: Int) -> EdgeWeights? {
    var logs = [Double](repeating: -.infinity, count: steps.count)
    for (shape, weight) in FallShape.tried(length: length) {
      let range = shape == .atOnce ? steps : slow
      let stride = shape == .atOnce ? 1 : max(1, slow.count / FallOnset.most)
      let places = shape == .atOnce ? FallOnset.places : [0.5]
      for step in Swift.stride(from: range.lowerBound, through: range.upperBound, by: stride) {
        let each = places.compactMap { logLikelihood(shape, onset: Double(step) + $0) }
        guard !each.isEmpty else { continue }
        let mean = log(weight / Double(places.count)) + FallOnset.logSum(each)
        for near in step..<min(step + stride, range.upperBound + 1) {
          let index = near - steps.lowerBound
          logs[index] = FallOnset.logSum([logs[index], mean])
        }
      }
    }
    return EdgeWeights(first: steps.lowerBound, unscaled: logs)
  }

  private func logLikelihood(_ shape: FallShape, onset: Double) -> Double? {
    courses.logLikelihood(shape, onset: onset).map {
      $0 + (errors?.logLikelihood(shape, onset: onset) ?? 0)
    }
  }

  static func logSum(_ values: [Double]) -> Double {
    let top = values.max() ?? -.infinity
    guard top > -.infinity else { return top }
    return top + log(values.reduce(0) { $0 + exp($1 - top) })
  }
}
