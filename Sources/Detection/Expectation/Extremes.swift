/// The sum of some values, and their two lowest and highest.
struct Extremes {
  private var count = 0
  private var sum = 0.0
  private var low = (first: Double.infinity, second: Double.infinity)
  private var high = (first: -Double.infinity, second: -Double.infinity)

  /// NaN counts for nothing.
  mutating func add(_ value: Double) {
    guard !value.isNaN else { return }
    count += 1
    sum += value
    low = (min(low.first, value), min(low.second, max(low.first, value)))
    high = (max(high.first, value), max(high.second, min(high.first, value)))
  }

  /// The mean of those values without `out`, which is one of them or NaN, and without the lowest and the
  /// highest of what is left; NaN if nothing is.
  func trimmedMean(without out: Double) -> Double {
    let left = out.isNaN ? count : count - 1
    let rest = out.isNaN ? sum : sum - out
    guard left > 2 else { return left > 0 ? rest / Double(left) : .nan }
    let lowest = out == low.first ? low.second : low.first
    let highest = out == high.first ? high.second : high.first
    return (rest - lowest - highest) / Double(left - 2)
  }
}
