import Statistics
import Testing
import Vocabulary

@testable import Detection

@Suite("Falls about some steps")
struct NearScanTests {
  private static let watched: Watched? = {
    var shaped = ShapedSeries(step: 300, days: 49, mean: 300, seed: 7)
    shaped.plant(ShapedSeries.window(44, 12, lasting: 3600), depth: 0.5)
    return Watched(
      shaped.series("0"), block: ShapedSeries.window(42, 0, lasting: 7 * 86_400), events: [],
      settings: DetectionSettings())
  }()

  @Test("They are those of the whole window, with the same steps hidden")
  func same() throws {
    var watched = try #require(Self.watched)
    let start = watched.offset(of: ShapedSeries.window(44, 12, lasting: 1).start)
    let hidden = start..<start + 6
    let near = NearScan(watched, hiding: hidden, within: start - 24..<start + 36)
    watched.mask(hidden)
    for steps in [start - 24..<start, start + 6..<start + 12, start - 3..<start + 30] {
      let whole = try #require(watched.scan.fall(steps.lowerBound, steps.upperBound))
      let fall = try #require(near.fall(over: steps))
      #expect(fall.steps == whole.steps)
      #expect(abs(fall.depth - whole.depth) < 0.1 * whole.standardError)
      #expect(abs(fall.standardError / whole.standardError - 1) < 0.05)
    }
    #expect(
      near.falls(from: start + 6, to: start + 7..<start + 13).map(\.end)
        == Array(start + 7..<start + 13))
    #expect(near.falls(from: start - 4..<start, to: start).map(\.start) == Array(start - 4..<start))
  }

  @Test("Beyond the data there is none")
  func beyond() throws {
    let watched = try #require(Self.watched)
    let end = watched.scan.dataEnd
    let near = NearScan(watched, hiding: 0..<0, within: end - 10..<end + 10)
    #expect(near.dataEnd == end)
    #expect(near.fall(over: end - 2..<end + 1) == nil)
    #expect(near.falls(from: end + 1, to: end + 2..<end + 4).isEmpty)
  }
}
