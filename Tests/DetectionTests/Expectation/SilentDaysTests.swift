import Testing
import Vocabulary

@testable import Detection

@Suite("A shop that closes for good while history is short")
struct SilentDaysTests {
  @Test("The weeks before lack nothing, and the closing is a drop", arguments: [37, 38, 40])
  func before(day: Int) async throws {
    var shaped = ShapedSeries(step: 300, days: 56, mean: 60, seed: 8)
    let closed = ShapedSeries.window(day, 14, lasting: (56 - day) * 86_400 - 14 * 3600)
    shaped.plant(closed, depth: 1)
    let drops = await ShapedSeries.allDrops(shaped)
    let drop = try #require(drops.first)
    #expect(abs(drop.window.start.seconds(since: closed.start)) <= 300)
  }

  @Test("No part of the week is expected lower than another for it", arguments: [37, 38, 40])
  func parts(day: Int) throws {
    var shaped = ShapedSeries(step: 1800, days: 56, mean: 360, seed: 8)
    let closed = ShapedSeries.window(day, 14, lasting: (56 - day) * 86_400 - 14 * 3600)
    shaped.plant(closed, depth: 1)
    let watched = try #require(
      Watched(
        shaped.series, block: ShapedSeries.window(14, 0, lasting: 7 * 86_400), events: [],
        settings: DetectionSettings()))
    let block = watched.line.plan.block
    let split = block.lowerBound + (day % 7) * 48 + 28
    let before = try #require(watched.plainFall(block.lowerBound..<split))
    let behind = try #require(watched.plainFall(split..<block.upperBound))
    #expect(abs(before - behind) < 0.03)
  }

  @Test(
    "Stretches of a day and more without an order are found, weekends that are always so are not")
  func found() throws {
    var shaped = ShapedSeries(step: 1800, days: 49, mean: 60, seed: 8)
    for week in 0..<7 {
      shaped.scale(ShapedSeries.window(7 * week + 5, 0, lasting: 2 * 86_400), by: 0)
    }
    shaped.scale(ShapedSeries.window(43, 6, lasting: 30 * 3600), by: 0)
    // A feed that stopped with the shop says nothing of how long it was closed, nor does a hole in between.
    shaped.silence(ShapedSeries.window(43, 20, lasting: 3600))
    shaped.silence(ShapedSeries.window(44, 12, lasting: 6 * 3600))
    let watched = try #require(
      Watched(
        shaped.series, block: ShapedSeries.window(42, 0, lasting: 7 * 86_400), events: [],
        settings: DetectionSettings()))
    let silent = try #require(SilentDays.find(in: watched.line))
    #expect(silent.indices.filter { silent[$0] } == Array((43 * 48 + 12)..<(43 * 48 + 72)))
  }
}
