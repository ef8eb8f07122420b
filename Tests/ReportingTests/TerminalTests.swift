import Testing
import Vocabulary

@testable import Reporting

@Suite("Terminal texts")
struct TerminalTests {
  @Test(
    "The summary of a night reads as recorded",
    arguments: [
      "busy", "quiet", "stale", "no-deploys", "crowded",
    ])
  func nightly(name: String) throws {
    let report = try #require(Night.samples.first { $0.name == name }?.report)
    expectGolden(
      TerminalText.nightly(report, folder: "reports/2026-03-11"), "terminal/\(name).txt")
  }

  @Test("Every weight of a link is explained with its source rows")
  func explain() {
    let text = TerminalText.explain(Night.checkoutLink)
    expectGolden(text, "terminal/explain.txt")
    expectGolden(TerminalText.explainJSON(Night.checkoutLink), "terminal/explain.json")
    #expect(text.contains("deploys.csv:881"))
  }

  @Test("Colour adds nothing to the words, and none is added where none is wanted")
  func colour() throws {
    let text = TerminalText.explain(Night.checkoutLink)
    #expect(TerminalInk.plain.paint(text) == text)
    #expect(TerminalInk.plain.failure("faultline:") == "faultline:")
    let painted = TerminalInk.coloured.paint(text)
    #expect(painted.contains("\u{1B}[1;33mstrong evidence of a link\u{1B}[0m"))
    #expect(painted.replacing(/\u{1B}\[[0-9;]*m/, with: "") == text)
  }

  @Test("A load says what was read, taken and set aside")
  func load() {
    expectGolden(
      TerminalText.load(
        Night.intakes(rejected: 1, ordersTo: Night.at(11, 5, 59)),
        rejects: ["rejects/order_metrics.csv"]),
      "terminal/load.txt")
    #expect(TerminalText.load([], rejects: nil) == "No file was read.\n")
  }

  @Test("A check lists all problems, a line each, and counts them")
  func check() {
    let rejected =
      Night.rejected + [
        RejectedRow(
          feed: .orderMetrics, place: SourcePlace(file: "orders.csv", line: 9), column: "orders",
          value: "12,5\u{1B}[31m\nsecond line", reason: "not a whole number", cells: []),
        RejectedRow(
          feed: .deploys, place: SourcePlace(file: "deploys.csv", line: 2), column: nil, value: nil,
          reason: "too few cells", cells: []),
      ]
    let text = TerminalText.check(
      Night.intakes(rejected: 1, ordersTo: Night.at(11, 5)), rejected: rejected,
      unusable: ["broken.csv: no column \"created_at\""])
    expectGolden(text, "terminal/check.txt")
    #expect(text.split(separator: "\n").count == 5)
    #expect(!text.contains("\u{1B}"))
  }
}
