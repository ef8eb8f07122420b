import Testing
import Vocabulary

@testable import Correlation

@Suite("What the log tells before a drop")
struct RecentLogTests {
  private static let week = 10_080.0

  private static func log(
    _ steps: [Deployment], before minute: Double, since: Double = 0
  ) -> RecentLog {
    RecentLog(
      RolloutIndex(Tiny.rollouts(steps)), before: Tiny.minute(minute), since: Tiny.minute(since))
  }

  @Test("What follows the onset, and what lies more than thirteen weeks before it, tells nothing")
  func bounds() {
    let onset = 20 * Self.week
    let steps = Tiny.background(every: 60, from: 7 * Self.week, until: onset)
    let more = Tiny.background(every: 1, from: onset, until: onset + 5000)
    let old = Tiny.background(every: 7, from: 0, until: 7 * Self.week - 1)
    let log = Self.log(steps, before: onset)
    #expect(abs(log.rate.mean * 60 - 1) < 0.01)
    for others in [more, old] {
      let renamed = others.enumerated().map {
        Tiny.step("Z\($0)", at: $1.startedAt.minutes(since: Tiny.monday))
      }
      let same = Self.log(steps + renamed, before: onset)
      #expect(same.rate.mean == log.rate.mean)
      #expect(same.rollouts == log.rollouts)
      #expect(same.steps.count == log.steps.count)
      #expect(
        same.share(of: .only([Marketplace("US")])) == log.share(of: .only([Marketplace("US")])))
      #expect(same.undoneShare == log.undoneShare)
    }
  }

  @Test(
    "A log of a few steps counts as kept since there are orders, a dense one since its first step")
  func beginning() {
    let few = Self.log(
      [Tiny.step("A", at: 20_000), Tiny.step("B", at: 20_010)], before: 20_020)
    #expect(few.window.start == Tiny.monday)
    let many = Self.log(
      Tiny.background(every: 10, from: 19_000, until: 20_000), before: 20_020)
    #expect(many.window.start == Tiny.minute(19_000))
    let old = Self.log(
      [Tiny.step("A", at: 10), Tiny.step("B", at: 199_000)], before: 200_000, since: 150_000)
    #expect(old.window.start == Tiny.minute(200_000 - 13 * Self.week))
  }

  @Test("A change counts as undone once it is")
  func undone() {
    let step = Tiny.step("A", at: 100, undoneAt: 200)
    #expect(Self.log([step], before: 150).undoneShare == 0)
    #expect(Self.log([step], before: 250).undoneShare == 1)
  }

  @Test("A log without a step, and one that fell silent, are missing; a quiet one is not")
  func missing() {
    let lookBack = TimeWindow(start: Tiny.minute(20_000), seconds: 2880 * 60)
    func isMissing(_ steps: [Deployment]) -> Bool {
      Self.log(steps, before: 22_880).isMissing(in: lookBack)
    }
    #expect(isMissing([]))
    #expect(isMissing([Tiny.step("late", at: 23_000)]))
    #expect(isMissing(Tiny.background(every: 30, from: 0, until: 19_000)))
    #expect(!isMissing(Tiny.background(every: 5000, from: 0, until: 19_000)))
    #expect(!isMissing([Tiny.step("one", at: 22_000)]))
  }
}
