import Vocabulary

/// What is known of when one marketplace began to fall: a density that is even within each of its cells.
struct OnsetCurve: Sendable {
  let first: Timestamp
  /// Seconds of a cell.
  let grain: Double
  /// Share of the onset before each cell, and one more.
  private let before: [Double]
  /// Seconds from `first`, times share, before each cell, and one more.
  private let moment: [Double]

  /// - Parameter weights: at least one above 0; only their ratios count.
  init(first: Timestamp, grain: Int, weights: [Double]) {
    let total = weights.reduce(0, +)
    var before = [0.0]
    var moment = [0.0]
    for (cell, weight) in weights.enumerated() {
      before.append(before[cell] + weight / total)
      moment.append(moment[cell] + weight / total * (Double(cell) + 0.5) * Double(grain))
    }
    self.first = first
    self.grain = Double(grain)
    self.before = before
    self.moment = moment
  }

  /// Known to lie in the `seconds` from `start`, nothing more.
  init(in seconds: Int, from start: Timestamp) {
    self.init(first: start, grain: seconds, weights: [1])
  }

  /// From `first`.
  var seconds: Double { grain * Double(before.count - 1) }

  /// Share of the onset between two moments, in seconds from `first`, and where in it the onset lies on
  /// average, each cell standing for its middle; `nil` if there is none.
  func share(from low: Double, to high: Double) -> (share: Double, middle: Double)? {
    guard high > 0, low < seconds, low < high else { return nil }
    let share = at(high, before) - at(low, before)
    guard share > 0 else { return nil }
    return (share, (at(high, moment) - at(low, moment)) / share)
  }

  private func at(_ offset: Double, _ sums: [Double]) -> Double {
    let place = min(max(0, offset / grain), Double(sums.count - 1))
    let cell = min(Int(place), sums.count - 2)
    return sums[cell] + (place - Double(cell)) * (sums[cell + 1] - sums[cell])
  }
}
