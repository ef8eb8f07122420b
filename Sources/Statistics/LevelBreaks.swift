/// Where the slow part of a series leaves its usual course.
public struct LevelBreaks: Sendable, Hashable {
  /// Variance added to the state before a step, where its level may have jumped.
  let jumps: [Double]
  /// Whether the state stays from a step to the next, in the place of going back to 0.
  let held: [Bool]

  /// Nothing out of the usual.
  public static let none = LevelBreaks(jumps: [], held: [])

  /// Both are empty, or one a step.
  public init(jumps: [Double], held: [Bool]) {
    precondition(jumps.count == held.count, "as many jumps as held steps")
    self.jumps = jumps
    self.held = held
  }

  /// Those of some of the steps alone.
  public func of(_ steps: Range<Int>) -> LevelBreaks {
    isEmpty ? self : LevelBreaks(jumps: Array(jumps[steps]), held: Array(held[steps]))
  }

  /// The same where the level may jump at both ends of `steps` too, and stays inside.
  ///
  /// - Parameters:
  ///   - jump: variance added at each end.
  ///   - wander: added before each step inside.
  ///   - count: steps in all.
  public func adding(_ steps: Range<Int>, jump: Double, wander: Double, count: Int) -> LevelBreaks {
    var jumps = isEmpty ? [Double](repeating: 0, count: count) : jumps
    var held = isEmpty ? [Bool](repeating: false, count: count) : held
    for step in steps {
      jumps[step] += wander
      held[step] = step + 1 < steps.upperBound
    }
    for edge in [steps.lowerBound, steps.upperBound] where edge < count { jumps[edge] += jump }
    return LevelBreaks(jumps: jumps, held: held)
  }

  var isEmpty: Bool { jumps.isEmpty }

  func jump(before step: Int) -> Double { isEmpty ? 0 : jumps[step] }

  /// ρ from `step` to the next.
  func rho(_ model: NoisyAR1, after step: Int) -> Double {
    !isEmpty && held[step] ? 1 : model.rho
  }
}
