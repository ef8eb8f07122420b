import Statistics
import Vocabulary

/// What orders lost may have been, and whose: draws of both, the same for every group asked about.
struct LossDraws: Sendable {
  private let events: [ChangeLinks.Event]
  /// For each event the answers it may have, its own changes first, and by draw which one was drawn
  /// and what was lost.
  private let answers: [[ChangeLinks.Answer]]
  private let drawn: [[Int]]
  private let losses: [[Double]]

  init(_ events: [ChangeLinks.Event]) {
    self.events = events
    var random = SeededGenerator(seed: TrendModel.seed, stream: "losses")
    answers = events.map { $0.own.map { .change($0.change) } + [.elsewhere, .none] }
    var drawn: [[Int]] = []
    var losses: [[Double]] = []
    for event in events {
      let weights = event.own.map(\.probability) + [event.elsewhere, event.none]
      let spread = event.lost.spread
      drawn.append(
        (0..<TrendModel.lossDraws).map { _ in random.index(weights: weights) ?? weights.count - 1 })
      losses.append(
        (0..<TrendModel.lossDraws).map { _ in
          max(0, random.normal(mean: event.lost.value, sd: spread))
        })
    }
    self.drawn = drawn
    self.losses = losses
  }

  /// Of drops whose answer `belongs`, each counted by its probability.
  func total(_ belongs: (ChangeLinks.Answer) -> Bool) -> Estimate {
    var value = 0.0
    var totals = [Double](repeating: 0, count: TrendModel.lossDraws)
    for (number, event) in events.enumerated() {
      let counts = answers[number].map(belongs)
      guard counts.contains(true) else { continue }
      let weights = event.own.map(\.probability) + [event.elsewhere, event.none]
      value += zip(weights, counts).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } * event.lost.value
      for draw in totals.indices where counts[drawn[number][draw]] {
        totals[draw] += losses[number][draw]
      }
    }
    return estimate(value, totals)
  }

  /// The likeliest answer taken for the truth, so that only the losses are uncertain.
  func strongest(_ belongs: (ChangeLinks.Answer) -> Bool) -> Estimate {
    var value = 0.0
    var totals = [Double](repeating: 0, count: TrendModel.lossDraws)
    for (number, event) in events.enumerated() where belongs(event.strongest) {
      value += event.lost.value
      for draw in totals.indices { totals[draw] += losses[number][draw] }
    }
    return estimate(value, totals)
  }

  private func estimate(_ value: Double, _ totals: [Double]) -> Estimate {
    let tail = (1 - TrendModel.level) / 2
    return Estimate(
      value: value, low: Quantiles.quantile(totals, tail) ?? 0,
      high: Quantiles.quantile(totals, 1 - tail) ?? 0, level: TrendModel.level)
  }
}

extension Estimate {
  /// Standard deviation of a normal error with this interval.
  fileprivate var spread: Double {
    let z = Normal.quantile(0.5 + level / 2)
    return z > 0 ? (high - low) / (2 * z) : 0
  }
}
