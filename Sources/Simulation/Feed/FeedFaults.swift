import Statistics
import Vocabulary

/// Where the metrics feed fails: rows that never came, counters that stood still and caught up.
struct FeedFaults: Sendable {
  /// A stretch without rows.
  struct Gap: Sendable {
    let marketplaces: [Int]
    let steps: Range<Int>
  }

  /// Steps that read zero, their orders counted in the step after them.
  struct LateCount: Sendable {
    let marketplace: Int
    let steps: Range<Int>
  }

  private(set) var gaps: [Gap] = []
  private(set) var lateCounts: [LateCount] = []
  /// [marketplace][step]; true where no row came.
  private var missing: [[Bool]]

  init(settings: WorldSettings, grid: TimeGrid, seed: UInt64) {
    let months = Double(settings.days) / 28
    missing = Array(
      repeating: Array(repeating: false, count: grid.count), count: settings.marketplaces.count)
    var random = SeededGenerator(seed: seed, stream: "feed/gaps")
    for _ in 0..<random.poisson(mean: settings.feed.gapsPerMonth * months) {
      let all = Array(settings.marketplaces.indices)
      let count = random.chance(0.6) ? 1 : random.integer(in: 1...all.count)
      let hit = random.shuffled(all).prefix(count).sorted()
      let minutes = random.logUniform(10, 360)
      let length = max(1, Int(minutes * 60) / grid.stepSeconds)
      let start = random.integer(below: max(1, grid.count - length))
      add(Gap(marketplaces: hit, steps: start..<min(grid.count, start + length)))
    }
    for (index, code) in settings.marketplaces.enumerated() {
      var random = SeededGenerator(seed: seed, stream: "feed/\(code)")
      for step in 0..<grid.count where random.chance(settings.feed.missingRows) {
        missing[index][step] = true
      }
      for _ in 0..<random.poisson(mean: settings.feed.lateCountsPerMonth * months) {
        let length = random.integer(in: 1...2)
        let start = random.integer(below: max(1, grid.count - length - 1))
        lateCounts.append(LateCount(marketplace: index, steps: start..<start + length))
      }
    }
  }

  /// The late counts of a marketplace, each with the step that they came in.
  func stepsCountedLate(_ marketplace: Int) -> [Range<Int>] {
    lateCounts.filter { $0.marketplace == marketplace }
      .map { $0.steps.lowerBound..<($0.steps.upperBound + 1) }
  }

  mutating func add(_ gap: Gap) {
    gaps.append(gap)
    for marketplace in gap.marketplaces {
      for step in gap.steps { missing[marketplace][step] = true }
    }
  }

  func hasRow(_ marketplace: Int, _ step: Int) -> Bool { !missing[marketplace][step] }
}
