import Testing
import Vocabulary

@testable import Reporting

@Suite("No person is named")
struct PeopleTests {
  @Test("No author, reviewer, approver, director or VP stands in any file of a report")
  func files() {
    let hidden = Night.people + ["Dana Director", "Vera Vicepresident", "noreply@anthropic.com"]
    for (sample, report) in Night.samples {
      for (name, text) in report.files() {
        for person in hidden {
          #expect(!text.contains(person), "\(person) in \(sample)/\(name)")
        }
      }
    }
  }

  @Test("Nor in terminal texts")
  func elsewhere() {
    let report = Night.report()
    let texts = [
      TerminalText.nightly(report, folder: "reports"),
      TerminalText.explain(Night.checkoutLink), TerminalText.explainJSON(Night.checkoutLink),
    ]
    for text in texts {
      for person in Night.people + ["Dana Director"] { #expect(!text.contains(person)) }
    }
  }

  @Test(
    "Free text loses known names, addresses and trailers, and nothing else",
    arguments: [
      ("Tune ranking, ask Ada Example", "Tune ranking, ask [name]"),
      ("ada example's fix", "[name]'s fix"),
      ("b.tester2 stays, b.tester goes", "b.tester2 stays, [name] goes"),
      ("mail x.y@example.org now", "mail [name] now"),
      ("Fix it Signed-off-by: Some Body", "Fix it"),
      ("Drop @mention handling", "Drop @mention handling"),
      ("", ""),
    ])
  func cleaning(text: String, expected: String) {
    #expect(PeopleFilter(Night.changes).cleaned(text) == expected)
  }

  @Test("A value set aside is not shown if its column names people")
  func rejectedValue() {
    let row = RejectedRow(
      feed: .deploys, place: SourcePlace(file: "deploys.csv", line: 3), column: "approved_by",
      value: "Unknown Person", reason: "x", cells: [])
    #expect(row.shownValue(PeopleFilter([])).plain == "not shown: it may name a person")
  }
}
