import Testing
import Vocabulary

@testable import Simulation

@Suite("Onsets dated by an oracle from the counts")
struct FallDatingTests {
  /// A small log, all of whose causes are recorded or outside.
  private static func world(
    _ seed: UInt64, adjust: (inout WorldSettings) -> Void = { _ in }
  ) -> World {
    var settings = WorldSettings.linking(seed: seed)
    settings.days = 35
    settings.stepSeconds = 900
    settings.marketplaces = Array(settings.marketplaces.prefix(4))
    settings.log.stepsPerDay = 40
    settings.log.reachWrong = 0
    settings.faults.causeExternal = 1 - settings.faults.causeChange
    adjust(&settings)
    return World.make(settings, seed: seed)
  }

  /// Where in what is said of it each onset lies is even between 0 and 1.
  @Test("Onsets lie in the middle 90 % of what is said of them in nine of ten marketplaces")
  func calibrated() {
    var inside = 0
    var all = 0
    for seed in UInt64(111)...114 {
      let world = Self.world(seed)
      let dating = FallDating(world)
      for (drop, made) in zip(world.truth.drops, world.making.drops) {
        guard let known = dating.onsets(of: drop) else { continue }
        for fall in made.falls where fall.profile.onset < world.settings.window.end {
          guard let curve = known.curves[fall.marketplace] else { continue }
          let until = Double(fall.profile.onset.seconds(since: curve.first))
          let before = curve.share(from: -1, to: until)?.share ?? 0
          all += 1
          inside += (0.05...0.95).contains(before) ? 1 : 0
        }
      }
    }
    let share = Double(inside) / Double(all)
    #expect(all > 60)
    #expect(0.82 < share && share < 0.98)
  }

  @Test("Falls that are strong and come at once are linked as if their onsets were known")
  func strong() {
    var same = 0
    var all = 0
    var apart = 0.0
    for seed in UInt64(111)...114 {
      let world = Self.world(seed) { $0.faults.depth = 0.7...0.99 }
      let dating = LinkOracle(world, knowing: .whatCountsTell)
      let knowing = LinkOracle(world, knowing: .whatFeedsMayTell)
      for (drop, made) in zip(world.truth.drops, world.making.drops)
      where !drop.stillOpen && made.falls.allSatisfy({ $0.profile.riseSeconds <= 120 }) {
        let told = dating.answer(drop)
        let known = knowing.answer(drop)
        all += 1
        same += told.changes.first?.change == known.changes.first?.change ? 1 : 0
        let change = known.changes.first
        let again = told.changes.first { $0.change == change?.change }
        apart += abs((change?.probability ?? 0) - (again?.probability ?? 0))
      }
    }
    #expect(all > 15)
    #expect(Double(same) >= 0.9 * Double(all))
    #expect(apart < 0.07 * Double(all))
  }

  @Test("Who must date onsets is less sure of causes than who knows them, and keeps what it says")
  func less() {
    var dated = LinkTally()
    var known = LinkTally()
    for seed in UInt64(111)...114 {
      let world = Self.world(seed) { $0.faults.depth = 0.05...0.15 }
      let dating = LinkOracle(world, knowing: .whatCountsTell)
      let knowing = LinkOracle(world, knowing: .everything)
      for drop in world.truth.drops {
        let cause = drop.cause == .change ? drop.causeChange : nil
        let told = dating.answer(drop)
        #expect(abs(told.changes.reduce(told.none) { $0 + $1.probability } - 1) < 1e-9)
        dated.add(told.changes, none: told.none, cause: cause)
        let best = knowing.answer(drop)
        known.add(best.changes, none: best.none, cause: cause)
      }
    }
    #expect(dated.logLoss > known.logLoss)
    #expect(dated.calibrationError < 0.1)
  }

  @Test("What is known of an onset is even within its cells")
  func cells() throws {
    let start = Timestamp(secondsSinceEpoch: 0)
    let curve = OnsetCurve(first: start, grain: 60, weights: [1, 3])
    let half = try #require(curve.share(from: -10, to: 90))
    #expect(abs(half.share - 0.625) < 1e-12)
    #expect(abs(half.middle - (0.25 * 30 + 0.375 * 90) / 0.625) < 1e-9)
    #expect(curve.share(from: 120, to: 200) == nil)
    #expect(OnsetCurve(in: 300, from: start).share(from: 0, to: 60)?.middle == 150)
  }
}
