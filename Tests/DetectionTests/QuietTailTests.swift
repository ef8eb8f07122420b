import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("What a series does on quiet time")
struct QuietTailTests {
  /// Maxima of half days that follow a Gumbel law.
  private func maxima(_ count: Int, median: Double, scale: Double, seed: UInt64) -> [Double] {
    var random = SeededGenerator(seed: seed, stream: "gumbel")
    return (0..<count).map { _ in
      median + scale * (-PortableMath.log(random.exponential(mean: 1)) - 0.3665)
    }
  }

  /// The quantile 1 − 0.1/182.62 of the law, its median being 2 and its scale 0.5: 5.572 by
  /// scipy.stats.gumbel_r(loc=2 - 0.5 * 0.3665, scale=0.5).ppf(1 - 0.1 / 182.62), SciPy 1.11.
  @Test("The signal is the quantile of the fitted law, of which 0.85 is asked")
  func quantile() {
    let tail = QuietTail(strongest: maxima(20_000, median: 2, scale: 0.5, seed: 1))
    #expect(abs(tail.signal(falseDropsPerQuarter: 0.1) / 0.85 - 5.572) < 0.1)
  }

  @Test("The larger the rate that is accepted, the smaller the signal")
  func rates() {
    let tail = QuietTail(strongest: maxima(90, median: 2, scale: 0.5, seed: 2))
    let signals = [0.1, 0.5, 2].map { tail.signal(falseDropsPerQuarter: $0) }
    #expect(signals == signals.sorted(by: >))
  }

  @Test("A few strong drops among ninety half days do not hide themselves")
  func drops() {
    var quiet = maxima(90, median: 2, scale: 0.5, seed: 3)
    let before = QuietTail(strongest: quiet).signal(falseDropsPerQuarter: 0.1)
    for index in [10, 40, 70] { quiet[index] = 40 }
    let after = QuietTail(strongest: quiet).signal(falseDropsPerQuarter: 0.1)
    #expect(after < 1.15 * before)
  }

  @Test("A week of half days says nothing")
  func tooFew() {
    let tail = QuietTail(strongest: maxima(14, median: 2, scale: 0.5, seed: 4))
    #expect(tail.signal(falseDropsPerQuarter: 0.1) == 0)
  }

  @Test("With others a series keeps half of its own law")
  func pooled() {
    let calm = QuietTail(strongest: maxima(90, median: 2, scale: 0.4, seed: 5))
    let stormy = QuietTail(strongest: maxima(90, median: 2.5, scale: 1, seed: 6))
    let both = stormy.pooled(with: [stormy] + [QuietTail](repeating: calm, count: 9))
    let signals = [calm, both, stormy].map { $0.signal(falseDropsPerQuarter: 0.1) }
    #expect(signals == signals.sorted())
    #expect(QuietTail.unknown.pooled(with: [calm]).signal(falseDropsPerQuarter: 0.1) == 0)
  }

  @Test("Where there is no other, all that its law asks for is asked")
  func alone() {
    let tail = QuietTail(strongest: maxima(90, median: 2, scale: 0.5, seed: 7))
    let alone = tail.pooled(with: [tail, .unknown])
    let ratio = [alone, tail].map { $0.signal(falseDropsPerQuarter: 0.1) }
    #expect(abs(ratio[0] * 0.85 - ratio[1]) < 1e-9)
  }

  /// A series that weather moves up or down for hours in each half day, mostly a little.
  private func stormy(seed: UInt64) -> TestWorld {
    var world = TestWorld(seed: seed, mean: 2000)
    var random = SeededGenerator(seed: seed, stream: "weather")
    for half in 0..<(2 * TestWorld.days) {
      let strength = random.exponential(mean: 0.06)
      let factor = random.chance(0.5) ? 1 + strength : max(0.4, 1 - strength)
      let hour = random.uniform(0, 7).rounded() + Double(half % 2 * 12)
      world.scale(
        "DE", TestWorld.window(half / 2, hour, lasting: random.uniform(1, 5).rounded()), by: factor)
    }
    return world
  }

  private func drops(in world: TestWorld) async -> [Drop] {
    await Detector().detect(world.series(), calendar: []).drops
  }

  @Test("What weather does to a series by itself is seldom a drop, and a real one still is")
  func weather() async {
    var alarms = 0
    var found = 0
    for seed in UInt64(201)...212 {
      var world = stormy(seed: seed)
      alarms += await drops(in: world).count
      let outage = TestWorld.window(47, 12, lasting: 3)
      world.scale("DE", outage, by: 0.2)
      found += await drops(in: world).contains { $0.window.overlaps(outage) } ? 1 : 0
    }
    // In 7.4 marketplace quarters; by the threshold for normal noise they are 128.
    #expect(alarms <= 30)
    #expect(found == 12)
  }

  @Test("Orders that sink to nothing over half a day of weather are a drop")
  func blizzard() async {
    var found = 0
    for seed in UInt64(221)...226 {
      var world = stormy(seed: seed)
      for half in 0..<72 {
        let left = half < 28 ? 1 - Double(half) / 28 : half < 44 ? 0.01 : Double(half - 44) / 28
        world.scale("DE", TestWorld.window(45, Double(half) / 2, lasting: 0.5), by: max(0.01, left))
      }
      let worst = TestWorld.window(45, 14, lasting: 8)
      found += await drops(in: world).contains { $0.window.overlaps(worst) } ? 1 : 0
    }
    #expect(found == 6)
  }
}
