import Detection
import Testing
import Vocabulary

@Suite("From when on counts leave no doubt")
struct SurelyLowTests {
  @Test("A clear fall is beyond doubt within a step or two, a faint one later or never")
  func since() async throws {
    let planted = ShapedSeries.window(44, 12, lasting: 7200)
    for seed in 1...6 as ClosedRange<UInt64> {
      func since(depth: Double) async throws -> Int? {
        var shaped = ShapedSeries(step: 300, days: 49, mean: 150, seed: seed)
        shaped.plant(planted, depth: depth, seed: seed)
        let drop = try #require(await ShapedSeries.drops([shaped.series]).first)
        return drop.parts[0].lowSince.map { $0.seconds(since: planted.start) / 300 }
      }
      #expect((1...2).contains(try #require(await since(depth: 0.8))))
      #expect(try #require(await since(depth: 0.3)) >= 2)
    }
  }
}
