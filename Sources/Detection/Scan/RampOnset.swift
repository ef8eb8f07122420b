import Glibc

/// Where a fall began if it may have come on slowly.
///
/// A fall that deepens over some part of its length looks like one that began in the middle of its
/// ramp. For each onset the likelihood is averaged over ramps of several lengths, none among them; a
/// ramp is taken as a staircase of equal steps, whose moments follow from those of plain falls.
struct RampOnset {
  private let scan: FallScan
  private let fall: Fall

  /// Lengths of the ramp as parts of the fall, with how often falls come on so: most are there within
  /// a step or two; caches, queues and staged switches take a good part of the fall.
  private static let ramps: [(part: Double, weight: Double)] = [
    (0.15, 0.1), (0.3, 0.1), (0.5, 0.1), (0.7, 0.05),
  ]
  private static let plainWeight = 0.65
  private static let stairs = 4
  /// Onsets tried before the fall; more are spread over evenly.
  private static let most = 120

  init(_ scan: FallScan, _ fall: Fall) {
    self.scan = scan
    self.fall = fall
  }

  /// Log-likelihoods of onsets in each step from `first` to `last`, `plain` being those of a fall that
  /// comes on at once, from `plainFirst` on.
  func weights(plain: [Double], first plainFirst: Int) -> EdgeWeights? {
    let length = fall.end - fall.start
    let first = max(0, min(plainFirst, fall.start - length * 2 / 3))
    let last = plainFirst + plain.count - 1
    guard length >= RampOnset.stairs, first <= last else {
      return EdgeWeights(first: plainFirst, unscaled: plain)
    }
    let stride = max(1, (last - first + 1) / RampOnset.most)
    var logs = [Double](repeating: -.infinity, count: last - first + 1)
    for anchor in Swift.stride(from: first, through: last, by: stride) {
      let ramped = RampOnset.ramps.map { ramp in
        log(ramp.weight) + likelihood(from: anchor, part: ramp.part)
      }
      let sum = RampOnset.logSum(ramped)
      for step in anchor..<min(anchor + stride, last + 1) { logs[step - first] = sum }
    }
    for (offset, value) in plain.enumerated() {
      let index = plainFirst + offset - first
      logs[index] = RampOnset.logSum([logs[index], log(RampOnset.plainWeight) + value])
    }
    return EdgeWeights(first: first, unscaled: logs)
  }

  private static func logSum(_ values: [Double]) -> Double {
    let top = values.max() ?? -.infinity
    guard top > -.infinity else { return top }
    return top + log(values.reduce(0) { $0 + exp($1 - top) })
  }

  /// Log-likelihood of a fall that begins at `start` and deepens evenly over `part` of its length.
  private func likelihood(from start: Int, part: Double) -> Double {
    let length = Double(fall.end - start) * part
    let starts = (0..<RampOnset.stairs).map { stair in
      start + Int((length * (Double(stair) + 0.5) / Double(RampOnset.stairs)).rounded())
    }
    guard let lastStart = starts.last, lastStart < fall.end else { return -.infinity }
    let whole = starts.compactMap { scan.moments($0, fall.end) }
    guard whole.count == starts.count else { return -.infinity }
    var correlation = 0.0
    var information = 0.0
    for (index, one) in whole.enumerated() {
      correlation += one.correlation
      information += one.information
      for later in starts.indices where later > index {
        // Nested falls differ by the stretch between their starts.
        let between =
          starts[index] < starts[later]
          ? scan.moments(starts[index], starts[later])?.information ?? 0 : 0
        information += one.information + whole[later].information - between
      }
    }
    guard correlation < 0, information > 0 else { return 0 }
    return correlation * correlation / (2 * information * fall.spread * fall.spread)
  }
}
