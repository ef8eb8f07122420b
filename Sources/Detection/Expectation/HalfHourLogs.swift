import Glibc

/// The half hours of a window against the course that is usual, by shift of the clocks.
struct HalfHourLogs {
  /// In steps.
  let length: Int
  /// By shift, then half hour: logarithm of counted over expected orders, of the steps that have a count;
  /// NaN where few were counted and no course has many.
  let logs: [[Double]]
  /// Inverse variance of each.
  let weights: [Double]
  /// Orders of each by the course as it is.
  let usual: [Double]

  var count: Int { weights.count }

  /// Fewer make no usable logarithm.
  private static let few = 10.0
  /// So many expected orders are missed where few came.
  private static let many = 40.0
  /// Counted or expected at least: a logarithm of nothing is none.
  private static let least = 0.5

  init(_ values: [Double], hour: Int, shifts: [Int], profile: (_ step: Int) -> Double) {
    let length = (1...max(1, hour / 2)).last { hour.isMultiple(of: $0) } ?? 1
    let count = (values.count + length - 1) / length
    // A course that comes earlier is that of a later step; each is asked for once.
    let course = (-hour..<(count * length + hour)).map(profile)
    let wholes = stride(from: 0, through: course.count - length, by: length).map {
      course[$0..<($0 + length)].reduce(0, +)
    }
    let wholeLogs = wholes.map { log(max(HalfHourLogs.least, $0)) }
    var logs = [[Double]](repeating: [Double](repeating: .nan, count: count), count: shifts.count)
    var weights = [Double](repeating: 0, count: count)
    for half in 0..<count {
      let steps = (half * length)..<min(values.count, (half + 1) * length)
      var seen = 0.0
      var known = 0
      for step in steps where !values[step].isNaN {
        seen += values[step]
        known += 1
      }
      let places = shifts.map { half + ($0 + hour) / length }
      guard known > 0,
        seen >= HalfHourLogs.few || places.contains(where: { wholes[$0] >= HalfHourLogs.many })
      else { continue }
      seen = max(HalfHourLogs.least, seen)
      weights[half] = 1 / (2 / seen + 0.04 * 0.04)
      let logSeen = log(seen)
      for (index, shift) in shifts.enumerated() {
        var expected = wholeLogs[places[index]]
        if known < length {
          let counted = steps.reduce(0) { values[$1].isNaN ? $0 : $0 + course[$1 + shift + hour] }
          expected = log(max(HalfHourLogs.least, counted))
        }
        logs[index][half] = logSeen - expected
      }
    }
    self.length = length
    self.logs = logs
    self.weights = weights
    usual = Array(wholes[(hour / length)...].prefix(count))
  }
}

extension HalfHourLogs {
  /// The level of a chunk of half hours may differ from the usual with this standard deviation (logarithm).
  private static let levelSpread = 0.08

  /// A squared standardised miss counts at most so much, lest one drop be taken for a shift.
  private static let missLimit = 6.0

  /// How the half hours of a chunk fit the course of one shift: their level, and what they miss in units of
  /// −log-likelihood once that is taken out.
  func fit(_ chunk: Range<Int>, _ shift: Int, around usual: Double = 0) -> (
    level: Double, miss: Double
  ) {
    fit(chunk, shift, until: chunk.upperBound, shift, around: usual)
  }

  /// How they fit one course up to a half hour, and another from there on.
  ///
  /// - Parameter usual: what levels spread around.
  func fit(
    _ chunk: Range<Int>, _ old: Int, until change: Int, _ new: Int, around usual: Double
  ) -> (level: Double, miss: Double) {
    let (before, behind) = (logs[old], logs[new])
    func off(_ half: Int) -> Double { (half < change ? before[half] : behind[half]) - usual }
    guard let middle = median(of: chunk, off) else { return (0, 0) }
    let prior = 1 / (HalfHourLogs.levelSpread * HalfHourLogs.levelSpread)
    // The mean of what is near the median: a drop is not to move the level of the hours beside it.
    var weight = prior
    var sum = 0.0
    for half in chunk where !off(half).isNaN {
      let own = off(half) - middle
      guard own * own * weights[half] <= HalfHourLogs.missLimit else { continue }
      weight += weights[half]
      sum += off(half) * weights[half]
    }
    let level = sum / weight
    var miss = level * level * prior / 2
    for half in chunk where !off(half).isNaN {
      let own = off(half) - level
      miss += 0.5 * min(own * own * weights[half], HalfHourLogs.missLimit)
    }
    return (level, miss)
  }

  /// The median of what is seen in a chunk; `nil` of two half hours or fewer.
  private func median(of chunk: Range<Int>, _ off: (Int) -> Double) -> Double? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: chunk.count) { sorted in
      var count = 0
      for half in chunk {
        let value = off(half)
        guard !value.isNaN else { continue }
        var place = count
        while place > 0, sorted[place - 1] > value {
          sorted[place] = sorted[place - 1]
          place -= 1
        }
        sorted[place] = value
        count += 1
      }
      return count > 2 ? (sorted[(count - 1) / 2] + sorted[count / 2]) / 2 : nil
    }
  }
}
