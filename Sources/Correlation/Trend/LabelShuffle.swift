import Statistics
import Vocabulary

/// How often chance alone puts the failures on one group: labels shuffled among changes that are
/// alike.
///
/// Alike are changes of about the same size, in the same band of hours and the same part of the period, to systems that
/// have the label about as often: strata of single systems would mostly hold one change.
struct LabelShuffle: Sendable {
  private struct Stratum {
    var asked = 0
    var all = 0
    /// Positions of the changes with failures to put down to them.
    var failing: [Int] = []
  }

  private let strata: [[Int]]
  private let labels: [Bool?]

  init(
    _ changes: [ChangeFacts], _ labels: [Bool?], shares: [Service: Double], clock: TrendClock?
  ) {
    self.labels = labels
    let known = labels.indices.filter { labels[$0] != nil }
    let sizes = LabelShuffle.classes(
      known.map { changes[$0].lines.map(Double.init) ?? -1 }, TrendModel.sizeClasses)
    let share = LabelShuffle.classes(
      known.map { shares[changes[$0].service] ?? 0 }, TrendModel.shareClasses)
    struct Key: Hashable {
      let size: Int
      let share: Int
      let hours: Int
      let part: Int
    }
    var places: [Key: Int] = [:]
    var strata: [[Int]] = []
    for (place, index) in known.enumerated() {
      let change = changes[index]
      let key = Key(
        size: sizes[place], share: share[place], hours: change.hourBand,
        part: clock?.part(change.startedAt) ?? 0)
      let number = places[key] ?? strata.count
      if number == strata.count {
        places[key] = number
        strata.append([])
      }
      strata[number].append(index)
    }
    self.strata = strata
  }

  /// Classes of about equal numbers; equal values share one.
  private static func classes(_ values: [Double], _ number: Int) -> [Int] {
    let edges = (1..<number).compactMap { Quantiles.quantile(values, Double($0) / Double(number)) }
    return values.map { value in edges.count { value > $0 } }
  }

  /// Two-sided: the share of shuffles whose sum lies as far from its mean as the true one; `nil`
  /// where no label could move a failure.
  ///
  /// - Parameter linked: Failures to be put down to each change.
  func p(linked: [Double]) -> Double? {
    var observed = 0.0
    var mean = 0.0
    let prepared = strata.compactMap { members -> Stratum? in
      let asked = members.count { labels[$0] == true }
      let failing = members.filter { linked[$0] >= TrendModel.leastLink }
      guard asked > 0, asked < members.count, !failing.isEmpty else { return nil }
      for index in failing {
        if labels[index] == true { observed += linked[index] }
        mean += linked[index] * Double(asked) / Double(members.count)
      }
      return Stratum(asked: asked, all: members.count, failing: failing)
    }
    guard !prepared.isEmpty else { return nil }
    var random = SeededGenerator(seed: TrendModel.seed, stream: "labels")
    // Sums that differ in their last bit only are equal.
    let distance = abs(observed - mean) - 1e-9
    var asFar = 0
    for _ in 0..<TrendModel.shuffles {
      var sum = 0.0
      for stratum in prepared {
        var (asked, left) = (stratum.asked, stratum.all)
        for index in stratum.failing {
          if random.integer(below: left) < asked {
            sum += linked[index]
            asked -= 1
          }
          left -= 1
        }
      }
      if abs(sum - mean) >= distance { asFar += 1 }
    }
    return Double(asFar + 1) / Double(TrendModel.shuffles + 1)
  }
}
