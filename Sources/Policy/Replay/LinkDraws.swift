import Statistics
import Vocabulary

/// Histories as they may have been: for each drop which change was behind it, and what it cost.
///
/// A draw takes one answer for each drop by the probabilities of its links, "no recorded change" among
/// them, and a loss from its interval. So what is not known of the one does not hide behind what is
/// known of the other, and a change that has several drops is either behind one or is not.
struct LinkDraws {
  /// One drop of one draw: the position of the change behind it, −1 for none of those looked at.
  struct Outcome {
    let change: Int32
    let lost: Double
  }

  private let dropCount: Int
  /// Draw by draw, in each the drops in their order.
  private let outcomes: [Outcome]

  /// - Parameter positions: of the changes that are looked at.
  init(_ drops: [ReplayedDrop], positions: [ChangeID: Int]) {
    var random = SeededGenerator(seed: ReplayModel.seed, stream: "replay")
    let spreads = drops.map(LossSpread.init)
    // The last answer of each is that no recorded change was behind it.
    let changes = drops.map { drop in
      drop.links.map { Int32(positions[$0.change] ?? -1) } + [-1]
    }
    let weights = drops.map { drop in
      drop.links.map(\.probability) + [drop.noRecordedChange]
    }
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(ReplayModel.draws * drops.count)
    for _ in 0..<ReplayModel.draws {
      for drop in drops.indices {
        let answer = random.index(weights: weights[drop]) ?? weights[drop].count - 1
        outcomes.append(
          Outcome(change: changes[drop][answer], lost: spreads[drop].draw(&random)))
      }
    }
    dropCount = drops.count
    self.outcomes = outcomes
  }

  /// What one draw says of some of the changes.
  struct Total {
    /// Changes that a drop was linked to.
    var impacting = 0.0
    /// Lost in these drops.
    var orders = 0.0
    /// Of these, lost in the largest of all drops.
    var inLargest = 0.0
  }

  /// One a draw, in their order.
  ///
  /// - Parameters:
  ///   - isCounted: by position, the changes that are.
  ///   - largest: the position of the largest drop.
  func totals(_ isCounted: [Bool], largest: Int?) -> [Total] {
    guard dropCount > 0 else { return [] }
    var seenInDraw = [Int](repeating: -1, count: isCounted.count)
    return (0..<ReplayModel.draws).map { draw in
      var total = Total()
      for drop in 0..<dropCount {
        let outcome = outcomes[draw * dropCount + drop]
        let change = Int(outcome.change)
        guard change >= 0, isCounted[change] else { continue }
        total.orders += outcome.lost
        if drop == largest { total.inLargest = outcome.lost }
        if seenInDraw[change] != draw {
          seenInDraw[change] = draw
          total.impacting += 1
        }
      }
      return total
    }
  }

  /// For each draw what all drops cost, whatever was behind them.
  var allOrders: [Double] {
    guard dropCount > 0 else { return [] }
    return (0..<ReplayModel.draws).map { draw in
      outcomes[draw * dropCount..<(draw + 1) * dropCount].reduce(0) { $0 + $1.lost }
    }
  }

  /// The central interval of `draws` around a value that was worked out exactly.
  static func estimate(_ value: Double, _ draws: [Double]) -> Estimate {
    let tail = (1 - ReplayModel.level) / 2
    return Estimate(
      value: value, low: Quantiles.quantile(draws, tail) ?? value,
      high: Quantiles.quantile(draws, 1 - tail) ?? value, level: ReplayModel.level)
  }
}

/// Two halves of a normal, so that the ends of an interval that is wider on one side are kept.
private struct LossSpread {
  let value: Double
  let below: Double
  let above: Double

  init(_ drop: ReplayedDrop) {
    let loss = drop.lostOrders
    let reach = Normal.quantile((1 + min(0.999, max(0.5, loss.level))) / 2)
    value = loss.value
    below = (loss.value - loss.low) / reach
    above = (loss.high - loss.value) / reach
  }

  /// Nothing below zero: a drop that was found took orders.
  func draw(_ random: inout SeededGenerator) -> Double {
    let z = random.normal()
    return max(0, value + z * (z < 0 ? below : above))
  }
}
