import Correlation
import Testing
import Vocabulary

@Suite("A probability is a promise")
struct CalibrationTests {
  /// Suspects and "none" of many worlds, by the probability shown, in fifths.
  private struct Table {
    var bins = [(sum: Double, right: Double, count: Double)](repeating: (0, 0, 0), count: 5)
    var none = (sum: 0.0, right: 0.0, count: 0.0)

    mutating func add(_ world: ModelWorld) {
      for (found, cause) in zip(world.attributions(), world.causes) {
        none.sum += found.noRecordedChange.value
        none.right += cause == nil ? 1 : 0
        none.count += 1
        for suspect in found.suspects {
          let bin = min(4, Int(suspect.probability.value * 5))
          bins[bin].sum += suspect.probability.value
          bins[bin].right += suspect.change == cause ? 1 : 0
          bins[bin].count += 1
        }
      }
    }

    func check(tolerance: Double) {
      for bin in bins {
        let expected = bin.sum / bin.count
        let found = bin.right / bin.count
        let error = (expected * (1 - expected) / bin.count).squareRoot()
        #expect(abs(found - expected) < 3 * error + tolerance)
      }
      #expect(abs(none.sum - none.right) / none.count < tolerance + 0.02)
    }
  }

  @Test("In worlds that follow the model, links shown at p are right p of the time")
  func calibrated() {
    var table = Table()
    for seed in 1...6 {
      table.add(
        ModelWorld(
          seed: UInt64(seed), changesPerDay: seed.isMultiple(of: 2) ? 12 : 40, drops: 100,
          priorShare: 0.6))
    }
    table.check(tolerance: 0.08)
  }

  @Test("A blurred onset and changes in working hours only do not break the promise")
  func calibratedElsewhere() {
    var table = Table()
    for seed in 21...26 {
      table.add(
        ModelWorld(
          seed: UInt64(seed), changesPerDay: 25, drops: 100, priorShare: 0.6, workingHours: true,
          blur: true))
    }
    table.check(tolerance: 0.08)
  }

  @Test("The right change leads more often than by any rule of the peers")
  func againstPeers() {
    var own = 0
    var peers: [PeerRule: Int] = [:]
    var linked = 0
    for seed in 11...13 {
      let world = ModelWorld(
        seed: UInt64(seed), changesPerDay: 30, drops: 80, priorShare: 0.6)
      let log = PeerLog(rollouts: Tiny.rollouts(world.steps), topology: ServiceGraph())
      for ((found, cause), drop) in zip(zip(world.attributions(), world.causes), world.drops) {
        guard let cause else { continue }
        linked += 1
        if found.suspects.first?.change == cause { own += 1 }
        for rule in PeerRule.allCases where rule.rank(drop, in: log).first == cause {
          peers[rule, default: 0] += 1
        }
      }
    }
    for rule in PeerRule.allCases { #expect(own > peers[rule] ?? 0) }
  }
}
