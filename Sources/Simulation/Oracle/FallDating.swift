import Glibc
import Vocabulary

/// When a marketplace began to fall, as nobody who must read it off orders and website errors can know
/// it better.
///
/// It knows the world's expected line, noise and rates of errors, and of the fall everything but when
/// it began: how it comes on, how deep it is, how it ends, and every other fall of the marketplace. For
/// each onset the likelihood of all counts follows from the filter of the very model that made them:
/// counts are negative binomial around a mean that a slow first-order autoregression moves, orders and
/// errors alike (`SignalModel`; the effects of days are taken for part of it). Every onset is as likely
/// as another beforehand.
struct FallDating {
  private let settings: WorldSettings
  private let grid: TimeGrid
  private let making: Making
  private let seed: UInt64
  private let series: [Series]
  /// Positions of drops in the truth, by their ids.
  private let numbers: [String: Int]

  /// Onsets tried before the end of a fall, beside those before the true one.
  private static let longest = 11 * 3600
  private static let beforeOnset = 3 * 3600
  /// Onsets whose log-likelihood lies further below the best are left out.
  private static let negligible = 18.0
  /// Cells of a step, each of half a minute or more.
  private static let cellsInStep = 4
  private static let leastCell = 30

  init(_ world: World) {
    settings = world.settings
    grid = TimeGrid(world.settings)
    making = world.making
    seed = world.seed
    series = world.series
    numbers = Dictionary(
      uniqueKeysWithValues: world.truth.drops.enumerated().map { ($0.element.id, $0.offset) })
  }

  /// `nil` if the world has no such drop.
  func onsets(of drop: TrueDrop) -> KnownOnsets? {
    guard let number = numbers[drop.id] else { return nil }
    let falls = making.drops[number].falls
    return KnownOnsets(
      drop, settings: settings,
      curves: Dictionary(
        falls.map { ($0.marketplace, curve($0, drop: number)) }, uniquingKeysWith: { $1 }),
      course: CourseLikelihood(faults: settings.faults, falls: falls))
  }

  private func curve(_ fall: Fall, drop number: Int) -> OnsetCurve {
    let profile = fall.profile
    let hit = grid.steps(touching: profile.window)
    let from = min(
      profile.end.advanced(bySeconds: -Self.longest),
      profile.onset.advanced(bySeconds: -Self.beforeOnset))
    let window = TimeWindow(start: from, seconds: profile.end.seconds(since: from))
    let tried = grid.steps(touching: window)
    guard !hit.isEmpty, !tried.isEmpty else {
      return OnsetCurve(in: grid.stepSeconds, from: profile.onset)
    }
    let counts = counts(of: fall, drop: number, tried: tried)
    let cells = max(1, min(Self.cellsInStep, grid.stepSeconds / Self.leastCell))
    let cell = grid.stepSeconds / cells
    let pass = CountPass(counts, profile: profile)
    let rough = tried.map { step in
      pass.logLikelihood(onset: grid.time(step).advanced(bySeconds: grid.stepSeconds / 2))
    }
    let best = rough.max() ?? 0
    var logs = [Double](repeating: -.infinity, count: tried.count * cells)
    for (offset, value) in rough.enumerated() {
      let near = rough[max(0, offset - 1)...min(rough.count - 1, offset + 1)].max() ?? value
      guard near > best - Self.negligible else { continue }
      for part in 0..<cells {
        let middle = grid.time(tried.lowerBound + offset)
          .advanced(bySeconds: part * cell + cell / 2)
        logs[offset * cells + part] = pass.logLikelihood(onset: middle)
      }
    }
    let top = logs.max() ?? 0
    let kept = logs.indices.filter { logs[$0] > top - Self.negligible }
    let first = kept.first ?? 0
    let last = kept.last ?? 0
    return OnsetCurve(
      first: grid.time(tried.lowerBound).advanced(bySeconds: first * cell), grain: cell,
      weights: (first...last).map { logs[$0] > top - Self.negligible ? exp(logs[$0] - top) : 0 })
  }

  private func counts(of fall: Fall, drop number: Int, tried: Range<Int>) -> CountPass.Counts {
    let marketplace = fall.marketplace
    let noise = settings.demand
    let steps =
      max(
        0, tried.lowerBound - making.signal.margin)..<min(
        grid.count, tried.upperBound + making.signal.margin)
    let expected = making.demand.expected[marketplace]
    let rate = CountingModel.errorRate(
      of: settings.marketplaces[marketplace], settings: settings, seed: seed)
    var orders = steps.map { expected[$0] }
    var errors = steps.map { expected[$0] * rate }
    for (other, drop) in making.drops.enumerated() where other != number {
      for own in drop.falls where own.marketplace == marketplace {
        for step in grid.steps(touching: own.profile.window).clamped(to: steps) {
          let depth = own.profile.mean(from: grid.time(step), seconds: grid.stepSeconds)
          orders[step - steps.lowerBound] *= 1 - depth
          errors[step - steps.lowerBound] += expected[step] * depth * drop.errorsPerLostOrder
        }
      }
    }
    let late = making.feed.stepsCountedLate(marketplace)
    let own = series[marketplace]
    return CountPass.Counts(
      first: steps.lowerBound, grid: grid,
      orders: steps.map { step in
        late.contains { $0.contains(step) } ? nil : own.orders[step].map(Double.init)
      },
      errors: steps.map { step in own.errors?[step].map(Double.init) },
      usualOrders: orders, usualErrors: errors,
      expected: steps.map { expected[$0] },
      errorsPerLostOrder: making.drops[number].errorsPerLostOrder,
      orderDispersion: noise.dispersion, errorDispersion: noise.errorDispersion,
      correlation: making.signal.correlation,
      slowVariance: making.signal.slowVarianceWithDays)
  }
}
