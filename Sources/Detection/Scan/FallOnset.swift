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
    var logs = [LogSum](repeating: LogSum(), count: steps.count)
    for (shape, weight) in FallShape.tried(length: length) {
      let range = shape == .atOnce ? steps : slow
      let stride = shape == .atOnce ? 1 : max(1, slow.count / FallOnset.most)
      let places = shape == .atOnce ? FallOnset.places : [0.5]
      let share = log(weight / Double(places.count))
      for place in places {
        let parts = shape.parts(place: place)
        let starts = Array(
          Swift.stride(from: range.lowerBound, through: range.upperBound, by: stride))
        for (step, fall) in zip(starts, courses.logLikelihoods(parts, from: starts)) {
          guard let fall else { continue }
          let onset = Double(step) + place
          let log = share + fall + (errors?.logLikelihood(shape, onset: onset) ?? 0)
          for near in step..<min(step + stride, range.upperBound + 1) {
            logs[near - steps.lowerBound].add(log)
          }
        }
      }
    }
    return EdgeWeights(first: steps.lowerBound, unscaled: logs.map(\.value))
  }
}

/// The logarithm of a sum of which the logarithms of the terms are given.
private struct LogSum {
  private var top = -Double.infinity
  /// In units of the largest term.
  private var sum = 0.0

  mutating func add(_ log: Double) {
    if log <= top {
      sum += exp(log - top)
    } else {
      sum = sum * exp(top - log) + 1
      top = log
    }
  }

  var value: Double { top > -.infinity ? top + log(sum) : top }
}
