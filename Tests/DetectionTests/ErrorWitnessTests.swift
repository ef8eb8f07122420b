import Detection
import Testing
import Vocabulary

@Suite("What website errors say of a fall")
struct ErrorWitnessTests {
  private let fall = TestWorld.window(52, 14, lasting: 3)
  private let judged = TestWorld.window(42, 0, lasting: 14 * 24)
  private let seeds: ClosedRange<UInt64> = 1...12

  /// In how many worlds a fall to `factor` is found, `before` and `after` it having been planted.
  private func found(
    by factor: Double, before: (inout TestWorld) -> Void = { _ in },
    after: (inout TestWorld) -> Void = { _ in }
  ) async -> Int {
    var count = 0
    for seed in seeds {
      var world = TestWorld(seed: seed)
      before(&world)
      world.scale("DE", fall, by: factor)
      after(&world)
      let drops = await Detector().detect(world.series(), calendar: [], window: judged).drops
      count += drops.contains { $0.window.overlaps(fall) } ? 1 : 0
    }
    return count
  }

  /// A fall by 6 % stands some three and a half standard deviations of the count low. Of those that chance leaves
  /// hardly low errors alone make no drop.
  @Test("A weak fall is found by the errors that rise with it, and seldom without them")
  func rise() async {
    let alone = await found(by: 0.94)
    let unmoved = await found(by: 0.94, after: { $0.addErrors("DE", more: 0, during: fall) })
    let witnessed = await found(by: 0.94, after: { $0.addErrors("DE", more: 25, during: fall) })
    #expect(alone <= 3)
    #expect(unmoved <= 3)
    #expect(witnessed >= max(6, 2 * alone))
  }

  /// A fall by 12 % stands some seven standard deviations low.
  @Test("A lull that lowers errors with orders is no drop; the same fall with steady errors is one")
  func lull() async {
    let lull = await found(by: 0.88, after: { $0.addErrorsWithOrders("DE") })
    let fault = await found(by: 0.88, before: { $0.addErrorsWithOrders("DE") })
    #expect(lull <= 4)
    #expect(fault >= 10)
  }

  @Test("Orders that vanish are a drop even if errors vanish with them")
  func outage() async {
    let vanished = await found(by: 0.1, after: { $0.addErrorsWithOrders("DE") })
    #expect(vanished == seeds.count)
  }
}
