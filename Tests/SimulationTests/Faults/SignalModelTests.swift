import Testing
import Vocabulary

@testable import Simulation

@Suite("Signal of a planted drop")
struct SignalModelTests {
  private func model(slow: Double, mean: Double) -> (SignalModel, TimeGrid) {
    var settings = WorldSettings(days: 2, stepSeconds: 300, marketplaces: ["DE"])
    settings.demand.slowNoise = slow
    settings.demand.sharedNoise = 0
    settings.demand.dispersion = 2
    let grid = TimeGrid(settings)
    let line = [Array(repeating: mean, count: grid.count)]
    let demand = Demand(expected: line, intensity: line)
    return (SignalModel(settings: settings, grid: grid, demand: demand), grid)
  }

  private func fall(_ grid: TimeGrid, steps: Int, depth: Double) -> [Fall] {
    [
      Fall(
        marketplace: 0,
        profile: FallProfile(
          onset: grid.time(200), end: grid.time(200 + steps), depth: depth, riseSeconds: 0,
          recoverySeconds: 0))
    ]
  }

  @Test("With count noise alone it is depth × √(steps × mean / dispersion)")
  func countNoiseOnly() {
    let (model, grid) = model(slow: 0, mean: 100)
    let signal = model.signal(fall(grid, steps: 8, depth: 0.3)) { _, _ in true }
    #expect(abs(signal - 0.3 * (8.0 * 100 / 2).squareRoot()) < 1e-9)
  }

  @Test("It grows in proportion to the depth")
  func proportional() {
    let (model, grid) = model(slow: 0.03, mean: 5000)
    let one = model.signal(fall(grid, steps: 12, depth: 0.1)) { _, _ in true }
    let two = model.signal(fall(grid, steps: 12, depth: 0.2)) { _, _ in true }
    #expect(abs(two / one - 2) < 1e-9)
  }

  @Test("Slow noise and missing rows lower it, and without rows there is none")
  func lowered() {
    let (quiet, grid) = model(slow: 0, mean: 5000)
    let (noisy, _) = model(slow: 0.05, mean: 5000)
    let falls = fall(grid, steps: 12, depth: 0.1)
    let clear = noisy.signal(falls) { _, _ in true }
    #expect(clear < quiet.signal(falls) { _, _ in true })
    #expect(noisy.signal(falls) { _, step in step % 2 == 0 } < clear)
    #expect(noisy.signal(falls) { _, _ in false } == 0)
  }
}
