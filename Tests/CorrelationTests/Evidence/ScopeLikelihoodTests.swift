import Glibc
import Testing
import Vocabulary

@testable import Correlation

@Suite("Likelihood of where orders fell")
struct ScopeLikelihoodTests {
  @Test("Without a log of reaches it agrees with the sum over all sets of marketplaces")
  func bruteForce() {
    var dice = Dice(seed: 11)
    for _ in 0..<20 {
      let count = 1 + dice.below(6)
      let drop = world(hit: 1 + dice.below(count), of: count, dice: &dice)
      let scope = WatchedScope(drop)
      var likelihood = ScopeLikelihood(scope: scope, recent: Tiny.recent([]))
      let presence = scope.cells.map { _ in dice.happens(0.5) ? 1.0 : 0 }
      let cells = Array(scope.cells.indices)
      let readings = scope.cells.map(\.reading)
      let expected =
        changeBySets(readings, presence: presence) - otherBySets(readings)
      let found = likelihood.weight(presence: presence, cells: cells)
      #expect(abs(found - expected) < 0.01)
    }
  }

  /// The likelihood as it is defined, set by set.
  private func otherBySets(_ readings: [Double]) -> Double {
    let count = readings.count
    var bySize = [Double](repeating: 0, count: count + 1)
    var sets = [Double](repeating: 0, count: count + 1)
    for set in 0..<(1 << count) {
      let inside = (0..<count).filter { set >> $0 & 1 == 1 }
      bySize[inside.count] += exp(inside.reduce(0) { $0 + readings[$1] })
      sets[inside.count] += 1
    }
    let one = LinkModel.Scope.onePlaceShare
    let any = (1...count).reduce(0) { $0 + bySize[$1] / sets[$1] } / Double(count)
    return log(one * bySize[1] / sets[1] + (1 - one) * any)
  }

  private func changeBySets(_ readings: [Double], presence: [Double]) -> Double {
    var sum = 0.0
    for component in LinkModel.Scope.components {
      let chances = presence.map { $0 > 0 ? component.whereReached : component.whereNotReached }
      var likelihood = 0.0
      for set in 0..<(1 << readings.count) {
        likelihood += readings.indices.reduce(1.0) { product, cell in
          product
            * (set >> cell & 1 == 1 ? chances[cell] * exp(readings[cell]) : 1 - chances[cell])
        }
      }
      let some = 1 - chances.reduce(1) { $0 * (1 - $1) }
      sum += component.share * likelihood / (presence.contains(1) ? some : 1)
    }
    return log(sum)
  }

  private func world(hit: Int, of count: Int, dice: inout Dice) -> Drop {
    let names = (0..<count).map { "M\($0)" }
    let end = DropEnd.ended(Tiny.certain(90))
    return Tiny.drop(
      names.prefix(hit).map {
        Tiny.part($0, onset: Tiny.certain(0), end: end, signal: 2 + 6 * dice.unit())
      }, held: Array(names.suffix(count - hit)))
  }

  @Test("A region that is always deployed together is less of a surprise")
  func commonReach() {
    let scope = WatchedScope(
      Tiny.drop(at: 840, in: ["DE", "FR"], held: ["JP", "UK", "US"]))
    let presence = scope.cells.map { ["DE", "FR"].contains($0.marketplace.name) ? 1.0 : 0 }
    let cells = Array(scope.cells.indices)
    func weight(_ places: [[String]]) -> Double {
      let steps = places.enumerated().map { Tiny.step("B\($0)", at: Double($0), in: $1) }
      var likelihood = ScopeLikelihood(scope: scope, recent: Tiny.recent(steps))
      return likelihood.weight(presence: presence, cells: cells)
    }
    let together = weight(Array(repeating: ["DE", "FR"], count: 20))
    let alone = weight((0..<20).map { [["DE"], ["FR"], ["JP"], ["UK"], ["US"]][$0 % 5] })
    #expect(together < alone - 1)
    #expect(together > 0)
  }

  @Test("A marketplace whose data are too noisy to tell weighs next to nothing")
  func noisyMarketplace() {
    let clear = WatchedScope(Tiny.drop(at: 840, in: ["US"], held: ["UK"]))
    let held = UnaffectedSeries(
      series: SeriesKey(marketplace: Marketplace("UK")), depth: Share(0.1), standardError: 0.9)
    let base = Tiny.drop(at: 840, in: ["US"])
    let noisy = WatchedScope(
      Drop(
        id: base.id, onset: base.onset, end: base.end, parts: base.parts, unaffected: [held],
        observedOrders: 0, expectedOrders: 0, lostOrders: base.lostOrders, catchUp: nil,
        comparisonLoss: nil, websiteErrors: nil, coverage: nil, signal: 9, shortHistoryDays: nil))
    #expect(clear.cells[0].reading < -4)
    #expect(abs(noisy.cells[0].reading) < 0.2)
  }
}
