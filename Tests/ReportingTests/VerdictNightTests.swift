import Testing
import Vocabulary

@testable import Reporting

@Suite("Nights that teams have judged")
struct VerdictNightTests {
  private let checkout = Night.checkoutDrop.id
  private let payments = Night.paymentsDrop.id

  private func verdict(_ drop: DropID, _ conclusion: TeamVerdict.Conclusion) -> TeamVerdict {
    TeamVerdict(
      drop: drop, conclusion: conclusion, team: "Commerce", recordedAt: Night.at(12, 8))
  }

  private func report(_ verdicts: TeamVerdict...) -> NightlyReport {
    Night.report(
      verdicts: Dictionary(uniqueKeysWithValues: verdicts.map { ($0.drop, $0) }))
  }

  private func words(_ report: NightlyReport) -> String {
    report.pageVerdict.lead.plain + " " + report.pageVerdict.rest.plain
  }

  @Test("What a team said to be no drop is counted nowhere, and still shown as such")
  func notADrop() throws {
    let report = report(verdict(checkout, .notADrop))
    #expect(
      words(report).hasPrefix("One order drop needs a look. Besides, 1 was said to be no drop."))
    #expect(words(report).contains("It stood about 60 orders below expected"))
    #expect(report.standing.map(\.drop.id) == [payments])
    let page = try #require(report.files()["nightly.md"])
    #expect(page.contains("Drops found: **1** · 1 unexplained; 1 was said to be no drop"))
    #expect(page.contains("Orders below expected: **60**"))
    #expect(page.contains("said to be no drop by the Commerce team"))
    let text = TerminalText.nightly(report, folder: "reports")
    #expect(text.contains("1 drop needs a look. Besides, 1 was said to be no drop."))
    #expect(text.contains("said to be no drop by the Commerce team"))
    #expect(text.contains("Next: faultline investigate \(payments.name)"))
    #expect(report.json.contains("\"not_a_drop\""))
  }

  @Test("A drop whose cause a team confirmed is settled: counted as a drop, not as work")
  func settled() {
    let report = report(verdict(checkout, .cause(ChangeID("D-4417"))))
    #expect(
      words(report).hasPrefix(
        "One order drop needs a look. Besides, 1 is settled by a team's verdict."))
    #expect(report.standing.count == 2)
    let text = TerminalText.nightly(report, folder: "reports")
    #expect(text.contains("settled: D-4417 was confirmed as cause by the Commerce team"))
  }

  @Test("Where every drop has a verdict nothing needs a look")
  func allSettled() {
    let report = report(
      verdict(checkout, .cause(ChangeID("D-4417"))), verdict(payments, .noRecordedChange))
    #expect(words(report).hasPrefix("Nothing needs a look: every drop"))
    #expect(report.pageVerdict.tone == .calm)
    let text = TerminalText.nightly(report, folder: "reports")
    #expect(text.contains("Nothing needs a look: every drop"))
    #expect(!text.contains("Next: "))
  }

  @Test("A confirmed drop that is still open needs a look all the same")
  func open() throws {
    let finding = try #require(Night.crowded.findings.first { $0.drop.end.mode == nil })
    let settled = verdict(finding.drop.id, .noRecordedChange)
    let report = Night.report(findings: [finding], verdicts: [finding.drop.id: settled])
    #expect(words(report).hasPrefix("One order drop needs a look."))
    #expect(finding.nextStep(verdict: settled).plain.contains("Orders are still low"))
  }

  @Test("After a confirmed cause the page speaks of the records and no more of proof")
  func banner() throws {
    let report = report(verdict(checkout, .cause(ChangeID("D-4417"))))
    let page = try #require(report.files()["drops/\(checkout.name).md"])
    #expect(page.contains("By the records alone its probability is 93%."))
    #expect(!page.contains("it is not proof"))
    #expect(page.contains("A team's verdict: **D-4417**"))
    #expect(
      page.contains("10 Mar 14:06 to 15:22 UTC: 3,509 orders where about 5,740 were expected"))
  }

  /// The checkout drop with an incident that says more, or something else.
  private func checkout(_ incident: Incident) -> DropPage {
    let known = Night.checkoutFinding
    let finding = Finding(
      drop: known.drop, attribution: known.attribution, incidents: [incident], trace: known.trace)
    return DropPage(finding, in: Night.report(findings: [finding]))
  }

  private func incident(
    _ start: Timestamp, detected: Timestamp? = nil, mitigated: Timestamp? = nil,
    cause: String? = nil
  ) -> Incident {
    Incident(
      id: IncidentID("INC-7"), startedAt: start, detectedAt: detected, mitigatedAt: mitigated,
      confirmedCause: cause.map { ChangeID($0) },
      place: SourcePlace(file: "incidents.csv", line: 3))
  }

  private func fact(_ name: String, _ page: DropPage) -> Fact? {
    page.facts.first { $0.name == name }
  }

  @Test("A cause that an incident names stands among the facts and in the next step")
  func named() throws {
    let page = checkout(incident(Night.at(10, 14, 10), cause: "D-4418"))
    let cause = try #require(fact("Cause named by people", page))
    #expect(cause.value == "D-4418" && cause.detail.plain.contains("INC-7 names D-4418 as cause"))
    #expect(
      page.verdict.lead.plain
        == "Draft, not reviewed. INC-7 names D-4418 as cause; no team has confirmed it.")
    #expect(
      page.finding.nextStep(verdict: nil).plain
        == "INC-7 names D-4418 as cause. If the team agrees, record it: "
        + "faultline verdict 2026-03-10-1406 --cause D-4418 --team NAME")
  }

  @Test("Times of an incident that began before the drop are not taken for the drop's")
  func otherIncident() {
    let page = checkout(
      incident(Night.at(10, 9), detected: Night.at(10, 9, 5), mitigated: Night.at(10, 15, 20)))
    #expect(fact("Noticed", page)?.value == "—")
    #expect(fact("Mitigated", page)?.value == "—")
    #expect(
      fact("Noticed", page)?.detail.plain
        == "INC-7 began 10 Mar 09:00, 5 h 6 min before the drop: its times are not the drop's")
  }

  @Test("Facts name the incident, and say so where orders stayed low after it was mitigated")
  func mitigatedEarly() {
    let page = checkout(
      incident(
        Night.at(10, 14, 10), detected: Night.at(10, 14, 19), mitigated: Night.at(10, 14, 40)))
    #expect(fact("Noticed", page)?.detail.plain == "INC-7 says; undetected for 13 min")
    #expect(
      fact("Mitigated", page)?.detail.plain
        == "INC-7 says; 21 min after it was noticed; orders stayed low until 15:22")
  }

  @Test("An incident without a time of detection is not said to have been noticed")
  func undetected() throws {
    let known = Night.checkoutFinding
    let finding = Finding(
      drop: known.drop, attribution: known.attribution,
      incidents: [incident(Night.at(10, 14, 16))], trace: known.trace)
    let page = try #require(Night.report(findings: [finding]).files()["nightly.md"])
    #expect(
      page.contains(
        "INC-7 declared to have begun 10 Mar 14:16, 10 min after the onset of 2026-03-10-1406"))
    #expect(!page.contains("noticed 14:16"))
  }
}
