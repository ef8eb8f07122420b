import Statistics
import Vocabulary

/// Which rows of the log name other marketplaces than the step reached.
struct WrongReach: Sendable {
  private let settings: WorldSettings
  private let regions: [[Int]]
  private let seed: UInt64

  init(settings: WorldSettings, regions: [[Int]], seed: UInt64) {
    self.settings = settings
    self.regions = regions
    self.seed = seed
  }

  /// What stands in row `number` of the log; `nil` where it is right.
  func callAsFunction(_ number: Int) -> Reach? {
    guard settings.log.reachWrong > 0 else { return nil }
    var random = SeededGenerator(seed: seed &+ UInt64(number) &* 0x9E37_79B9, stream: "reach")
    guard random.chance(settings.log.reachWrong) else { return nil }
    guard random.chance(0.5), let region = random.element(of: regions) else { return .everywhere }
    return .only(Set(region.map { Marketplace(settings.marketplaces[$0]) }))
  }
}
