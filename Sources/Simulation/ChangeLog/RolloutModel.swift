import Statistics
import Vocabulary

/// How a change spreads over the marketplaces.
enum RolloutPattern: CaseIterable, Sendable {
  case atOnce, oneMarketplace, oneRegion, canaryThenRegions, canaryThenAll
}

/// Draws rollouts.
struct RolloutModel: Sendable {
  let countries: [Country]

  /// A third of the changes ship in waves, which is what makes most of the rows.
  private static let patterns: [(RolloutPattern, Double)] = [
    (.atOnce, 0.25), (.oneMarketplace, 0.18), (.oneRegion, 0.17), (.canaryThenRegions, 0.25),
    (.canaryThenAll, 0.15),
  ]

  /// Positions of the marketplaces of each region that this world has.
  var regions: [[Int]] {
    Region.allCases
      .map { region in countries.indices.filter { countries[$0].region == region } }
      .filter { !$0.isEmpty }
  }

  func pattern(_ random: inout SeededGenerator) -> RolloutPattern {
    random.choice(Self.patterns) ?? .atOnce
  }

  /// Steps of a change on average, to turn a rate of steps into one of changes.
  var meanSteps: Double {
    let total = Self.patterns.map(\.1).reduce(0, +)
    let steps = Self.patterns.map { pattern, weight in
      switch pattern {
      case .atOnce, .oneMarketplace, .oneRegion: weight
      case .canaryThenRegions: weight * Double(1 + regions.count)
      case .canaryThenAll: weight * 2
      }
    }
    return steps.reduce(0, +) / total
  }

  func steps(
    _ pattern: RolloutPattern, from start: Timestamp, random: inout SeededGenerator
  ) -> [DraftStep] {
    switch pattern {
    case .atOnce:
      [step(start, nil, &random)]
    case .oneMarketplace:
      [step(start, [random.integer(below: countries.count)], &random)]
    case .oneRegion:
      [step(start, random.element(of: regions), &random)]
    case .canaryThenRegions:
      waves(random.shuffled(regions), from: start, random: &random)
    case .canaryThenAll:
      waves([nil], from: start, random: &random)
    }
  }

  /// One marketplace first, then the waves, each some time after the one before.
  private func waves(
    _ waves: [[Int]?], from start: Timestamp, random: inout SeededGenerator
  ) -> [DraftStep] {
    // The canary bakes for an hour or so; the waves of one change keep its own pace, from
    // minutes to hours.
    var steps = [step(start, [random.integer(below: countries.count)], &random)]
    var next = start.advanced(bySeconds: 60 * Int(random.logNormal(median: 50, sd: 0.6)))
    let pace = random.logNormal(median: 25, sd: 0.9)
    for wave in waves {
      steps.append(step(next, wave, &random))
      next = next.advanced(bySeconds: Int(60 * pace * random.uniform(0.7, 1.4)))
    }
    return steps
  }

  private func step(
    _ start: Timestamp, _ marketplaces: [Int]?, _ random: inout SeededGenerator
  ) -> DraftStep {
    let seconds = Int(60 * min(240, random.logNormal(median: 7, sd: 0.8)))
    return DraftStep(
      start: start, end: start.advanced(bySeconds: max(20, seconds)),
      marketplaces: marketplaces?.sorted(), failed: random.chance(0.004))
  }
}
