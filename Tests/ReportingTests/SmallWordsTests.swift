import Testing
import Vocabulary

@testable import Reporting

@Suite("Small words that mislead")
struct SmallWordsTests {
  @Test(
    "A share that is not none is not printed as none",
    arguments: [
      (0.0002, "under 0.1%"), (0, "0%"), (-0.0001, "0%"), (0.0009, "0.1%"), (0.05, "5.0%"),
      (0.4, "40%"),
    ])
  func shares(value: Double, words: String) { #expect(percent(Share(value)) == words) }

  @Test("A count of none goes with a share of none")
  func none() {
    #expect(TrendCases.rate(134, 0.01, 0, 0.03).words == "0% (0 of 134)")
    #expect(share(4, of: 19_296) == "under 0.1% (4 of 19,296)")
  }

  @Test(
    "A clause begins small unless a name begins it",
    arguments: [
      ("Orders came back.", "orders came back"),
      ("CHG-102890 was confirmed.", "CHG-102890 was confirmed"),
      ("INC-7 names it.", "INC-7 names it"),
      ("A Tier-1 system depends.", "a Tier-1 system depends"),
      ("14 of 20 steps.", "14 of 20 steps"), ("D-1 began.", "D-1 began"),
    ])
  func clauses(sentence: String, clause: String) { #expect(sentence.asClause == clause) }

  @Test("What was expected is rounded as the loss beside it is")
  func rounded() {
    #expect(Night.checkoutDrop.expectedWords == "5,740")
    let loss = Estimate(value: 6_480_000, low: 6_300_000, high: 6_660_000, level: 0.9)
    #expect(loss.rounded.alike(6_722_564) == 6_720_000)
  }

  @Test("Gaps in which a drop could not be seen are part of the verdict")
  func gaps() {
    let warnings = [Night.us, Night.de].map {
      InputWarning.missingSteps(SeriesKey(marketplace: $0), missing: 9, of: 1440)
    }
    let words = Night.report(findings: [], warnings: warnings).pageVerdict.rest.plain
    #expect(
      words.contains(
        "All feeds came; 18 steps of 2 series have no row, and a drop inside them could not be seen"
      ))
    #expect(!words.contains("Inputs are complete"))
  }

  @Test("Without a register the controls say that none was given")
  func noRegister() throws {
    let night = Night.report(controls: [])
    let report = NightlyReport(
      window: night.window, provenance: night.provenance, intakes: night.intakes, rejectedRows: [],
      findings: [], changes: night.changes, dismissed: [], overviews: night.overviews,
      controls: [], register: [:], warnings: [], sinceLastRun: nil, verdicts: [:])
    let fact = try #require(report.facts.first { $0.name == "All four controls met" })
    #expect(fact.detail.plain == "no register of services was given")
  }

  @Test("A day that looked like a day off says how low orders were and what to do")
  func dayOff() {
    let stretch = DismissedStretch(
      kind: .holidayLike, window: TimeWindow(start: Night.at(10, 0), seconds: 86_400),
      series: [SeriesKey(marketplace: Night.de)], depth: Share(0.24))
    let report = Night.report(findings: [], dismissed: [stretch], warnings: [])
    let words =
      "One stretch was like a day off that the calendar lacks (DE 10 Mar 00:00 to 11 Mar 00:00 UTC, "
      + "24% below expected): if it was one, add it to the calendar."
    #expect(report.pageVerdict.rest.plain.contains(words))
    #expect(TerminalText.nightly(report, folder: "reports").contains(words))
    #expect(report.files()["nightly.md"]?.contains("add it to the calendar and run again") == true)
    #expect(
      TerminalText.nightly(report, folder: "reports").contains(
        "1 stretch below expected is no drop"))
  }

  @Test("A loss whose interval holds 0 is said to be in doubt, and no other")
  func doubtfulLoss() {
    let known = Night.checkoutFinding
    func loss(_ low: Double) -> String? {
      var drop = known.drop
      drop.lostOrders = Estimate(value: 120, low: low, high: 300, level: 0.9)
      let finding = Finding(
        drop: drop, attribution: known.attribution, incidents: [], trace: known.trace)
      return Night.report(findings: [finding]).files()["drops/\(drop.id.name).md"]
    }
    #expect(loss(-60)?.contains("The interval holds 0") == true)
    #expect(loss(60)?.contains("The interval holds 0") == false)
  }

  @Test("A change of clocks with rows is not said to have been uncounted")
  func clocks() {
    let stretch = DismissedStretch(
      kind: .scheduleChange, window: TimeWindow(start: Night.at(10, 0), seconds: 3600),
      series: [SeriesKey(marketplace: Night.de)], depth: nil)
    let report = Night.report(findings: [], dismissed: [stretch])
    #expect(report.files()["nightly.md"]?.contains("nothing counted") == false)
  }

  @Test("Configuration is changed in places and code is deployed to them")
  func timeline() throws {
    let change = Night.change(
      "D-4419", "payments-config", Night.at(10, 14, 3), line: 885,
      reach: .only([Night.us, Night.ca]), type: .config)
    let known = Night.checkoutFinding
    let report = Night.report(findings: [known], changes: Night.changes + [change])
    let words = DropPage(known, in: report).timeline.map(\.words.plain)
    #expect(words.contains { $0.contains("payments-config configuration changed in CA and US") })
    #expect(words.contains { $0.contains("checkout-api deployed to CA and US") })
  }

  @Test("Each grade states the limits that decide it")
  func grades() {
    #expect(Grade.strong.rule.contains("50%") && Grade.moderate.rule.contains("10%"))
    #expect(Grade.excluded.rule.contains("0.1%"))
  }
}
