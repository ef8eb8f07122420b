import Glibc

/// How long after a step its marketplaces are seen to fall, as points with weights.
///
/// The delay itself, and for some drops what passes until a slow fall shows or by how much onsets are
/// dated wrongly, which marketplaces have in common since one fault and one baseline are behind them.
/// Minutes throughout.
struct DelayGrid: Sendable {
  struct Point: Sendable {
    let minutes: Double
    let weight: Double
    /// Index in `LinkModel.Together.scatters`: how far marketplaces differ at such a delay.
    let scatter: Int
  }

  let points: [Point]

  private static let lagLevels = [0.1, 0.3, 0.5, 0.7, 0.9]

  /// - Parameters:
  ///   - length: of the drop.
  ///   - step: of its onset.
  ///   - strays: by how many steps such drops are dated wrongly in all marketplaces alike.
  init(
    _ delays: DelayDistribution, length: Double, step: Double,
    strays: OnsetStrays
  ) {
    let lags = DelayGrid.lags(length: length, step: step, strays: strays)
    var sums: [[Int]: (weight: Double, minutes: Double)] = [:]
    var from = 0.0
    while from < delays.horizon {
      let to = max(from + LinkModel.Together.leastWidth, from * LinkModel.Together.ratio)
      let mass = delays.cumulative(to) - delays.cumulative(from)
      let middle = (from + to) / 2
      let scatter = DelayGrid.scatter(at: middle)
      for lag in lags {
        let key = [DelayGrid.cell(middle + lag.minutes), scatter]
        sums[key, default: (0, 0)].weight += mass * lag.weight
        sums[key, default: (0, 0)].minutes += mass * lag.weight * (middle + lag.minutes)
      }
      from = to
    }
    points = sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { key, sum in
      guard sum.weight > LinkModel.Together.negligible else { return nil }
      return Point(
        minutes: sum.minutes / sum.weight, weight: sum.weight, scatter: key[1])
    }
  }

  /// By how much an onset is dated late, for all marketplaces alike.
  private static func lags(
    length: Double, step: Double, strays: OnsetStrays
  ) -> [(minutes: Double, weight: Double)] {
    let model = LinkModel.Onset.self
    let slow = -model.slowLag * length
    var lags = [(minutes: 0.0, weight: 1 - model.slowShare)]
    for level in lagLevels {
      lags.append((slow * log1p(-level), model.slowShare / Double(lagLevels.count)))
    }
    // What falls later than it is dated is dated early.
    return lags.flatMap { lag in
      strays.shares.map { (lag.minutes - Double($0.steps) * step, lag.weight * $0.share) }
    }
  }

  /// The scatter on offer that is nearest to what the model says.
  private static func scatter(at minutes: Double) -> Int {
    let model = LinkModel.Together.self
    let wanted = max(model.scatters[0], model.scatterShare * minutes)
    return model.scatters.firstIndex { $0 >= 0.75 * wanted } ?? model.scatters.count - 1
  }

  private static func cell(_ minutes: Double) -> Int {
    let model = LinkModel.Together.self
    let even = model.leastWidth / (model.ratio - 1)
    return minutes < even
      ? Int((minutes / model.leastWidth).rounded(.down))
      : Int(even / model.leastWidth) + 1 + Int(log(minutes / even) / log(model.ratio))
  }
}
