import Glibc
import Testing
import Vocabulary

@testable import Correlation

@Suite("Onsets of several marketplaces together")
struct JointOnsetsTests {
  private let places = ["DE", "FR", "JP", "UK", "US"]
  private let end = DropEnd.ended(Tiny.certain(900))

  /// Anywhere within an hour and a half before and after.
  private func unclear(around minute: Double) throws -> TimeDistribution {
    try #require(
      TimeDistribution(
        first: Tiny.minute(minute - 90), stepSeconds: 300,
        weights: [Double](repeating: 1, count: 37)))
  }

  @Test(
    "Marketplaces that fell unclearly do not speak against the change that a clear one points to")
  func unclearPlaces() throws {
    let steps = Tiny.background(in: places) + [Tiny.step("C", at: 834, in: places)]
    func scope(_ others: TimeDistribution) throws -> Double {
      let parts = places.map { place in
        Tiny.part(place, onset: place == "US" ? Tiny.certain(840) : others, end: end)
      }
      return try #require(
        Tiny.link(Tiny.drop(parts, held: []), to: steps).weight("scope", of: "C"))
    }
    let clear = try scope(Tiny.certain(840))
    #expect(try scope(unclear(around: 840)) > clear - 0.5)
  }

  @Test("Every wave that a marketplace follows adds to what the waves before it said")
  func waves() throws {
    let waves = ["US", "UK", "JP"].enumerated().map { number, place in
      Tiny.step("W\(number)", of: "W", at: 600 + 60 * Double(number), in: [place])
    }
    let parts = ["US", "UK", "JP"].enumerated().map { number, place in
      Tiny.part(place, onset: Tiny.certain(610 + 60 * Double(number)), end: end)
    }
    let found = Tiny.link(
      Tiny.drop(parts, held: ["DE", "FR"]),
      to: Tiny.background(in: places) + waves + [Tiny.step("E", at: 605, in: places)])
    #expect(found.suspects.first?.change == ChangeID("W"))
    #expect(found.weight("spread", of: "W") ?? 0 > 5)
  }

  @Test(
    "Places that a late wave had no time to break before the drop was over say little against it")
  func lateWaves() throws {
    let first = [
      Tiny.step("A0", of: "A", at: 600, in: ["US"]), Tiny.step("B", at: 600, in: ["US"]),
    ]
    let later = places.filter { $0 != "US" }
    let late = Tiny.step("A1", of: "A", at: 745, in: later)
    let early = Tiny.step("A1", of: "A", at: 605, in: later)
    func lead(_ step: Deployment) -> Double {
      let drop = Tiny.drop([Tiny.part("US", onset: Tiny.certain(750), end: end)], held: later)
      let found = Tiny.link(drop, to: Tiny.background(in: places) + first + [step])
      return log(found.probability(of: "A") / found.probability(of: "B"))
    }
    #expect(lead(late) > -0.5)
    #expect(lead(early) < lead(late) - 2)
  }

  @Test("What the delays weigh sums to one, with a little before the step")
  func delays() {
    let grid = DelayGrid(
      DelayDistribution(lookBackMinutes: 1440), length: 60, step: 5,
      strays: OnsetStrays(share: LinkModel.Together.commonStray))
    #expect(abs(grid.points.reduce(0) { $0 + $1.weight } - 1) < 1e-6)
    let before = grid.points.filter { $0.minutes < 0 }.reduce(0) { $0 + $1.weight }
    #expect(before > 0 && before < LinkModel.Together.commonStray / 2)
  }

  @Test("Smoothed onsets keep their weight, whatever their step")
  func curves() throws {
    let daily = try #require(
      TimeDistribution(first: Tiny.minute(0), stepSeconds: 86_400, weights: [1, 2]))
    for onsets in [[Tiny.certain(840), try unclear(around: 840)], [daily]] {
      let curves = OnsetCurves(onsets, middle: Tiny.minute(840))
      for place in onsets.indices {
        let sum = curves.densities(place, scatter: 0).reduce(0, +) * curves.unit
        #expect(abs(sum - 1) < 1e-6)
      }
      #expect(curves.count < 20_000)
    }
  }
}
