import Testing
import Vocabulary

@testable import Correlation

@Suite("A wrong onset costs little, and many changes cost time in proportion")
struct OnsetShiftTests {
  /// Of all drops with a recorded cause, how many name it first.
  private func right(_ world: ModelWorld) -> Double {
    let pairs = zip(world.attributions(), world.causes).filter { $0.1 != nil }
    return Double(pairs.count { $0.0.suspects.first?.change == $0.1 }) / Double(pairs.count)
  }

  @Test(
    "An onset that is wrong by one to three steps names the cause three points less often at most")
  func shift() {
    var kept = 0.0
    var shifted = 0.0
    let seeds = 31...36
    for seed in seeds {
      var world = ModelWorld(
        seed: UInt64(seed), changesPerDay: 12, drops: 80, priorShare: 0.65, blur: true)
      kept += right(world)
      for number in world.drops.indices {
        let steps = (number % 3 + 1) * (number % 2 == 0 ? 1 : -1)
        world.drops[number] = world.drops[number].moved(bySteps: steps)
      }
      shifted += right(world)
    }
    let worlds = Double(seeds.count)
    #expect(kept / worlds > 0.6)
    #expect(shifted / worlds > kept / worlds - 0.03)
  }

  @Test("Four times as long a log takes about four times as long")
  func linear() {
    func seconds(_ changes: Double) -> Double {
      let world = ModelWorld(seed: 1, changesPerDay: changes, drops: 20, priorShare: 0.65)
      let clock = ContinuousClock()
      return (0..<2).map { _ in
        let took = clock.measure { _ = world.attributions() }.components
        return Double(took.seconds) + Double(took.attoseconds) * 1e-18
      }.min() ?? 0
    }
    // Sixteen times would be quadratic.
    #expect(seconds(160) < 10 * seconds(40))
  }
}

extension Drop {
  fileprivate func moved(bySteps steps: Int) -> Drop {
    redated { onset, _ in
      TimeDistribution(
        first: onset.first.advanced(bySeconds: steps * onset.stepSeconds),
        stepSeconds: onset.stepSeconds, weights: onset.weights) ?? onset
    }
  }
}
