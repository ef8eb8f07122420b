import Glibc
import Statistics

/// Places a change of clocks, known to some hours, to the half hour.
struct ClockMoment {
  private let halves: HalfHourLogs
  private let old: Int
  private let new: Int
  /// Within a day of where the change was found, and the first of them that follows it.
  private let chunks: [Range<Int>]
  private let found: Int

  /// Clocks change between midnight and four, when few order: among the lowest of so many of a day's half
  /// hours, at no price.
  private static let nightShare = 0.4
  private static let priceOfDay = 5.0

  /// - Parameters:
  ///   - inChunk: half hours of a chunk.
  ///   - found: the first chunk in which the new course was the likelier.
  ///   - between: chunks that know of no other change.
  init(
    _ halves: HalfHourLogs, inChunk: Int, found: Int, between: Range<Int>, old: Int, new: Int
  ) {
    let day = 86_400 / ClockShift.chunkSeconds
    let near = ((found - day)..<(found + day)).clamped(to: between)
    self.halves = halves
    (self.old, self.new) = (old, new)
    chunks = near.map { ($0 * inChunk)..<min(halves.count, ($0 + 1) * inChunk) }
    self.found = found - near.lowerBound
  }

  /// The half hours that the change may lie in.
  var reach: Range<Int> { (chunks.first?.lowerBound ?? 0)..<(chunks.last?.upperBound ?? 0) }

  /// The first half hour by the new course: the median of the likely ones, since behind closed doors one
  /// says as much as another.
  ///
  /// - Parameter price: of a change at a half hour, in units of −log-likelihood.
  func halfHour(price: (_ half: Int) -> Double) -> Int {
    let night =
      Quantiles.quantile(reach.map { halves.usual[$0] }, ClockMoment.nightShare) ?? .infinity
    // Orders may stand elsewhere than usual all around.
    let levels = chunks.indices.map { halves.fit(chunks[$0], $0 < found ? old : new).level }
    let level = Quantiles.median(levels) ?? 0
    // What is missed by the old course up to a chunk, and by the new one in all that follow it.
    var before = 0.0
    var behind = chunks.reduce(0) { $0 + halves.fit($1, new, around: level).miss }
    var misses: [Double] = []
    for chunk in chunks {
      behind -= halves.fit(chunk, new, around: level).miss
      for half in chunk {
        let miss = halves.fit(chunk, old, until: half, new, around: level).miss
        let isDay = halves.usual[half] > night
        misses.append(before + miss + behind + price(half) + (isDay ? ClockMoment.priceOfDay : 0))
      }
      before += halves.fit(chunk, old, around: level).miss
    }
    let least = misses.min() ?? 0
    let weights = misses.map { exp(least - $0) }
    var left = weights.reduce(0, +) / 2
    let median = weights.firstIndex { weight in
      left -= weight
      return left <= 0
    }
    return reach.lowerBound + (median ?? 0)
  }
}
