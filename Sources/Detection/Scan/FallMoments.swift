import Statistics

/// What orders say of a fall of one course and any depth.
struct FallMoments {
  /// Of the course with the orders, negative where they lie lower along it than usual, in units of their
  /// scatter squared.
  let correlation: Double
  let information: Double

  static let nothing = FallMoments(correlation: 0, information: 0)

  /// Against no fall, the depth being what fits best.
  var logLikelihood: Double {
    guard correlation < 0, information > StepResponse.nothing else { return 0 }
    return correlation * correlation / (2 * information)
  }

  /// The same if orders scatter more by this factor.
  func scattering(by spread: Double) -> FallMoments {
    FallMoments(
      correlation: correlation / (spread * spread), information: information / (spread * spread))
  }

  /// Of a fall by the same depth in both.
  static func + (one: FallMoments, other: FallMoments) -> FallMoments {
    FallMoments(
      correlation: one.correlation + other.correlation,
      information: one.information + other.information)
  }
}
