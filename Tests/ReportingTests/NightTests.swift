import Testing
import Vocabulary

@testable import Reporting

@Suite("What a night says")
struct NightTests {
  private func verdict(_ report: NightlyReport) -> String {
    report.pageVerdict.lead.plain + " " + report.pageVerdict.rest.plain
  }

  @Test("A quiet night says that nothing needs a look, first and calmly")
  func quiet() {
    let report = Night.quiet
    #expect(report.pageVerdict.lead.plain.hasPrefix("Nothing needs a look"))
    #expect(report.pageVerdict.tone == .calm)
    #expect(verdict(report).contains("Inputs are complete"))
  }

  @Test("A night without a drop does not say that orders stayed as expected where they stood low")
  func low() {
    let report = Night.report(findings: [], warnings: [])
    #expect(
      verdict(report).hasPrefix("Nothing needs a look: no drop was found in all 4 series watched."))
    #expect(verdict(report).contains(" below expected are no drops (why)"))
    #expect(!verdict(report).contains("stayed as expected"))
    let text = TerminalText.nightly(report, folder: "reports")
    #expect(text.contains("Nothing needs a look. No drop in 4 series; "))
    #expect(!text.contains("stayed as expected"))
  }

  @Test("A night that could not look says so before anything else")
  func stale() {
    let report = Night.stale
    #expect(
      report.pageVerdict.lead.plain.hasPrefix(
        "Could not look after 11 Mar 02:00 UTC: the orders feed is 4 h old (limit 3 h)."))
    #expect(report.pageVerdict.tone == .incomplete)
    #expect(!verdict(report).contains("Nothing needs a look"))
    #expect(verdict(report).contains("In what could be looked at, nothing needs a look."))
  }

  @Test("A stale feed comes first even when drops were found")
  func staleWithDrops() {
    let report = Night.report(warnings: Night.stale.warnings)
    #expect(report.pageVerdict.lead.plain.hasPrefix("Could not look"))
    #expect(verdict(report).contains("Two order drops need a look."))
  }

  @Test("Without a single deploy the drop is there and its origin cannot be judged")
  func noDeploys() {
    let report = Night.noDeploys
    #expect(verdict(report).contains("One order drop needs a look."))
    #expect(verdict(report).contains("the records do not allow a judgement"))
    #expect(report.files()["nightly.md"]?.contains("Load deploys from before") == true)
  }

  @Test("Without any series the night does not claim that nothing happened")
  func noSeries() {
    let report = Night.report(findings: [], overviews: [], warnings: [])
    #expect(!verdict(report).contains("Nothing needs a look"))
  }

  @Test("Series of services alone have no overview, and were watched all the same")
  func services() {
    let report = Night.report(findings: [], overviews: [], watchedSeries: 6700, warnings: [])
    #expect(verdict(report).contains("no drop was found in all 6,700 series watched"))
    #expect(report.files()["nightly.md"]?.contains("by service alone") == true)
  }

  @Test("The verdict names estimate, interval, place, time and the grade of the link")
  func busy() {
    let words = verdict(Night.report())
    for part in [
      "Two order drops need a look.", "about 2,140 orders below expected",
      "90% interval 1,910 to 2,370", "CA and US", "10 Mar 14:06 to 15:22 UTC",
      "strong evidence of a link to D-4417", "One Tier-1 change has no change record.",
      "1 row was set aside",
    ] {
      #expect(words.contains(part), "\(part)")
    }
  }

  /// A fall on watch in M101, M102 …
  private func fall(_ number: Int, signal: Double, lack: WatchedFall.Lack) -> WatchedFall {
    WatchedFall(
      series: SeriesKey(marketplace: Marketplace("M\(100 + number)"), service: nil),
      since: Night.window.start, depth: Share(0.12), signal: signal, lack: lack)
  }

  @Test(
    "Of many falls on watch the strongest are named, with what each lacks, and the others counted")
  func watched() throws {
    let falls = (1...20).map { number in
      fall(
        number, signal: 3 + Double(number) / 10,
        lack: number < 19 ? .signal(5.2) : number == 19 ? .counts : .loss)
    }
    let text = try #require(Night.report(watch: falls).files()["nightly.md"])
    #expect(text.contains("12% below expected, signal 5.0, but the loss may still be none."))
    #expect(
      text.contains(
        "12% below expected, signal 4.9, but counts of the last minutes may still come in."))
    #expect(text.contains("12% below expected, signal 4.8, a drop takes 5.2."))
    #expect(!text.contains("M101 since"))
    #expect(text.contains("\(20 - WordingPolicy.rowsBeforeFold) more were weaker or as weak."))
  }

  @Test("A drop that may be a day off says so on every page, on the terminal and in JSON")
  func dayOff() throws {
    let known = Night.paymentsFinding
    var drop = known.drop
    drop.mayBeDayOff = true
    let report = Night.report(findings: [
      Finding(
        drop: drop, attribution: known.attribution, incidents: known.incidents, trace: known.trace)
    ])
    let files = report.files()
    let words = "It may be a day off that the calendar lacks"
    #expect(files[ReportPaths.drop(drop.id, .markdown)]?.contains(words) == true)
    #expect(
      files["nightly.md"]?.contains("If it is a day off, add it to the calendar and run again.")
        == true)
    #expect(files["nightly.json"]?.contains("\"may_be_day_off\" : true") == true)
    #expect(TerminalText.nightly(report, folder: "reports").contains(words))
    let recorded = RecordedDrop(report.findings[0]) { _ in "" }
    let link = ExplainedLink(
      drop: recorded, suspect: recorded.suspects[0], change: nil, incidents: [])
    #expect(TerminalText.explain(link).contains(words))
    #expect(TerminalText.explainJSON(link).contains("\"may_be_day_off\" : true"))
  }

  @Test("What became of many falls on watch: drops first, the rest counted")
  func settled() throws {
    let falls = (1...30).map { number in
      RunDifferences.Settled(
        fall: fall(number, signal: 3, lack: .signal(5.2)),
        outcome: number == 30 ? .drop(Night.checkoutFinding.drop.id) : .passed)
    }
    let since = RunDifferences(
      previousUntil: Night.window.start, new: [], stillOpen: [], closed: [], revised: [],
      settled: falls)
    let text = try #require(Night.report(since: since).files()["nightly.md"])
    let told = text.split(separator: "\n").filter { $0.contains("On watch then") }
    let most = WordingPolicy.rowsBeforeFold
    #expect(told.count == most + 1)
    #expect(told.first?.contains("M130 since") == true)
    #expect(
      told.last?.contains("\(30 - most) others: \(30 - most) passed without a drop, 0 did not.")
        == true)
  }

  @Test("A loss that rounds to what was said before was not judged differently")
  func sameFigures() throws {
    let since = RunDifferences(
      previousUntil: Night.window.start, new: [], stillOpen: [], closed: [],
      revised: [
        .init(
          drop: Night.checkoutDrop.id,
          kind: .loss(
            from: Estimate(value: 6_477_744, low: 6_301_002, high: 6_661_003, level: 0.9),
            to: Estimate(value: 6_477_745, low: 6_301_001, high: 6_661_001, level: 0.9)))
      ])
    let text = try #require(Night.report(since: since).files()["nightly.md"])
    #expect(text.contains("Judged differently: none."))
    #expect(!text.contains("orders below expected now"))
  }

  @Test("Drops stand largest first")
  func order() {
    #expect(
      Night.report(findings: [Night.paymentsFinding, Night.checkoutFinding]).findings
        .map(\.drop.id.name) == ["2026-03-10-1406", "2026-03-11-0300"])
  }

  @Test("AI-assisted and undocumented changes before a drop are listed, linked or not")
  func origins() {
    let page = Night.report().files()["nightly.md"] ?? ""
    let section = page.split(separator: "## AI-assisted and undocumented").last ?? ""
    let table = section.split(separator: "\n## ").first ?? ""
    for change in ["D-4412", "D-4417", "D-4418"] { #expect(table.contains(change)) }
    for change in ["D-4410", "D-4421"] { #expect(!table.contains(change)) }
    #expect(table.contains("unlikely") && table.contains("for 1 the records do not say"))
  }

  @Test("A confirmed cause names the team and the day, and only then is a cause stated")
  func confirmed() {
    let drop = Night.checkoutDrop.id
    let report = Night.report(verdicts: [
      drop: TeamVerdict(
        drop: drop, conclusion: .cause(ChangeID("D-4417")), team: "Commerce",
        recordedAt: Night.at(14, 9))
    ])
    let page = report.files()["drops/2026-03-10-1406.md"] ?? ""
    #expect(page.contains("**D-4417 was confirmed as cause by the Commerce team, 14 March 2026.**"))
    #expect(report.json.contains("\"cause\" : \"D-4417\""))
    let draft = Night.report().files()["drops/2026-03-10-1406.md"] ?? ""
    #expect(draft.contains("Cause: not confirmed by a team."))
  }

  @Test("Fifty drops and hundreds of open controls stay readable, and what is hidden is counted")
  func crowded() {
    let report = Night.crowded
    let page = report.files()["index.html"] ?? ""
    #expect(page.utf8.count < 260_000)
    let markdown = report.files()["nightly.md"] ?? ""
    #expect(markdown.contains("further changes are not shown here"))
    #expect(markdown.contains("further warnings are in nightly.json"))
    #expect(markdown.contains("50 order drops need a look."))
    for finding in report.findings.prefix(40) {
      #expect(markdown.contains("drops/\(finding.drop.id.name).md"))
    }
  }

  @Test("A control that no row can show is said once and not listed for each change")
  func unrecordedControl() {
    let results =
      Night.results("D-4421", [.unknown(.notRecorded), .met, .met, .met])
      + Night.results("D-4417", [.unknown(.notRecorded), .met, .met, .met])
    let summary = ControlsSummary(Night.report(controls: results))
    #expect(summary.unrecorded == [.twoReviewers])
    #expect(summary.open.isEmpty)
    let page = Night.report(controls: results).files()["nightly.md"] ?? ""
    #expect(page.contains("does not record two reviewers: unknown for all 2 changes"))
  }

  @Test("A first run says that there is nothing to compare with")
  func firstRun() {
    let page = Night.report(since: nil).files()["nightly.md"] ?? ""
    #expect(page.contains("There is no run before this one to compare it with."))
  }
}
