import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Baselines of services")
struct BaselineTests {
  private static let block = TimeWindow(start: DrawnService.moment(56), seconds: 7 * 86_400)
  private static let settings = DetectionSettings()

  private static func baseline(_ series: Series, until day: Int = 54) throws -> Baseline {
    try #require(
      Baseline(
        learningFrom: series, until: DrawnService.moment(day), events: [], settings: settings))
  }

  private static func screen(_ series: Series, by baseline: Baseline?) -> Screen {
    Screen(
      series, block: block, hasShortHistory: false, baseline: baseline,
      stretches: Screen.Stretches(
        starts: TimeWindow(start: DrawnService.moment(55), seconds: 3 * 86_400),
        endAfter: DrawnService.moment(57)),
      events: [], settings: settings)
  }

  @Test("They are read as they were kept, and other numbers are none")
  func kept() throws {
    let kept = try Self.baseline(DrawnService.series(1, days: 54)).kept
    #expect(Baseline(kept)?.kept == kept)
    for numbers in [[], Array(kept.numbers.dropLast()), kept.numbers + [1], [0] + kept.numbers] {
      let other = SeriesBaseline(learntUntil: kept.learntUntil, numbers: numbers)
      #expect(Baseline(other) == nil)
    }
  }

  @Test("What comes later has no part in them")
  func later() throws {
    let all = DrawnService.series(2, days: 58)
    let early = all.before(DrawnService.moment(54))
    #expect(try Self.baseline(all).kept == Self.baseline(early).kept)
    // Six weeks do not lie before the first days.
    #expect(
      Baseline(
        learningFrom: all, until: DrawnService.moment(41), events: [], settings: Self.settings)
        == nil)
  }

  @Test("Of the falls that a close look tells, a screen by them passes as many as one without")
  func recall() throws {
    var told = 0
    var byBaseline = 0
    var byWindow = 0
    var quiet = 0
    var looks = 0
    for seed in 1...300 as ClosedRange<UInt64> {
      var random = SeededGenerator(seed: seed, stream: "fall")
      let fall = DrawnService.Fall(
        start: DrawnService.moment(57, random.integer(below: 80_000)),
        steps: Int(random.logUniform(1, 100)), depth: random.logUniform(0.08, 0.9),
        isLoud: random.chance(0.4))
      let isQuiet = seed.isMultiple(of: 3)
      let series = DrawnService.series(seed, days: 58, fall: isQuiet ? nil : fall)
      let passes = Self.screen(series, by: Baseline(try Self.baseline(series).kept)).isTelling
      if isQuiet {
        quiet += 1
        looks += passes ? 1 : 0
        continue
      }
      let judged = BlockJudge(
        alone: series, block: Self.block, events: [], settings: Self.settings
      ).judge(overviewEnd: DrawnService.moment(58))
      let planted = TimeWindow(start: fall.start, seconds: fall.steps * DrawnService.step)
      guard judged.drops.contains(where: { $0.drop.window.overlaps(planted) }) else { continue }
      told += 1
      byBaseline += passes ? 1 : 0
      byWindow += Self.screen(series, by: nil).isTelling ? 1 : 0
    }
    #expect(told >= 80)
    #expect(Double(byBaseline) >= 0.98 * Double(told))
    #expect(Double(looks) <= 0.1 * Double(quiet))
  }

  /// The change is on a Sunday: for the earlier baseline it is to come, for the later it just came.
  @Test(
    "Clocks that change about when they were learnt make few screens tell", arguments: [47, 51])
  func clocks(until day: Int) throws {
    var looks = 0
    for seed in 301...330 as ClosedRange<UInt64> {
      let series = DrawnService.series(seed, days: 58, clockChange: 48)
      let baseline = try Self.baseline(series, until: day)
      looks += Self.screen(series, by: baseline).isTelling ? 1 : 0
    }
    #expect(looks <= 3)
  }
}
