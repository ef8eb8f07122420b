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

  var isEmpty: Bool { jumps.isEmpty }

  func jump(before step: Int) -> Double { isEmpty ? 0 : jumps[step] }

  /// ρ from `step` to the next.
  func rho(_ model: NoisyAR1, after step: Int) -> Double {
    !isEmpty && held[step] ? 1 : model.rho
  }
}
