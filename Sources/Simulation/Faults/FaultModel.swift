import Statistics
import Vocabulary

/// How a fault comes, lasts and goes.
struct FaultCourse: Hashable, Sendable {
  enum Ending: Hashable, Sendable {
    case rollback, fixForward, byItself
  }

  /// From the step that reached a marketplace to its onset.
  var delaySeconds: Int
  /// From the first onset to the last end.
  var durationSeconds: Int
  var depth: Double
  var riseSeconds: Int
  var recoverySeconds: Int
  var stairs: Int
  var ending: Ending
  var errorsPerLostOrder: Double

  /// What falls take to come on: minutes if at once, else parts of their length.
  static let atOnceMinutes = 2.0
  static let ramps = 0.2...0.7
  static let stairs = 0.3...0.6

  /// The parts of its length that a fall may have taken to come on in so many seconds; `nil` if it came
  /// at once.
  static func risePart(stairs: Int, seconds: Double) -> ClosedRange<Double>? {
    stairs > 1 ? self.stairs : seconds > 60 * atOnceMinutes ? ramps : nil
  }

  /// The fall of one marketplace, a little deeper or shallower than the others'.
  func profile(
    onset: Timestamp, end: Timestamp, random: inout SeededGenerator
  ) -> FallProfile {
    FallProfile(
      onset: onset, end: end, depth: min(0.995, depth * random.uniform(0.88, 1.08)),
      riseSeconds: riseSeconds, recoverySeconds: recoverySeconds, stairs: stairs)
  }
}

/// Draws the courses of faults.
struct FaultModel: Sendable {
  let settings: FaultSettings

  private var delays: FaultDelays { FaultDelays(settings) }

  func course(random: inout SeededGenerator) -> FaultCourse {
    let kind = random.index(weights: delays.shares) ?? 0
    let delayMinutes =
      switch kind {
      case 0: random.exponential(mean: FaultDelays.promptMean)
      case 1: random.logNormal(median: FaultDelays.delayedMedian, sd: FaultDelays.sd)
      default: random.logNormal(median: FaultDelays.leakMedian, sd: FaultDelays.sd)
      }
    let minutes = random.logUniform(settings.minutes.lowerBound, settings.minutes.upperBound)
    let shape = random.index(weights: kind == 0 ? [0.75, 0.15, 0.1] : [0.4, 0.5, 0.1]) ?? 0
    let rise =
      switch shape {
      case 0: random.uniform(0, FaultCourse.atOnceMinutes)
      case 1: minutes * random.uniform(FaultCourse.ramps.lowerBound, FaultCourse.ramps.upperBound)
      default:
        minutes * random.uniform(FaultCourse.stairs.lowerBound, FaultCourse.stairs.upperBound)
      }
    let ending = random.choice([
      (FaultCourse.Ending.rollback, 0.7), (.fixForward, 0.15), (.byItself, 0.15),
    ])
    // A fifth of the faults are silent: customers leave and nothing fails.
    let errors = random.chance(0.2) ? 0 : random.logUniform(0.3, 15)
    return FaultCourse(
      delaySeconds: Int(60 * settings.delayFactor * delayMinutes) + 5,
      durationSeconds: Int(60 * minutes),
      depth: random.logUniform(settings.depth.lowerBound, settings.depth.upperBound),
      riseSeconds: Int(60 * rise), recoverySeconds: Int(60 * random.uniform(2, 15)),
      stairs: shape == 2 ? 3 : 1, ending: ending ?? .rollback, errorsPerLostOrder: errors)
  }
}
