import Glibc
public import Vocabulary

/// Steps in which a feed repeats the last count it brought: nothing was counted there.
///
/// Orders differ from step to step by chance alone, and twenty equal counts in a row tell of the feed. What a
/// shop that is down still counts, say by the orders of a monitor, stands far from the counts before, and is left.
public enum RepeatedCounts {
  /// Smaller counts are alike by chance.
  private static let leastCount: Int32 = 5
  /// How unlikely equal counts must be by chance, as a logarithm: one run in ten thousand series of a quarter.
  private static let leastLogOdds = 25.0
  private static let leastSeconds = 1800
  /// Equal neighbours are so many times as likely by chance as they are in the whole window, since they are likelier
  /// in some hours.
  private static let margin = 2.0
  /// Steps before a run whose counts it must resemble, and within which factor.
  private static let stepsBefore = 6
  private static let likeness = 1.5

  /// The steps of each run but the first, which was counted; ascending.
  ///
  /// - Parameters:
  ///   - counts: of the whole series.
  ///   - window: which of them to look at; it may reach beyond them.
  public static func find(
    in counts: Samples, window: Range<Int>, stepSeconds: Int
  ) -> [Range<Int>] {
    let values = counts.storage
    let window = window.clamped(to: values.indices)
    let runs = runs(values, window)
    guard !runs.isEmpty else { return [] }
    let often = margin * share(values, window)
    return runs.filter { run in
      let count = Double(values[run.lowerBound])
      let chance = max(often, 1 / (2 * Double.pi * count).squareRoot())
      return chance < 1 && -Double(run.count - 1) * log(chance) >= leastLogOdds
        && run.count * stepSeconds >= leastSeconds && goesOn(values, run)
    }.map { ($0.lowerBound + 1)..<$0.upperBound }
  }

  /// What of it begins in the block, as reports name it.
  static func dismissed(in series: Watched, block: TimeWindow) -> [DismissedStretch] {
    series.line.repeated.compactMap { steps in
      let window = TimeWindow(
        start: series.time(at: steps.lowerBound), seconds: steps.count * series.stepSeconds)
      guard block.contains(window.start) else { return nil }
      return DismissedStretch(
        kind: .feedStuck, window: window, series: [series.series.key], depth: nil)
    }
  }

  /// Runs of equal counts that are long enough to be looked at.
  private static func runs(_ values: [Int32], _ window: Range<Int>) -> [Range<Int>] {
    // No count is so large that fewer steps would tell.
    let fewest = 4
    var runs: [Range<Int>] = []
    var first = window.lowerBound
    for step in window.dropFirst() where values[step] != values[first] {
      if step - first >= fewest, values[first] >= leastCount { runs.append(first..<step) }
      first = step
    }
    if window.upperBound - first >= fewest, !window.isEmpty, values[first] >= leastCount {
      runs.append(first..<window.upperBound)
    }
    return runs
  }

  /// How often a count of some size equals the one before.
  private static func share(_ values: [Int32], _ window: Range<Int>) -> Double {
    var (pairs, equal) = (0, 0)
    for step in window.dropFirst() where values[step - 1] >= leastCount {
      pairs += 1
      if values[step] == values[step - 1] { equal += 1 }
    }
    return pairs > 0 ? Double(equal) / Double(pairs) : 1
  }

  /// Whether a run goes on from about what the steps before it counted.
  private static func goesOn(_ values: [Int32], _ run: Range<Int>) -> Bool {
    let before = values[max(0, run.lowerBound - stepsBefore)..<run.lowerBound]
      .filter { $0 != Samples.hole }
    guard !before.isEmpty else { return false }
    let mean = Double(before.reduce(0) { $0 + Int($1) }) / Double(before.count)
    let count = Double(values[run.lowerBound])
    return count <= likeness * mean && likeness * count >= mean
  }
}
