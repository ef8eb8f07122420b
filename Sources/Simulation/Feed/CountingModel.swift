import Statistics
import Vocabulary

/// Turns demand and planted falls into the counts that the feed delivers.
struct CountingModel: Sendable {
  let settings: WorldSettings
  let grid: TimeGrid
  let demand: Demand
  let feed: FeedFaults
  let drops: [DraftDrop]
  let seed: UInt64

  /// Website errors that a usual order brings with it in one marketplace.
  static func errorRate(of code: String, settings: WorldSettings, seed: UInt64) -> Double {
    var random = errors(of: code, seed: seed)
    return errorRate(&random, settings: settings)
  }

  private static func errors(of code: String, seed: UInt64) -> SeededGenerator {
    SeededGenerator(seed: seed, stream: "errors/\(code)")
  }

  /// Error rates differ between marketplaces by a factor of two or so.
  private static func errorRate(
    _ random: inout SeededGenerator, settings: WorldSettings
  ) -> Double {
    random.logNormal(median: settings.demand.errorsPerOrder, sd: 0.4)
  }

  func series() -> [Series] {
    settings.marketplaces.indices.map { series(of: $0) }
  }

  private func series(of marketplace: Int) -> Series {
    let code = settings.marketplaces[marketplace]
    let (means, extraErrors) = meansUnderFaults(marketplace)
    var orderRandom = SeededGenerator(seed: seed, stream: "orders/\(code)")
    var errorRandom = Self.errors(of: code, seed: seed)
    let rate = Self.errorRate(&errorRandom, settings: settings)
    var orders: [Int32] = []
    var errors: [Int32] = []
    for step in 0..<grid.count {
      let count = orderRandom.negativeBinomial(
        mean: means[step], dispersion: settings.demand.dispersion)
      let errorMean = demand.intensity[marketplace][step] * rate + extraErrors[step]
      let errorCount = errorRandom.negativeBinomial(
        mean: errorMean, dispersion: settings.demand.errorDispersion)
      orders.append(Int32(clamping: count))
      errors.append(Int32(clamping: errorCount))
    }
    for late in feed.lateCounts where late.marketplace == marketplace {
      for step in late.steps {
        orders[late.steps.upperBound] += orders[step]
        orders[step] = 0
      }
    }
    for step in 0..<grid.count where !feed.hasRow(marketplace, step) {
      orders[step] = Samples.hole
      errors[step] = Samples.hole
    }
    return Series(
      key: SeriesKey(marketplace: Marketplace(code)), start: grid.start,
      stepSeconds: grid.stepSeconds, orders: Samples(storage: orders),
      errors: Samples(storage: errors))
  }

  private func meansUnderFaults(_ marketplace: Int) -> (orders: [Double], extraErrors: [Double]) {
    var means = demand.intensity[marketplace]
    var errors = Array(repeating: 0.0, count: grid.count)
    for drop in drops {
      for fall in drop.falls where fall.marketplace == marketplace {
        for step in grid.steps(touching: fall.profile.window) {
          let depth = fall.profile.mean(from: grid.time(step), seconds: grid.stepSeconds)
          means[step] *= 1 - depth
          let lost = demand.intensity[marketplace][step] * depth
          errors[step] += lost * drop.errorsPerLostOrder
        }
      }
    }
    return (means, errors)
  }
}
