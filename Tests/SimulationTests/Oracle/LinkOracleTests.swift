import Testing
import Vocabulary

@testable import Simulation

@Suite("The oracle of links")
struct LinkOracleTests {
  @Test("Names the cause first nearly always, promises what it keeps, and knows more with more")
  func right() {
    var told = LinkTally()
    var all = LinkTally()
    for seed in UInt64(111)...116 {
      var settings = WorldSettings.linking(seed: seed)
      settings.days = 35
      settings.marketplaces = Array(settings.marketplaces.prefix(4))
      settings.log.stepsPerDay = min(60, settings.log.stepsPerDay)
      settings.stepSeconds = 900
      let world = World.make(settings, seed: seed)
      let oracle = LinkOracle(world, knowing: .whatFeedsMayTell)
      let allKnowing = LinkOracle(world, knowing: .everything)
      for drop in world.truth.drops {
        let cause = drop.cause == .change ? drop.causeChange : nil
        let answer = oracle.answer(drop)
        let total = answer.changes.reduce(answer.none) { $0 + $1.probability }
        #expect(abs(total - 1) < 1e-9)
        told.add(answer.changes, none: answer.none, cause: cause)
        let best = allKnowing.answer(drop)
        all.add(best.changes, none: best.none, cause: cause)
      }
    }
    #expect(Double(told.named(within: 1)) > 0.75 * Double(told.withCause))
    #expect(told.calibrationError < 0.1)
    #expect(all.logLoss < told.logLoss)
  }

  @Test("Rows with wrong marketplaces are as many as was asked, and change nothing else")
  func wrongReach() {
    var settings = WorldSettings.small
    let plain = World.make(settings, seed: 5)
    settings.log.reachWrong = 0.2
    let wrong = World.make(settings, seed: 5)
    let moved = zip(plain.deploys, wrong.deploys).count {
      $0.deployment.reach != $1.deployment.reach
    }
    #expect(plain.series == wrong.series)
    #expect(plain.deploys.count == wrong.deploys.count)
    let share = Double(moved) / Double(plain.deploys.count)
    #expect(0.08 < share && share < 0.25)
  }
}
