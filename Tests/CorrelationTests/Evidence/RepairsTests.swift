import Testing
import Vocabulary

@testable import Correlation

@Suite("A later change of the same service may have repaired a drop")
struct RepairsTests {
  /// The only repair of a drop that began at one of `onsets`, and how it compares with the log.
  private static func ratio(fixAt minute: Double, onsets: [Double], end: Double) throws -> Double? {
    let onset = try #require(
      TimeDistribution(
        first: Tiny.minute(onsets[0]), stepSeconds: 300,
        weights: onsets.map { _ in 1 }))
    let drop = Tiny.drop([Tiny.part("US", onset: onset, end: .ended(Tiny.certain(end)))])
    let steps = Tiny.background() + [Tiny.step("broken", at: -10), Tiny.step("fix", at: minute)]
    let index = RolloutIndex(Tiny.rollouts(steps))
    let recent = RecentLog(index, before: Tiny.minute(-5), since: Tiny.minute(-40_000))
    let rollout = try #require(index.rollouts.first { $0.change == ChangeID("broken") })
    let broken = try #require(
      Candidate(
        rollout: rollout, index: index, scope: WatchedScope(drop), drop: drop,
        onsetEnd: Tiny.minute(20)))
    return Repairs(drop: drop, index: index, recent: recent).likeliest(for: broken)?.ratio
  }

  @Test("A change just before the end speaks for it, one after it does not")
  func place() throws {
    let fix = try Self.ratio(fixAt: 55, onsets: [0], end: 60) ?? 0
    #expect(fix > 10)
    #expect(try Self.ratio(fixAt: 75, onsets: [0], end: 60) == nil)
  }

  @Test("It counts as far as the drop had surely begun before it")
  func begun() throws {
    let sure = try Self.ratio(fixAt: 10, onsets: [0], end: 20) ?? .nan
    let half = try Self.ratio(fixAt: 10, onsets: [0, 5, 10, 15], end: 20) ?? .nan
    #expect(abs(half / sure - 0.5) < 1e-9)
    #expect(try Self.ratio(fixAt: 10, onsets: [15], end: 20) == nil)
  }
}
