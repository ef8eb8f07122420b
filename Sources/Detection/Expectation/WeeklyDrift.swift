import Statistics

/// By how much a series grows or shrinks from cycle to cycle, where it does so steadily.
///
/// A course learnt from cycles that shrink is itself higher at its beginning than at its end, and expects
/// the next cycle to begin as high again: days of orders would seem to be missing from every Monday on.
struct WeeklyDrift {
  /// Natural logarithm of the growth over a cycle; 0 where cycles do not agree that there is one.
  let perCycle: Double

  /// Less is what weeks do by chance, and makes no edge between them that would matter.
  private static let least = 0.02

  static let none = WeeklyDrift(perCycle: 0)

  private init(perCycle: Double) { self.perCycle = perCycle }

  /// What all cycles but one at least show, and the last ones too: a level that changed once is no drift,
  /// nor is one that has come to an end.
  ///
  /// - Parameter levels: of the cycles that are learnt from, by number.
  init(levels: [Int: Double]) {
    let steps = levels.keys.sorted().compactMap { cycle -> Double? in
      guard let level = levels[cycle], let next = levels[cycle + 1], level > 0, next > 0 else {
        return nil
      }
      return PortableMath.log(next / level)
    }
    guard steps.count > 1, let last = steps.last else {
      self = .none
      return
    }
    let sorted = steps.sorted()
    let allButOne = steps.count > 3 ? 1 : 0
    let growth = min(last, sorted[allButOne])
    let decline = max(last, sorted[sorted.count - 1 - allButOne])
    let drift = growth > 0 ? growth : min(0, decline)
    self.init(perCycle: abs(drift) < WeeklyDrift.least ? 0 : drift)
  }

  /// For each slot of a cycle what the drift makes of it, 1 in the midst.
  func withinCycle(steps: Int) -> [Double] {
    (0..<steps).map { PortableMath.exp(perCycle * ((Double($0) + 0.5) / Double(steps) - 0.5)) }
  }

  /// For each step of a window what the drift makes of it, 1 in the midst of the window.
  func over(steps: Int, cycleSteps: Int) -> [Double] {
    (0..<steps).map {
      PortableMath.exp(perCycle * (Double($0) - Double(steps) / 2) / Double(cycleSteps))
    }
  }
}
