import Testing
import Vocabulary

@testable import Detection

@Suite("Quiet windows")
struct QuietWindowsTests {
  @Test(
    "No window counts twice where steps are longer than an hour", arguments: [6 * 3600, 86_400])
  func once(step: Int) async throws {
    var shaped = ShapedSeries(step: step, days: 140, mean: 4000, seed: 4)
    let planted = ShapedSeries.window(120, step < 86_400 ? 6 : 0, lasting: max(step, 43_200))
    shaped.plant(planted, depth: 0.6)
    let drop = try #require(
      await Detector().detect([shaped.series], calendar: []).drops.first {
        $0.window.overlaps(planted)
      })
    // Its window holds some eight weeks, of which two days lead in.
    #expect(try #require(drop.coverage).tried <= 60 * max(1, 86_400 / step))
  }
}
