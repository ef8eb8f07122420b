import Foundation
import Testing
import Vocabulary

@testable import Reporting

@Suite("Links that late rows altered")
struct RelinkTests {
  private func links(
    _ status: Attribution.Status, none: Double, _ suspects: [(String, Double)]
  ) -> LinkSummary {
    LinkSummary(
      status: status, noRecordedChange: Probability(clamping: none),
      suspects: suspects.map { name, probability in
        LinkSummary.Suspect(
          change: ChangeID(name), deploys: [DeployID("D\(name)")], service: Service("cart"),
          probability: Probability(clamping: probability))
      })
  }

  private func night(_ relinked: [RunDifferences.Relink]) -> NightlyReport {
    Night.report(
      since: RunDifferences(
        previousUntil: Night.at(10, 6), new: [], stillOpen: [], closed: [], revised: [],
        relinked: relinked))
  }

  private var late: RunDifferences.Relink {
    RunDifferences.Relink(
      drop: DropID("2026-03-09-1400"), before: links(.unexplained, none: 0.96, [("CHG-1", 0.04)]),
      now: links(.linked, none: 0.04, [("CHG-2", 0.93), ("CHG-1", 0.03)]),
      rows: [
        LateRecord(
          feed: .deploys, id: "D-2", isCorrection: false, changes: ["CHG-2"],
          place: SourcePlace(file: "deploys.csv", line: 37)),
        LateRecord(
          feed: .incidents, id: "INC-4", isCorrection: true,
          place: SourcePlace(file: "incidents.csv", line: 5)),
        LateRecord(feed: .services, id: "cart", isCorrection: true, place: nil),
      ])
  }

  @Test("The night says what the link was, what it is, and the rows that altered it")
  func said() throws {
    let files = night([late]).files()
    let words = """
      2026-03-09-1400: was unexplained (no recorded change 96%, CHG-1 4%), is now linked (CHG-2 93%). \
      Rows: deploys.csv:37 (deploy D-2 of CHG-2, came late); \
      incidents.csv:5 (incident INC-4, corrected); service cart, corrected.
      """
    #expect(try #require(files["nightly.md"]).contains(words))
    #expect(try #require(files["index.html"]).contains("deploys.csv:37 (deploy D-2 of CHG-2"))
  }

  @Test("A link that stands out more or less than it did is said with what it was")
  func status() throws {
    let report = Night.report(
      since: RunDifferences(
        previousUntil: Night.at(10, 6), new: [], stillOpen: [], closed: [],
        revised: [
          RunDifferences.Revision(
            drop: DropID("2026-03-09-1400"),
            kind: .link(
              from: links(.linked, none: 0.1, [("CHG-1", 0.79)]),
              to: links(.contested, none: 0.1, [("CHG-1", 0.47), ("CHG-2", 0.39)])))
        ]))
    let words =
      "2026-03-09-1400: now contested (CHG-1 47%, CHG-2 39%, no recorded change 10%), before linked "
      + "(CHG-1 79%)."
    #expect(try #require(report.files()["nightly.md"]).contains(words))
  }

  @Test("The JSON has them, and lacks the field where nothing was altered")
  func json() throws {
    func relinked(_ report: NightlyReport) throws -> [[String: Any]]? {
      let json = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
      return (json as? [String: Any])?["relinked"] as? [[String: Any]]
    }
    let one = try #require(try relinked(night([late]))?.first)
    #expect(one["drop_id"] as? String == "2026-03-09-1400")
    let rows = try #require(one["rows"] as? [[String: Any]])
    #expect(rows.map { $0["line"] as? Int } == [37, 5, nil])
    #expect(rows.map { $0["corrected"] as? Bool } == [false, true, true])
    #expect((one["now"] as? [String: Any])?["status"] as? String == "linked")
    #expect(try relinked(night([])) == nil)
  }

  @Test("Another status, another first suspect or a move of five points is another link")
  func differs() {
    let one = links(.linked, none: 0.1, [("A", 0.8), ("B", 0.1)])
    #expect(!links(.linked, none: 0.1, [("A", 0.84), ("B", 0.06)]).differs(from: one))
    #expect(links(.contested, none: 0.1, [("A", 0.8), ("B", 0.1)]).differs(from: one))
    #expect(links(.linked, none: 0.1, [("B", 0.8), ("A", 0.1)]).differs(from: one))
    #expect(links(.linked, none: 0.1, [("A", 0.75), ("B", 0.15)]).differs(from: one))
    #expect(links(.linked, none: 0.16, [("A", 0.76), ("B", 0.08)]).differs(from: one))
    let moved = links(.linked, none: 0.1, [("C", 0.8), ("B", 0.1)]).moved(from: one)
    #expect(moved.map(\.change.name) == ["A", "C"])
  }
}
