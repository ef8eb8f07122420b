import Statistics
import Vocabulary

/// What only the makers of a world can tell of a planted drop.
public struct Hindsight: Sendable, Hashable {
  /// Orders lost as an oracle estimates them: it knows the expected line, the size of all noise and
  /// which steps were hit, and has the counts before, during and after. Nobody who must learn these can
  /// be closer on average, so its error is the floor of every estimate's.
  public let oracleLoss: Double
  /// Whether the fall took a good part of its length to come on.
  public let comesOnSlowly: Bool
}

/// Makes the hindsight of a world's drops.
///
/// The oracle is the smoother of the very model that made the counts: relative residuals from the
/// expected line are a first-order autoregression seen through count noise (`SignalModel`), predicted
/// over the drop from both sides of it. Marketplaces are taken one by one.
struct HindsightModel {
  let settings: WorldSettings
  let grid: TimeGrid
  let making: Making
  /// One a marketplace, in the order of the settings.
  let series: [Series]

  /// From this part of its length on a fall comes on slowly.
  private static let slowPart = 0.15

  func all() -> [Hindsight] {
    making.drops.map { drop in
      Hindsight(
        oracleLoss: drop.falls.reduce(0) { $0 + loss($1) },
        comesOnSlowly: drop.falls.contains(where: comesOnSlowly))
    }
  }

  private func comesOnSlowly(_ fall: Fall) -> Bool {
    let profile = fall.profile
    let deepest = profile.points.first { $0.fall >= profile.depth }?.at ?? profile.onset
    return Double(deepest.seconds(since: profile.onset))
      >= Self.slowPart * Double(profile.window.seconds)
  }

  private func loss(_ fall: Fall) -> Double {
    let signal = making.signal
    let hit = grid.steps(touching: fall.profile.window)
    let first = max(0, hit.lowerBound - signal.margin)
    let last = min(grid.count, hit.upperBound + signal.margin)
    let unseen = disturbed(fall)
    let means = making.demand.expected[fall.marketplace]
    var observations: [Double] = []
    var noise: [Double] = []
    for step in first..<last {
      let count = series[fall.marketplace].orders[step]
      observations.append(count.map { Double($0) / means[step] - 1 } ?? 0)
      let isSeen = count != nil && !unseen.contains { $0.contains(step) }
      noise.append(isSeen ? signal.dispersion / means[step] : .infinity)
    }
    var weights: [Double] = []
    var missing = 0.0
    for step in hit {
      let count = series[fall.marketplace].orders[step]
      weights.append(count == nil ? 0 : means[step])
      missing += count.map { means[step] - Double($0) } ?? 0
    }
    let model = NoisyAR1(
      rho: signal.correlation, stateVariance: signal.slowVarianceWithDays)
    let gap = (hit.lowerBound - first)..<(hit.upperBound - first)
    let pass = FilterPass(model, observations: observations, noise: noise)
    let slow = GapTotal(
      over: gap, weights: weights[...], pass: pass, observations: observations, noise: noise)
    return missing + slow.mean
  }

  /// Steps of the same marketplace in which something else was planted.
  private func disturbed(_ fall: Fall) -> [Range<Int>] {
    let others = making.drops.flatMap(\.falls).filter { $0.marketplace == fall.marketplace }
      .map { grid.steps(touching: $0.profile.window) }
    return others + making.feed.stepsCountedLate(fall.marketplace)
  }
}
