import Statistics

/// How far orders stand above what is usual for hours: in a sale, for days. Whatever brings three times the
/// orders brings three times the website errors, and these are then no sign of a fault.
enum HighDemand {
  /// Hours on either side that tell how high orders stand: falls and bursts of a few hours move it little.
  private static let reachSeconds = 6 * 3600
  private static let binSeconds = 1800
  /// What is less is in what errors usually follow.
  private static let least = 0.15

  /// For each step the part by which orders stand above what is usual, 0 where that is little; empty if nowhere
  /// more.
  static func levels(_ orders: ExpectedLine) -> [Double] {
    let width = max(1, binSeconds / orders.stepSeconds)
    let bins = stride(from: 0, to: orders.observed.count, by: width).map { first in
      var sums = (seen: 0.0, usual: 0.0)
      for step in first..<min(first + width, orders.observed.count)
      where !orders.observed[step].isNaN {
        sums.seen += orders.observed[step]
        sums.usual += orders.expected[step]
      }
      return sums.usual > 0 ? sums.seen / sums.usual - 1 : .nan
    }
    guard bins.contains(where: { $0 >= least }) else { return [] }
    let reach = max(1, reachSeconds / (width * orders.stepSeconds))
    let levels = bins.indices.map { bin -> Double in
      var near = bins[max(0, bin - reach)..<min(bins.count, bin + reach + 1)].filter { !$0.isNaN }
      let level = near.isEmpty ? 0 : Quantiles.medianInPlace(&near)
      return level >= least ? level : 0
    }
    return orders.observed.indices.map { levels[$0 / width] }
  }
}
