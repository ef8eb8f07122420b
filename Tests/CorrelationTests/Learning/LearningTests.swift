import Correlation
import Testing
import Vocabulary

@Suite("Learning from what people concluded")
struct LearningTests {
  private let drop = Tiny.drop(at: 840, in: ["US"])
  private let steps = Tiny.background() + [Tiny.step("right", at: 700)]

  /// Conclusions about `count` earlier drops, known before minute 800 or `late`.
  private func cases(_ count: Int, cause: Bool, late: Bool = false) -> [KnownCase] {
    (0..<count).map { number in
      let background = -39_400 + 600.0 * Double(number)
      return KnownCase(
        drop: DropID("old-\(number)"), onset: Tiny.minute(background + 140),
        marketplaces: [Marketplace("US")], cause: cause ? ChangeID("B\(number + 1)") : nil,
        knownAt: Tiny.minute(late ? 900 : 0))
    }
  }

  private func link(_ known: [KnownCase], learns: Bool = true) -> Attribution {
    Correlator(settings: CorrelationSettings(learns: learns), topology: ServiceGraph()).attribute(
      [drop], rollouts: Tiny.rollouts(steps),
      quiet: QuietTime(since: Tiny.minute(-40_000), drops: [drop]),
      known: known)[0]
  }

  @Test("Fewer than twenty conclusions teach nothing")
  func few() { #expect(link(cases(19, cause: true)) == link([])) }

  @Test("A drop is judged without its own and without later conclusions")
  func outOfTime() {
    #expect(link(cases(40, cause: true, late: true)) == link([]))
    let own = KnownCase(
      drop: drop.id, onset: drop.window.start, marketplaces: drop.marketplaces,
      cause: ChangeID("right"), knownAt: Tiny.minute(1000))
    #expect(link(cases(40, cause: true) + [own]) == link(cases(40, cause: true)))
  }

  @Test("Delays of more than two hours make a change of two hours before likelier")
  func delays() {
    let learned = link(cases(40, cause: true))
    #expect(learned.probability(of: "right") > link([]).probability(of: "right"))
    #expect((learned.learned?.medianDelayMinutes ?? 0) > 30)
    #expect(learned.learned?.cases == 40)
  }

  @Test("Drops that no recorded change explained make none likelier")
  func none() {
    let learned = link(cases(40, cause: false))
    #expect(learned.noRecordedChange > link([]).noRecordedChange)
    #expect((learned.learned?.share.value ?? 1) < 0.3)
  }

  @Test("Switched off, nothing is learnt")
  func off() { #expect(link(cases(40, cause: true), learns: false) == link([], learns: false)) }
}
