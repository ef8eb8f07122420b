import Statistics
import Vocabulary

/// How likely the counts of one marketplace are for each onset of a fall of known course.
struct CountPass {
  /// What was counted and what would be, were there no such fall.
  struct Counts {
    /// Step of the grid of the first of each.
    let first: Int
    let grid: TimeGrid
    /// `nil` where nothing was counted.
    let orders: [Double?]
    let errors: [Double?]
    let usualOrders: [Double]
    let usualErrors: [Double]
    /// Orders that a fall takes its part of.
    let expected: [Double]
    let errorsPerLostOrder: Double
    let orderDispersion: Double
    let errorDispersion: Double
    /// Of the slow noise, from step to step.
    let correlation: Double
    let slowVariance: Double
  }

  /// The filter before a step, and the log-likelihood of what it has seen.
  private struct State {
    var mean = 0.0
    var variance: Double
    var seen = 0.0

    /// Takes in a count whose mean is `usual` times one plus the slow part: a negative binomial count of
    /// the variance that both together have.
    mutating func count(_ seen: Double, usual: Double, _ dispersion: Double) {
      let expected = max(1e-9, usual * max(0.05, 1 + mean))
      let total = expected * dispersion + usual * usual * variance
      self.seen += NegativeBinomial.logDensity(
        seen, mean: expected, excess: max(1e-6, total / expected - 1))
      let gain = variance * usual / total
      mean += gain * (seen - expected)
      variance *= 1 - gain * usual
    }
  }

  private let counts: Counts
  private let profile: FallProfile
  /// Before each step, if nothing fell.
  private let quiet: [State]
  /// Before each step, if it fell when it did, and at the end.
  private var planted: [State] = []

  /// Two filters are at one if their states differ by less than this part of a standard deviation.
  private static let atOne = 1e-3

  init(_ counts: Counts, profile: FallProfile) {
    self.counts = counts
    self.profile = profile
    var states = [State(variance: counts.slowVariance)]
    for step in counts.orders.indices {
      states.append(CountPass.after(states[step], step, counts, fall: 0))
    }
    quiet = states
    states = [State(variance: counts.slowVariance)]
    for step in counts.orders.indices {
      states.append(
        CountPass.after(states[step], step, counts, fall: CountPass.fall(profile, step, counts)))
    }
    planted = states
  }

  /// Of all counts, had the fall begun at `onset`.
  func logLikelihood(onset: Timestamp) -> Double {
    let moved = profile.beginning(at: onset)
    let start = counts.grid.steps(touching: moved.window).lowerBound - counts.first
    let end = counts.grid.steps(touching: moved.window).upperBound - counts.first
    guard let last = planted.last, quiet.indices.contains(start) else { return -.infinity }
    var state = quiet[start]
    for step in start..<counts.orders.count {
      if step >= end, isAtOne(state, planted[step]) {
        return state.seen + last.seen - planted[step].seen
      }
      state = CountPass.after(
        state, step, counts, fall: step < end ? CountPass.fall(moved, step, counts) : 0)
    }
    return state.seen
  }

  private func isAtOne(_ one: State, _ other: State) -> Bool {
    abs(one.mean - other.mean) < Self.atOne * one.variance.squareRoot()
  }

  private static func fall(_ profile: FallProfile, _ step: Int, _ counts: Counts) -> Double {
    profile.mean(from: counts.grid.time(counts.first + step), seconds: counts.grid.stepSeconds)
  }

  private static func after(_ state: State, _ step: Int, _ counts: Counts, fall: Double) -> State {
    var state = state
    if let orders = counts.orders[step] {
      state.count(orders, usual: counts.usualOrders[step] * (1 - fall), counts.orderDispersion)
    }
    if let errors = counts.errors[step] {
      let more = counts.expected[step] * fall * counts.errorsPerLostOrder
      state.count(errors, usual: counts.usualErrors[step] + more, counts.errorDispersion)
    }
    let rho = counts.correlation
    state.mean *= rho
    state.variance = rho * rho * state.variance + (1 - rho * rho) * counts.slowVariance
    return state
  }
}
