import Statistics

/// How much the level wanders inside calendar events, where the shape of the day may differ from the usual.
///
/// The hours of an event tell how well the expected course fits there; as long as few were counted it may
/// wander as far as in any event.
struct EventWander {
  private let observed: [Double]
  private let expected: [Double]
  private let fit: NoiseFit
  private let hourSteps: Int
  /// The variance that comes with each step of any event.
  let known: Double

  /// What is known of events beforehand weighs as much as so many hours.
  private static let hoursKnown = 6.0
  /// By this quantile of its hours an event is judged: an order drop in it makes a few of them unlike.
  private static let quantile = 0.75
  /// The same quantile of the square of a standard normal.
  private static let normalSquare = 1.3233
  private static let fewestHours = 6

  init(_ observed: [Double], expected: [Double], fit: NoiseFit, stepSeconds: Int) {
    self.observed = observed
    self.expected = expected
    self.fit = fit
    hourSteps = max(1, 3600 / stepSeconds)
    known = DetectionModel.eventWanderVariance(stepSeconds: stepSeconds)
  }

  /// The variance that comes with each step of an event over `steps`, which may reach beyond the window.
  func variance(in steps: Range<Int>) -> Double {
    let moves = self.moves(steps.clamped(to: observed.indices))
    guard moves.count >= EventWander.fewestHours else { return known }
    let own = wander(of: moves, most: 2 * known * Double(hourSteps)) / Double(hourSteps)
    let hours = Double(moves.count)
    return (EventWander.hoursKnown * known + hours * own) / (EventWander.hoursKnown + hours)
  }

  /// Squared differences of the level from hour to hour, and the variance that they have in any event.
  private func moves(_ steps: Range<Int>) -> [(square: Double, noise: Double)] {
    let hours = stride(from: steps.lowerBound, to: steps.upperBound, by: hourSteps).map { first in
      level(first..<min(first + hourSteps, steps.upperBound))
    }
    let slow = fit.slow.stepVariance * Double(hourSteps)
    return zip(hours, hours.dropFirst()).compactMap { before, after in
      guard let before, let after else { return nil }
      let move = after.value - before.value
      return (move * move, before.variance + after.variance + EventWander.ofMeans * slow)
    }
  }

  /// Of a random walk the means over two neighbouring hours differ by this part of what comes in an hour.
  private static let ofMeans = 2.0 / 3

  private func level(_ steps: Range<Int>) -> (value: Double, variance: Double)? {
    var orders = 0.0
    var usual = 0.0
    var white = 0.0
    for step in steps where !observed[step].isNaN {
      orders += observed[step]
      usual += expected[step]
      white += fit.white * expected[step] * expected[step]
    }
    guard usual > 0 else { return nil }
    return (orders / usual, (fit.dispersion * max(1, orders) + white) / (usual * usual))
  }

  /// The variance an hour under which the moves are as large as they are.
  private func wander(of moves: [(square: Double, noise: Double)], most: Double) -> Double {
    var (low, high) = (0.0, most)
    for _ in 0..<20 {
      let middle = (low + high) / 2
      let sizes = moves.map { $0.square / ($0.noise + EventWander.ofMeans * middle) }
      let size = Quantiles.quantile(sizes, EventWander.quantile) ?? 0
      if size > EventWander.normalSquare { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
