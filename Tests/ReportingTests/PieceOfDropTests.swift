import Testing
import Vocabulary

@testable import Reporting

@Suite("A drop that is told week by week")
struct PieceOfDropTests {
  private static let start = Night.at(1, 12)
  private static let end = Night.at(8, 12)

  /// Orders by the hour around the end, none before it.
  private func page(behind: [Int?]) throws -> DropPage {
    let known = Night.checkoutFinding
    let onset = try #require(
      TimeDistribution(
        first: PieceOfDropTests.start.advanced(bySeconds: -100 * 3600), stepSeconds: 3600,
        weights: [Double](repeating: 1, count: 100) + [1.001]))
    var drop = known.drop.redated { _, _ in onset }
    drop.end = .ended(TimeDistribution(certain: PieceOfDropTests.end, stepSeconds: 3600))
    let count = 2 + behind.count
    let trace = Trace(
      start: PieceOfDropTests.end.advanced(bySeconds: -7200), stepSeconds: 3600,
      observed: [0, 0] + behind, expected: [Double](repeating: 100, count: count),
      low: [Double](repeating: 70, count: count), high: [Double](repeating: 130, count: count),
      bandLevel: 0.99, runningLoss: [], runningLossFirst: 0)
    let finding = Finding(
      drop: drop, attribution: known.attribution, incidents: known.incidents, trace: trace)
    return DropPage(finding, in: Night.report(findings: [finding]))
  }

  private func value(_ name: String, _ page: DropPage) -> String? {
    page.facts.first { $0.name == name }.map { "\($0.value): \($0.detail.plain)" }
  }

  @Test("began earlier, and goes on while orders stay away", arguments: [[0, 2], []])
  func goesOn(behind: [Int?]) throws {
    let page = try page(behind: behind)
    #expect(
      value("Drop began", page)
        == "earlier: told from 1 Mar 12:00 on; what came before is a drop of its own")
    #expect(
      value("Back to expected", page)
        == "—: still low at 8 Mar 12:00; what follows is a drop of its own")
    #expect(page.wordsBefore == "low before 1 Mar 12:00 already")
    #expect(page.wordsBehind == "still low behind 8 Mar 12:00")
  }

  @Test("is over where orders are back, or nothing is known", arguments: [[95, 99], [nil]])
  func over(behind: [Int?]) throws {
    let page = try page(behind: behind)
    #expect(page.wordsBehind == "near expected again from 8 Mar 12:00")
  }
}
